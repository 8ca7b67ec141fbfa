$script:readingBytesMax = 49152

# What a look throws is a bug of this script, and what it asked stays unknown: no other look suffers.
function Get-Look([string]$probe, $identity) {
  try {
    switch ($probe) {
      'os' { $reading = Read-Os }
      'hardware' { $reading = Read-Hardware }
      'patches' { $reading = Read-Patches }
      'antivirus' { $reading = Read-Antivirus }
      'malware' { $reading = $script:byScript }
      'firewall' { $reading = Read-Firewall }
      'ports' { $reading = Read-Ports }
      'accounts' { $reading = Read-Accounts $identity.namesKey }
      'remote-access' { $reading = Read-RemoteAccess }
      'agent' {
        $runtime = 'PowerShell ' + $PSVersionTable.PSVersion.Major + '.' + $PSVersionTable.PSVersion.Minor
        $reading = New-Known @{ version = ('script ' + $script:scriptVersion); runtime = $runtime; lastDay = $null }
      }
    }
    $json = Get-Json $reading
    if ($json.Length -le $script:readingBytesMax) { return $json }
    return Get-Json (New-Unknown 'too-large' "$($json.Length) bytes exceeds $($script:readingBytesMax)")
  } catch {
    Write-Log ("look '$probe' failed: " + $_.Exception.GetBaseException().Message)
    return Get-Json (New-Unknown 'not-understood' 'the probe failed')
  }
}

$script:probes = @('os', 'hardware', 'patches', 'antivirus', 'malware', 'firewall', 'ports', 'accounts', 'remote-access', 'agent')

# The statement, then a report as agents send it: a header and one line for each reading.
function Get-Signed($identity, $signs) {
  $lines = New-Object Collections.ArrayList
  $header = New-Object Collections.ArrayList
  foreach ($probe in $script:probes) {
    $observedMs = Get-EpochMs ([DateTime]::UtcNow)
    [void]$lines.Add((Get-Look $probe $identity))
    [void]$header.Add(@($probe, $observedMs))
  }
  $madeMs = Get-EpochMs ([DateTime]::UtcNow)
  $statement = @{
    madeMs = $madeMs; session = (Get-NextSession); hostname = (Get-HostName)
    scriptVersion = $script:scriptVersion; hardwareSigns = $signs
  }
  $frame = @{ type = 'report'; sequence = 1; sentAtMs = $madeMs; readings = $header; confirmed = @{} }
  return (Get-Json $statement) + "`n" + (Get-Json $frame) + "`n" + [string]::Join("`n", [string[]]$lines.ToArray([string]))
}

function Get-Report($identity, $signs, [string]$token) {
  $signed = Get-Signed $identity $signs
  [byte[]]$digest = Get-Sha256 ($script:utf8.GetBytes("khien script report 1`n" + $signed))
  # SHA-256 by its number: older providers do not know it by name.
  [byte[]]$signature = $identity.rsa.SignHash($digest, '2.16.840.1.101.3.4.2.1')
  $envelope = @{ form = 'khien-script-report'; version = 1; key = $identity.key; signature = (Get-Base64Url $signature) }
  if ($token -ne '') { $envelope['token'] = $token }
  return (Get-Json $envelope) + "`n" + $signed
}

# Named after the machine: the newest report takes the place of the one before.
function Save-Report([string]$report) {
  $folder = $OutFolder
  if ($folder -eq '') { $folder = [IO.Path]::Combine($script:dataFolder, 'carry') }
  if (-not [IO.Directory]::Exists($folder)) { [void][IO.Directory]::CreateDirectory($folder) }
  $name = [regex]::Replace((Get-HostName), '[^A-Za-z0-9_-]', '_') + '.khien'
  $path = [IO.Path]::Combine($folder, $name)
  [IO.File]::WriteAllText($path, $report, $script:utf8)
  Write-Log ('a report to carry was written: ' + $path)
}
