$script:systemSid = New-Object Security.Principal.SecurityIdentifier('S-1-5-18')
$script:administratorsSid = New-Object Security.Principal.SecurityIdentifier('S-1-5-32-544')

function Test-Administrator {
  $principal = New-Object Security.Principal.WindowsPrincipal([Security.Principal.WindowsIdentity]::GetCurrent())
  return $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
}

# Computers of state secrets are marked, as for the installer. A mark that cannot be read counts as one.
function Test-NoAgent {
  foreach ($path in @('SOFTWARE\Khien', 'SOFTWARE\Policies\Khien')) {
    $mark = Get-RegNumber $path 'NoAgent'
    if ((Test-Unknown $mark) -or ($null -ne $mark -and $mark -ne 0)) { return $true }
  }
  return $false
}

# Anybody may make a folder below ProgramData: one that an ordinary user made holds no key of ours.
function Open-DataFolder {
  $folder = New-Object IO.DirectoryInfo($script:dataFolder)
  if ($folder.Exists) {
    $owner = $folder.GetAccessControl('Owner').GetOwner([Security.Principal.SecurityIdentifier])
    $isOurs = $owner.Equals($script:systemSid) -or $owner.Equals($script:administratorsSid)
    if (-not $isOurs) { return $false }
  }
  $rights = New-Object Security.AccessControl.DirectorySecurity
  $rights.SetAccessRuleProtection($true, $false)
  $rights.SetOwner($script:administratorsSid)
  foreach ($sid in @($script:systemSid, $script:administratorsSid)) {
    $rule = New-Object Security.AccessControl.FileSystemAccessRule($sid, 'FullControl', 'ContainerInherit,ObjectInherit', 'None', 'Allow')
    $rights.AddAccessRule($rule)
  }
  if ($folder.Exists) { $folder.SetAccessControl($rights) } else { $folder.Create($rights) }
  return $true
}

# Held until the process ends: null while another run holds it.
function Open-Lock {
  try {
    return [IO.File]::Open([IO.Path]::Combine($script:dataFolder, 'lock'), 'OpenOrCreate', 'ReadWrite', 'None')
  } catch [IO.IOException] {
    return $null
  }
}

function Get-StoredText([string]$name) {
  $path = [IO.Path]::Combine($script:dataFolder, $name)
  if (-not [IO.File]::Exists($path)) { return $null }
  return [IO.File]::ReadAllText($path, $script:utf8).Trim()
}

# The whole new text or the whole old one, whenever the power goes.
function Set-StoredText([string]$name, [string]$text) {
  $path = [IO.Path]::Combine($script:dataFolder, $name)
  [IO.File]::WriteAllText($path + '.new', $text, $script:utf8)
  if ([IO.File]::Exists($path)) {
    # PowerShell 2.0 cannot hand over "no backup": a null becomes an empty path.
    [IO.File]::Replace($path + '.new', $path, $path + '.old')
    [IO.File]::Delete($path + '.old')
  } else { [IO.File]::Move($path + '.new', $path) }
}

function New-Rsa {
  # 24 is PROV_RSA_AES, the provider that signs over SHA-256.
  $parameters = New-Object Security.Cryptography.CspParameters(24)
  $parameters.Flags = [Security.Cryptography.CspProviderFlags]::UseMachineKeyStore
  $rsa = New-Object Security.Cryptography.RSACryptoServiceProvider(2048, $parameters)
  $rsa.PersistKeyInCsp = $false
  return $rsa
}

# A key that cannot be read is never replaced by itself: a new key is a new host, which is for a person to decide.
# One that lies on other hardware came with the image of another machine, and is made anew.
function Open-Identity($signs) {
  $sign = ''
  if ($signs.Count -gt 0) { $sign = [string]$signs[0] }
  $held = Get-StoredText 'hardware.txt'
  $isCopied = $null -ne $held -and $held -ne '' -and $sign -ne '' -and $held -ne $sign
  if ($isCopied) {
    Write-Log 'this disk was copied from another machine: a new key is made'
    foreach ($name in @('key.xml', 'names.txt', 'session.txt', 'enrolled.txt')) {
      [IO.File]::Delete([IO.Path]::Combine($script:dataFolder, $name))
    }
  }
  $rsa = New-Rsa
  $stored = Get-StoredText 'key.xml'
  if ($null -eq $stored) { Set-StoredText 'key.xml' ($rsa.ToXmlString($true)) }
  else { $rsa.FromXmlString($stored) }
  if ($sign -ne '' -and ($null -eq $held -or $held -eq '' -or $isCopied)) { Set-StoredText 'hardware.txt' $sign }
  $names = Get-StoredText 'names.txt'
  if ($null -eq $names) {
    $bytes = New-Object byte[] 32
    (New-Object Security.Cryptography.RNGCryptoServiceProvider).GetBytes($bytes)
    $names = Get-Base64Url $bytes
    Set-StoredText 'names.txt' $names
  }
  [byte[]]$modulus = $rsa.ExportParameters($false).Modulus
  return @{ rsa = $rsa; key = (Get-Base64Url $modulus); namesKey = (Get-BytesOfBase64Url $names) }
}

# Grows with every report, also where the clock went back; seconds are ahead of any count where the file was lost.
function Get-NextSession {
  $last = [int64]0
  $stored = Get-StoredText 'session.txt'
  if ($null -ne $stored -and $stored -match '^[0-9]{1,15}$') { $last = [int64]$stored }
  $seconds = [int64][Math]::Floor((Get-EpochMs ([DateTime]::UtcNow)) / 1000)
  $next = [Math]::Max($last + 1, $seconds)
  Set-StoredText 'session.txt' ($next.ToString($script:invariant))
  return $next
}

# Twelve hexadecimal digits of an HMAC under a key that never leaves this machine.
function Get-Pseudonym([byte[]]$namesKey, [string]$name) {
  [byte[]]$mac = Get-Hmac $namesKey ($script:utf8.GetBytes($name))
  return (Get-Hex $mac).Substring(0, 12)
}
