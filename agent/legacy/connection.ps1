# The join string carries address, token and the two pins; PowerShell 2.0 has no reader of JSON, and needs none for it.
function Read-Join([string]$text) {
  $joined = $text.Trim([char]0xFEFF).Trim()
  if (-not $joined.StartsWith('khien1.')) { return $null }
  try {
    [byte[]]$bytes = Get-BytesOfBase64Url ($joined.Substring(7))
    $json = $script:utf8.GetString($bytes)
  } catch {
    return $null
  }
  $address = [regex]::Match($json, '"address":"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):([0-9]{1,5})"')
  $token = [regex]::Match($json, '"token":"([a-z2-7]{32})"')
  $pins = [regex]::Match($json, '"pins":\["([A-Za-z0-9_-]{43})","([A-Za-z0-9_-]{43})"\]')
  if (-not ($address.Success -and $token.Success -and $pins.Success)) { return $null }
  return @{
    server = $address.Groups[1].Value.Trim([char[]]'[]'); port = [int]$address.Groups[2].Value
    token = $token.Groups[1].Value; pins = @($pins.Groups[1].Value, $pins.Groups[2].Value)
  }
}

# SHA-256 over the DER public key, base64url; empty: a key of another kind than the collector's own authority has.
function Get-Pin($certificate) {
  $key = $certificate.PublicKey
  if ($key.Oid.Value -ne '1.2.840.10045.2.1') { return '' }
  [byte[]]$curve = $key.EncodedParameters.RawData
  [byte[]]$point = $key.EncodedKeyValue.RawData
  [byte[]]$oid = 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01
  $inner = $oid.Length + $curve.Length
  $whole = 2 + $inner + 3 + $point.Length
  if ($whole -gt 127) { return '' }
  [byte[]]$der = @(0x30, $whole, 0x30, $inner) + $oid + $curve + @(0x03, ($point.Length + 1), 0x00) + $point
  [byte[]]$digest = Get-Sha256 $der
  return Get-Base64Url $digest
}

# Trust is the pin alone: a chain that ends in an authority of one of the two pins and is sound but for its dates,
# which a wrong clock must not decide. Authorities of Windows count for nothing.
function Test-Trust($certificate, $chain, $faults) {
  # 1: no certificate, 2: another name than the one that was asked for. 4, the chain, is judged here.
  if (([int]$faults -band 3) -ne 0 -or $null -eq $chain) { return $false }
  $elements = @($chain.ChainElements | ForEach-Object { $_ })
  if ($elements.Length -lt 2) { return $false }
  # 1 a date, 32 an authority that Windows does not know, 64 and 16777216 no list of revoked ones.
  $allowed = 1 -bor 32 -bor 64 -bor 16777216
  foreach ($element in $elements) {
    foreach ($status in $element.ChainElementStatus) { if (([int]$status.Status -band (-bnot $allowed)) -ne 0) { return $false } }
  }
  foreach ($status in $chain.ChainStatus) { if (([int]$status.Status -band (-bnot $allowed)) -ne 0) { return $false } }
  return ($script:pins -contains (Get-Pin $elements[$elements.Length - 1].Certificate))
}

# The proxy that the system names for this address; null: none. One that asks for a password is not for a machine.
function Get-Proxy([string]$server, [int]$port) {
  try {
    $url = New-Object Uri("https://${server}:$port/")
    $proxy = [Net.WebRequest]::GetSystemWebProxy()
    if ($proxy.IsBypassed($url)) { return $null }
    $through = $proxy.GetProxy($url)
    if ($null -eq $through -or $through.Host -eq $url.Host) { return $null }
    return $through
  } catch {
    return $null
  }
}

function Open-Tcp([string]$server, [int]$port) {
  $address = $null
  $family = [Net.Sockets.AddressFamily]::InterNetwork
  if ([Net.IPAddress]::TryParse($server, [ref]$address)) { $family = $address.AddressFamily }
  $client = New-Object Net.Sockets.TcpClient($family)
  $client.SendTimeout = $script:answerMs
  $client.ReceiveTimeout = $script:answerMs
  $begun = $client.BeginConnect($server, $port, $null, $null)
  if (-not $begun.AsyncWaitHandle.WaitOne($script:connectMs, $false)) {
    $client.Close()
    throw 'timed out'
  }
  $client.EndConnect($begun)
  return $client
}

