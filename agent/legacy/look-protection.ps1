# One service, by any of the names; some vendors put the version behind the name, as AVP.KES.21.15.
function Get-ServiceState($names) {
  $asked = Get-Services
  if (-not $asked.ok) { return $asked.why }
  $found = 'absent'
  foreach ($row in $asked.rows) {
    $actual = ([string]$row['Name']).ToLowerInvariant()
    foreach ($name in $names) {
      $wanted = $name.ToLowerInvariant()
      if ($actual -ne $wanted -and -not $actual.StartsWith($wanted + '.')) { continue }
      # Win32_Service.State is English in every language of Windows.
      if ([string]$row['State'] -eq 'Running') { return 'runs' }
      $found = 'stopped'
    }
  }
  return $found
}

# The row with the longest name that this one begins with, whatever the case.
function Find-Product([string]$name) {
  $best = $null
  $length = 0
  foreach ($row in $script:products) {
    foreach ($beginning in $row.names) {
      if ($beginning.Length -gt $length -and $name.StartsWith($beginning, [StringComparison]::OrdinalIgnoreCase)) {
        $best = $row
        $length = $beginning.Length
      }
    }
  }
  return $best
}

# Bits 12 to 15 of productState are the state, bits 4 to 7 the signatures, bits 16 to 23 what it provides.
function Get-ProductState($value) {
  $shown = 'missing'
  if ($null -ne $value) { $shown = ([int64]$value).ToString($script:invariant) }
  $garbled = New-Unknown 'not-understood' ('productState ' + $shown)
  if ($null -eq $value) { return @{ realTime = $garbled; signatures = $garbled } }
  $state = [int64]$value
  if ($state -lt 0 -or $state -gt 0xffffff -or ($state -band 0xff0000) -eq 0) { return @{ realTime = $garbled; signatures = $garbled } }
  $words = @('off', 'on', 'snoozed', 'expired')
  $nibble = [int][Math]::Floor(($state -band 0xf000) / 0x1000)
  $realTime = $garbled
  if ($nibble -le 3) { $realTime = $words[$nibble] }
  $old = [int][Math]::Floor(($state -band 0xf0) / 0x10)
  $signatures = $garbled
  if ($old -eq 0) { $signatures = 'current' }
  if ($old -eq 1) { $signatures = 'old' }
  return @{ realTime = $realTime; signatures = $signatures }
}

function Get-IsRunning($row, $realTime) {
  $engine = New-Unknown 'not-supported' 'its services are not known'
  if ($null -ne $row -and $row.services.Length -gt 0) { $engine = Get-ServiceState $row.services }
  if ($engine -is [string] -and $engine -eq 'runs') { return $true }
  if ($realTime -is [string] -and $realTime -eq 'on') {
    if ($engine -isnot [string] -or $engine -ne 'stopped') { return $true }
    return New-Unknown 'not-understood' 'Security Center says on, its service does not run'
  }
  if (Test-Unknown $engine) { return $engine }
  if ($engine -eq 'stopped') { return $false }
  return New-Unknown 'not-understood' 'none of its services is there'
}

function New-Product($row, [string]$name, $state, [string]$reader, [string]$source) {
  $product = $name
  if ($null -ne $row) { $product = $row.id }
  return @{
    product = (Get-Brief $product 80); name = $name; version = $script:byScript
    isRunning = (Get-IsRunning $row $state.realTime); realTime = $state.realTime; reader = $reader
    signaturesAtMs = $script:byScript; signaturesBySelf = $state.signatures; tamperProtection = $null
    licence = $script:byScript; source = $source
  }
}

# Products of the catalogue whose service or key of the registry is there, beside those that are listed.
function Get-BySigns($listed, $why) {
  $found = New-Object Collections.ArrayList
  foreach ($row in $script:products) {
    if ($listed -contains $row.vendor) { continue }
    $isThere = $false
    if ($row.services.Length -gt 0) {
      $state = Get-ServiceState $row.services
      $isThere = $state -is [string] -and $state -ne 'absent'
    }
    foreach ($key in $row.keys) { if ((Test-RegKey $key) -eq $true) { $isThere = $true } }
    if (-not $isThere) { continue }
    $state = @{ realTime = $why; signatures = $null }
    [void]$found.Add((New-Product $row $row.name $state 'presence' 'services and registry, by script'))
  }
  return ,$found.ToArray()
}

function Read-Antivirus {
  $center = Get-Wmi 'root\SecurityCenter2' 'SELECT displayName, productState FROM AntiVirusProduct'
  $products = New-Object Collections.ArrayList
  $vendors = New-Object Collections.ArrayList
  if ($center.ok) {
    foreach ($instance in $center.rows) {
      $name = Get-Brief $instance['displayName'] 80
      $state = Get-ProductState $instance['productState']
      $row = $null
      if ($name -eq '') { $name = 'unnamed'; $state = Get-ProductState $null } else { $row = Find-Product $name }
      if ($null -ne $row) { [void]$vendors.Add($row.vendor) }
      [void]$products.Add((New-Product $row $name $state 'security-center' 'Windows Security Center, by script'))
    }
  }
  $why = New-Unknown 'not-supported' 'not listed in Security Center'
  if (-not $center.ok) { $why = $center.why }
  foreach ($product in (Get-BySigns $vendors.ToArray() $why)) { [void]$products.Add($product) }
  if ($products.Count -gt 0) { return New-Known @{ products = @($products | Select-Object -First 16) } }
  if (-not $center.ok) { return $center.why }
  $services = Get-Services
  if (-not $services.ok) { return $services.why }
  return New-Known @{ products = @() }
}

