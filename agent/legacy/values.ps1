# What is not known is data, as on the wire: it is never written as off, 0 or an empty list.
function New-Unknown([string]$because, [string]$detail) {
  $value = @{ state = 'unknown'; because = $because }
  if ($detail -ne '') { $value['detail'] = (Get-Brief $detail 200) }
  return $value
}

function Test-Unknown($value) {
  return (($value -is [Collections.IDictionary]) -and $value.Contains('state') -and $value['state'] -eq 'unknown' -and $value.Contains('because'))
}

function New-Known($facts) { return @{ state = 'known'; facts = $facts } }

$script:byScript = New-Unknown 'not-supported' 'by script'

# Half a pair of surrogates is no text that a database could hold.
function Get-WellFormed([string]$text) {
  $out = New-Object Text.StringBuilder
  for ($i = 0; $i -lt $text.Length; $i++) {
    $char = $text[$i]
    if ([char]::IsHighSurrogate($char) -and ($i + 1) -lt $text.Length -and [char]::IsLowSurrogate($text[$i + 1])) {
      [void]$out.Append($char)
      [void]$out.Append($text[$i + 1])
      $i++
    } elseif ([char]::IsSurrogate($char)) {
      [void]$out.Append([char]0xFFFD)
    } else {
      [void]$out.Append($char)
    }
  }
  return $out.ToString()
}

# No control characters, trimmed, at most so many characters, composed (NFC).
function Get-Brief($value, [int]$lengthMax) {
  if ($null -eq $value) { return '' }
  $text = (Get-WellFormed ([string]$value)).Normalize()
  $text = [regex]::Replace($text, '[\x00-\x1f\x7f]+', ' ').Trim()
  if ($text.Length -gt $lengthMax) { $text = Get-WellFormed ($text.Substring(0, $lengthMax)) }
  return $text
}

$script:invariant = [Globalization.CultureInfo]::InvariantCulture

function Get-JsonText([string]$text) {
  $out = New-Object Text.StringBuilder
  [void]$out.Append('"')
  foreach ($char in (Get-WellFormed $text).ToCharArray()) {
    $code = [int]$char
    if ($char -eq '"' -or $char -eq '\') { [void]$out.Append('\').Append($char) }
    elseif ($code -eq 0) { [void]$out.Append(' ') }
    elseif ($code -lt 32 -or $code -gt 126) { [void]$out.Append('\u').Append($code.ToString('x4', $script:invariant)) }
    else { [void]$out.Append($char) }
  }
  [void]$out.Append('"')
  return $out.ToString()
}

# Keys sorted by code unit and no white space, so that the same facts are the same bytes. Only ASCII leaves here.
function Get-Json($value) {
  if ($null -eq $value) { return 'null' }
  if ($value -is [bool]) { if ($value) { return 'true' } else { return 'false' } }
  if ($value -is [string] -or $value -is [char]) { return Get-JsonText ([string]$value) }
  if ($value -is [Collections.IDictionary]) {
    $keys = New-Object Collections.ArrayList
    foreach ($key in $value.Keys) { [void]$keys.Add([string]$key) }
    $keys.Sort([StringComparer]::Ordinal)
    $parts = New-Object Collections.ArrayList
    foreach ($key in $keys) { [void]$parts.Add((Get-JsonText $key) + ':' + (Get-Json $value[$key])) }
    return '{' + [string]::Join(',', [string[]]$parts.ToArray([string])) + '}'
  }
  if ($value -is [Collections.IEnumerable]) {
    $parts = New-Object Collections.ArrayList
    foreach ($item in $value) { [void]$parts.Add((Get-Json $item)) }
    return '[' + [string]::Join(',', [string[]]$parts.ToArray([string])) + ']'
  }
  return ([int64]$value).ToString($script:invariant)
}

function Get-Base64Url([byte[]]$bytes) {
  return [Convert]::ToBase64String($bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_')
}

function Get-BytesOfBase64Url([string]$text) {
  $plain = $text.Replace('-', '+').Replace('_', '/')
  while ($plain.Length % 4 -ne 0) { $plain += '=' }
  return ,[Convert]::FromBase64String($plain)
}

function Get-Hex([byte[]]$bytes) {
  return [BitConverter]::ToString($bytes).Replace('-', '').ToLowerInvariant()
}

# The provider of Windows first: where only certified code may hash, the managed class throws.
function Get-Sha256([byte[]]$bytes) {
  $hasher = $null
  try {
    [void][Reflection.Assembly]::LoadWithPartialName('System.Core')
    $hasher = New-Object Security.Cryptography.SHA256CryptoServiceProvider
  } catch {
    $hasher = New-Object Security.Cryptography.SHA256Managed
  }
  $digest = $hasher.ComputeHash($bytes)
  $hasher.Clear()
  return ,$digest
}

# HMAC-SHA-256 by hand (RFC 2104): the class of .NET 2.0 uses the managed hash.
function Get-Hmac([byte[]]$key, [byte[]]$message) {
  if ($key.Length -gt 64) { $key = Get-Sha256 $key }
  $inner = New-Object byte[] 64
  $outer = New-Object byte[] 64
  for ($i = 0; $i -lt 64; $i++) {
    $byte = 0
    if ($i -lt $key.Length) { $byte = $key[$i] }
    $inner[$i] = [byte]($byte -bxor 0x36)
    $outer[$i] = [byte]($byte -bxor 0x5c)
  }
  [byte[]]$first = Get-Sha256 ([byte[]]($inner + $message))
  [byte[]]$second = Get-Sha256 ([byte[]]($outer + $first))
  return ,$second
}