function Open-Stream($join) {
  $proxy = Get-Proxy $join.server $join.port
  if ($null -eq $proxy) { return (Open-Tcp $join.server $join.port).GetStream() }
  Write-Log ('through the proxy ' + $proxy.Host + ':' + $proxy.Port)
  $stream = (Open-Tcp $proxy.Host $proxy.Port).GetStream()
  $target = $join.server + ':' + $join.port
  Send-Text $stream ("CONNECT $target HTTP/1.1`r`nHost: $target`r`n`r`n")
  $head = Read-Text $stream "`r`n`r`n"
  if ($head -notmatch '^HTTP/1\.[01] 200') { throw ('the proxy refused: ' + (Get-FirstLine $head)) }
  return $stream
}

function Get-FirstLine([string]$text) {
  return Get-Brief ($text.Split("`n")[0]) 80
}

function Send-Text($stream, [string]$text) {
  [byte[]]$bytes = [Text.Encoding]::ASCII.GetBytes($text)
  $stream.Write($bytes, 0, $bytes.Length)
  $stream.Flush()
}

# Up to a mark, or to the end; never more than the limit.
function Read-Text($stream, [string]$until) {
  $text = New-Object Text.StringBuilder
  $buffer = New-Object byte[] 1
  while ($text.Length -lt $script:answerCharsMax) {
    if ($stream.Read($buffer, 0, 1) -eq 0) { break }
    [void]$text.Append([char]$buffer[0])
    if ($until -ne '' -and $buffer[0] -eq 10 -and $text.ToString().EndsWith($until)) { break }
  }
  return $text.ToString()
}

# TLS 1.2 by its number: .NET before 4.5 has no name for it, and without an update of Windows no way to it.
function Open-Tls($stream) {
  $protocol = [Enum]::ToObject([Security.Authentication.SslProtocols], 3072)
  $judge = [Net.Security.RemoteCertificateValidationCallback] {
    param($from, $certificate, $chain, $faults)
    $script:wasJudged = $true
    return (Test-Trust $certificate $chain $faults)
  }
  $tls = New-Object Net.Security.SslStream($stream, $false, $judge)
  $tls.AuthenticateAsClient('gateway.khien.internal', $null, $protocol, $false)
  return $tls
}

# What became of a report: the exit code and a sentence.
function Send-Report($join, [string]$report) {
  $script:pins = $join.pins
  $script:wasJudged = $false
  try {
    $stream = Open-Stream $join
  } catch {
    return @{ exit = $script:exits.notReached; says = ('collector not reached: ' + $_.Exception.GetBaseException().Message) }
  }
  try {
    try {
      $tls = Open-Tls $stream
    } catch {
      $message = $_.Exception.GetBaseException().Message
      if ($script:wasJudged) { return @{ exit = $script:exits.notTrusted; says = ('collector not trusted: ' + $message) } }
      return @{ exit = $script:exits.noTls; says = ('no TLS 1.2 to the collector; Windows 7 and 2008 R2 need KB3154518 or .NET 4.5: ' + $message) }
    }
    $target = $join.server + ':' + $join.port
    $head = "POST /api/script-reports HTTP/1.1`r`nHost: $target`r`nContent-Type: application/octet-stream`r`nContent-Length: $($report.Length)`r`nConnection: close`r`n`r`n"
    Send-Text $tls ($head + $report)
    $answer = Read-Text $tls ''
  } catch {
    return @{ exit = $script:exits.notReached; says = ('broken off: ' + $_.Exception.GetBaseException().Message) }
  } finally {
    $stream.Close()
  }
  if ($answer -match '^HTTP/1\.1 200') { return @{ exit = $script:exits.ok; says = 'sent' } }
  $code = [regex]::Match($answer, '"code":"([A-Z_]+)"').Groups[1].Value
  if ($code -eq '') { return @{ exit = $script:exits.notReached; says = ('no answer of a collector: ' + (Get-FirstLine $answer)) } }
  return @{ exit = $script:exits.refused; says = ('refused by the collector: ' + $code) }
}
$script:pins = @()
$script:wasJudged = $false