$script:localRules = 'SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy'
$script:policyRules = 'SOFTWARE\Policies\Microsoft\WindowsFirewall'
$script:firewallProfiles = @(
  @{ name = 'domain'; local = 'DomainProfile'; policies = @('DomainProfile'); bit = 1 },
  @{ name = 'private'; local = 'StandardProfile'; policies = @('PrivateProfile', 'StandardProfile'); bit = 2 },
  @{ name = 'public'; local = 'PublicProfile'; policies = @('PublicProfile', 'StandardProfile'); bit = 4 }
)

# The value of the first key that has it, policy before the machine's own.
function Get-FirewallValue($each, [string]$name) {
  foreach ($key in $each.policies) {
    $value = Get-RegNumber "$($script:policyRules)\$key" $name
    if ($null -ne $value) { return @{ value = $value; isByPolicy = $true } }
  }
  return @{ value = (Get-RegNumber "$($script:localRules)\$($each.local)" $name); isByPolicy = $false }
}

# The weakest of service, setting and default: whatever is off decides.
function Get-ProfileState($service, $enabled, $inbound) {
  if ($service -is [string] -and $service -ne 'runs') { return 'off' }
  if ($enabled -is [int] -and $enabled -eq 0) { return 'off' }
  if ($inbound -is [int] -and $inbound -eq 0) { return 'off' }
  foreach ($each in @($service, $enabled, $inbound)) { if (Test-Unknown $each) { return $each } }
  if ($enabled -is [int] -and $enabled -eq 1 -and ($null -eq $inbound -or $inbound -eq 1)) { return 'on' }
  return New-Unknown 'not-understood' 'EnableFirewall'
}

# Bits of the profiles that a connected network uses now.
function Get-ActiveProfiles {
  try {
    return [int](New-Object -ComObject HNetCfg.FwPolicy2).CurrentProfileTypes
  } catch {
    return New-Unknown 'tool-failed' 'HNetCfg.FwPolicy2'
  }
}

# One active profile that is off is a way in; where it is not known which are active, all must agree.
function Get-FirewallState($profiles) {
  $active = @($profiles | Where-Object { $_['isActive'] -is [bool] -and $_['isActive'] })
  if ($active.Length -eq 0) { $active = $profiles }
  elseif (@($active | Where-Object { $_['state'] -is [string] -and $_['state'] -eq 'off' }).Length -gt 0) { return 'off' }
  foreach ($each in $active) { if (Test-Unknown $each['state']) { return $each['state'] } }
  foreach ($word in @('on', 'off')) {
    if (@($active | Where-Object { $_['state'] -ne $word }).Length -eq 0) { return $word }
  }
  return New-Unknown 'not-understood' 'profiles differ, and no network is connected'
}

# Firewalls of other makers. Security Center keeps rows of removed products: one whose program is gone proves nothing.
function Get-OtherFirewalls {
  $asked = Get-Wmi 'root\SecurityCenter2' 'SELECT productState, pathToSignedProductExe FROM FirewallProduct'
  $found = New-Object Collections.ArrayList
  if (-not $asked.ok) {
    if ($asked.why['because'] -eq 'not-supported' -and (Get-ProductType) -ne 'winnt') { return ,@() }
    return $asked.why
  }
  foreach ($row in @($asked.rows | Select-Object -First 7)) {
    $state = (Get-ProductState $row['productState']).realTime
    $isOn = $state
    if ($state -is [string]) { $isOn = $state -eq 'on' }
    $path = [Environment]::ExpandEnvironmentVariables([string]$row['pathToSignedProductExe'])
    if ($isOn -eq $true -and $path -match '^[a-zA-Z]:\\' -and -not [IO.File]::Exists($path)) { $isOn = New-Unknown 'stale' 'its program is gone' }
    [void]$found.Add(@{ tool = 'other'; isEnabled = $isOn; incomingRules = $script:byScript })
  }
  return ,$found.ToArray()
}

function Read-Firewall {
  $service = Get-ServiceState @('MpsSvc')
  $active = Get-ActiveProfiles
  $profiles = New-Object Collections.ArrayList
  foreach ($each in $script:firewallProfiles) {
    $enabled = Get-FirewallValue $each 'EnableFirewall'
    $inbound = (Get-FirewallValue $each 'DefaultInboundAction').value
    $isActive = $active
    if ($active -is [int]) { $isActive = ($active -band $each.bit) -ne 0 }
    $state = Get-ProfileState $service $enabled.value $inbound
    [void]$profiles.Add(@{ name = $each.name; state = $state; isByPolicy = $enabled.isByPolicy; isActive = $isActive })
  }
  $own = Get-FirewallState $profiles.ToArray()
  $others = Get-OtherFirewalls
  $state = $own
  $isOwnOff = $own -is [string] -and $own -eq 'off'
  if (Test-Unknown $others) {
    if ($isOwnOff) { $state = $others }
    $others = @()
  } else {
    foreach ($other in $others) { if ($isOwnOff -and (Test-Unknown $other['isEnabled'])) { $state = $other['isEnabled'] } }
    foreach ($other in $others) { if ($other['isEnabled'] -is [bool] -and $other['isEnabled']) { $state = 'on' } }
  }
  $default = $state
  if ($state -is [string] -and $state -eq 'off') { $default = 'accept' }
  if ($state -is [string] -and $state -eq 'on') {
    $default = New-Unknown 'not-supported' 'default of another firewall'
    if ($own -is [string] -and $own -eq 'on') { $default = 'drop' }
  }
  $isEnabled = $service
  if ($service -is [string]) { $isEnabled = $service -eq 'runs' }
  $windows = @{ tool = 'windows'; isEnabled = $isEnabled; incomingRules = $script:byScript }
  return New-Known @{ state = $state; incomingDefault = $default; frontEnds = @(@($windows) + $others); profiles = $profiles.ToArray() }
}
