$script:currentVersion = 'SOFTWARE\Microsoft\Windows NT\CurrentVersion'
$script:clientReleases = @{ 7600 = '7'; 7601 = '7'; 9200 = '8'; 9600 = '8.1' }
$script:serverReleases = @{ 7600 = '2008-r2'; 7601 = '2008-r2'; 9200 = '2012'; 9600 = '2012-r2'; 14393 = '2016'; 17763 = '2019' }
$script:tenReleases = @{
  10240 = '10-1507'; 10586 = '10-1511'; 14393 = '10-1607'; 15063 = '10-1703'; 16299 = '10-1709'; 17134 = '10-1803'
  17763 = '10-1809'; 18362 = '10-1903'; 18363 = '10-1909'; 19041 = '10-2004'; 19042 = '10-20h2'; 19043 = '10-21h1'
  19044 = '10-21h2'; 19045 = '10-22h2'
}

function Get-ProductType {
  $type = Get-Reg 'SYSTEM\CurrentControlSet\Control\ProductOptions' 'ProductType'
  if ($type -is [string]) { return $type.ToLowerInvariant() }
  return ''
}

function Get-Build {
  foreach ($name in @('CurrentBuildNumber', 'CurrentBuild')) {
    $text = Get-Reg $script:currentVersion $name
    if ($text -is [string] -and $text -match '^[0-9]{4,6}$') { return [int]$text }
  }
  return 0
}

function Get-Release([int]$build, [bool]$isServer) {
  if ($isServer -and $script:serverReleases.ContainsKey($build)) { return $script:serverReleases[$build] }
  if (-not $isServer -and $script:tenReleases.ContainsKey($build)) { return $script:tenReleases[$build] }
  if (-not $isServer -and $script:clientReleases.ContainsKey($build)) { return $script:clientReleases[$build] }
  return $build.ToString($script:invariant)
}

function Get-Kernel([int]$build) {
  if ($build -ge 10240) { return '10.0' }
  if ($build -ge 9600) { return '6.3' }
  if ($build -ge 9200) { return '6.2' }
  if ($build -ge 7600) { return '6.1' }
  return '6.0'
}

function Get-Architecture {
  $name = $env:PROCESSOR_ARCHITEW6432
  if ($null -eq $name -or $name -eq '') { $name = $env:PROCESSOR_ARCHITECTURE }
  if ($name -eq 'AMD64') { return 'x86_64' }
  return (Get-Brief ([string]$name).ToLowerInvariant() 20)
}

function Get-HostName {
  $name = Get-Reg 'SYSTEM\CurrentControlSet\Services\Tcpip\Parameters' 'Hostname'
  if ($name -isnot [string] -or $name -eq '') { $name = [Environment]::MachineName }
  return Get-Brief $name 255
}

# One activated licence of Windows with a key is enough; 2 to 4 and 6 are days of grace, 5 is the black desktop.
function Get-Activation {
  $where = "PartialProductKey IS NOT NULL AND ApplicationID='55c92734-d682-4d71-983e-d6ec3f16059f'"
  $asked = Get-Wmi 'root\cimv2' "SELECT LicenseStatus FROM SoftwareLicensingProduct WHERE $where"
  if (-not $asked.ok) { return $asked.why }
  $words = @('not-activated', 'activated', 'grace', 'grace', 'grace', 'notification', 'grace')
  $found = $null
  foreach ($row in $asked.rows) {
    $status = [int]$row['LicenseStatus']
    if ($status -lt 0 -or $status -gt 6) { return New-Unknown 'not-understood' 'LicenseStatus' }
    if ($status -eq 1) { return 'activated' }
    $found = $words[$status]
  }
  if ($null -eq $found) { return New-Unknown 'not-understood' 'no licence of Windows with a key' }
  return $found
}

function Read-Os {
  $build = Get-Build
  if ($build -eq 0) { return New-Unknown 'not-understood' 'CurrentBuildNumber' }
  $type = Get-ProductType
  if ($type -eq '') { return New-Unknown 'not-understood' 'ProductType' }
  $isServer = $type -ne 'winnt'
  $revision = Get-RegNumber $script:currentVersion 'UBR'
  $hasRevision = $revision -is [int] -and $revision -ge 0
  $name = Get-Brief (Get-Reg $script:currentVersion 'ProductName') 100
  if ($name -eq '') { $name = 'Windows' }
  $release = Get-Release $build $isServer
  if ($release.StartsWith('10-')) { $name = $name + ' ' + $release.Substring(3).ToUpperInvariant() }
  $kernel = (Get-Kernel $build) + '.' + $build.ToString($script:invariant)
  if ($hasRevision) { $kernel = $kernel + '.' + ([int]$revision).ToString($script:invariant) }
  $facts = @{
    platform = 'windows'; name = $name; distribution = 'windows'; version = $release; edition = $null; build = $null
    kernel = $kernel; architecture = (Get-Architecture); hostname = (Get-HostName); installation = 'client'
    activation = (Get-Activation); supportPrograms = $script:byScript
  }
  if ($isServer) { $facts['distribution'] = 'windows-server'; $facts['installation'] = 'server' }
  $edition = Get-Brief (Get-Reg $script:currentVersion 'EditionID') 60
  if ($edition -ne '') { $facts['edition'] = $edition }
  if ($hasRevision) { $facts['build'] = @{ number = $build; revision = [int]$revision } }
  return New-Known $facts
}

$script:placeholders = '^(((to be filled by )?o\.?e\.?m\.?)|((system |chassis |base board )?serial number)|(system (manufacturer|product name))|(not (specified|applicable|available|settable))|(default string|\(?none\)?|n/a|invalid|unknown|(no )?asset tag)|(0?123456789|0+|x+|\.+))$'

# What makers leave in a field that nobody filled is none.
function Get-Label($value) {
  $label = Get-Brief $value 120
  if ($label -eq '' -or $label -match $script:placeholders) { return $null }
  return $label
}

function Get-Chassis($enclosure, $names) {
  foreach ($name in $names) {
    if ($name -is [string] -and $name -match 'qemu|kvm|vmware|virtualbox|innotek|bochs|xen|parallels|bhyve|virtual machine|openstack|ovirt|nutanix ahv') { return 'virtual' }
  }
  if (-not $enclosure.ok) { return $enclosure.why }
  if ($enclosure.rows.Length -eq 0) { return New-Unknown 'not-understood' 'ChassisTypes' }
  $types = @($enclosure.rows[0]['ChassisTypes'])
  if ($types.Length -eq 0 -or $null -eq $types[0]) { return New-Unknown 'not-understood' 'ChassisTypes' }
  $type = [int]$types[0]
  if (@(8, 9, 10, 14, 30, 31, 32) -contains $type) { return 'laptop' }
  if (@(3, 4, 5, 6, 7, 13, 15, 16, 24, 35, 36) -contains $type) { return 'desktop' }
  if (@(17, 23, 25, 28, 29) -contains $type) { return 'server' }
  return 'other'
}

function Get-Processor {
  $path = 'HARDWARE\DESCRIPTION\System\CentralProcessor'
  $keys = Get-RegKeys $path
  if ($null -eq $keys -or (Test-Unknown $keys)) { return New-Unknown 'not-readable' 'processors' }
  $model = [regex]::Replace((Get-Brief (Get-Reg "$path\0" 'ProcessorNameString') 120), ' {2,}', ' ')
  if ($model -eq '') { return New-Unknown 'not-understood' 'ProcessorNameString' }
  return @{ model = $model; cores = @($keys).Length }
}

# Fixed disks; what people carry about is left out.
function Get-Disks {
  $asked = Get-Wmi 'root\cimv2' 'SELECT DeviceID, Model, Size, InterfaceType FROM Win32_DiskDrive'
  if (-not $asked.ok) { return $asked.why }
  $disks = New-Object Collections.ArrayList
  foreach ($row in $asked.rows) {
    if ($null -eq $row['Size'] -or @('USB', '1394') -contains [string]$row['InterfaceType']) { continue }
    $name = Get-Brief ([string]$row['DeviceID']).Replace('\\.\', '') 60
    [void]$disks.Add(@{ name = $name; model = (Get-Label $row['Model']); sizeBytes = [int64]$row['Size'] })
  }
  return ,@($disks | Sort-Object { $_['name'] } | Select-Object -First 32)
}

function Get-Cards {
  $asked = Get-Wmi 'root\cimv2' 'SELECT Index, MACAddress, IPAddress FROM Win32_NetworkAdapterConfiguration WHERE IPEnabled=TRUE'
  if (-not $asked.ok) { return $asked.why }
  $named = Get-Wmi 'root\cimv2' 'SELECT Index, NetConnectionID, PNPDeviceID FROM Win32_NetworkAdapter'
  if (-not $named.ok) { return $named.why }
  $byIndex = @{}
  foreach ($row in $named.rows) { $byIndex[[int]$row['Index']] = $row }
  $cards = New-Object Collections.ArrayList
  foreach ($row in $asked.rows) {
    $addresses = @(@($row['IPAddress']) | Where-Object { $null -ne $_ -and $_ -notmatch '^fe[89ab]' } | Select-Object -First 16)
    if ($addresses.Length -eq 0) { continue }
    $mac = ([string]$row['MACAddress']).ToLowerInvariant()
    if ($mac -notmatch '^([0-9a-f]{2}:){5}[0-9a-f]{2}$') { $mac = $null }
    $own = $byIndex[[int]$row['Index']]
    $name = 'card ' + [string]$row['Index']
    $isPhysical = $false
    if ($null -ne $own) {
      $given = Get-Brief $own['NetConnectionID'] 60
      if ($given -ne '') { $name = $given }
      $isPhysical = [string]$own['PNPDeviceID'] -match '^(PCI|USB|PCMCIA|SD|ACPI|VMBUS|XENVIF|VIRTIO)\\'
    }
    $texts = @($addresses | ForEach-Object { Get-Brief $_ 60 } | Sort-Object)
    [void]$cards.Add(@{ name = $name; mac = $mac; isPhysical = $isPhysical; addresses = $texts })
  }
  return ,@($cards | Sort-Object { $_['name'] } | Select-Object -First 32)
}

function Read-Hardware {
  $computer = Get-Wmi 'root\cimv2' 'SELECT Manufacturer, Model, TotalPhysicalMemory FROM Win32_ComputerSystem'
  $bios = Get-Wmi 'root\cimv2' 'SELECT SerialNumber FROM Win32_BIOS'
  $enclosure = Get-Wmi 'root\cimv2' 'SELECT ChassisTypes, SMBIOSAssetTag FROM Win32_SystemEnclosure'
  $maker = $null
  $model = $null
  $memory = $null
  if ($computer.ok -and $computer.rows.Length -gt 0) {
    $maker = Get-Label $computer.rows[0]['Manufacturer']
    $model = Get-Label $computer.rows[0]['Model']
    # To the nearest 16 MiB: what firmware keeps for itself moves with its version.
    $step = 16777216
    $memory = [int64][Math]::Round([double]$computer.rows[0]['TotalPhysicalMemory'] / $step) * $step
  } else {
    $why = New-Unknown 'not-understood' 'Win32_ComputerSystem'
    if (-not $computer.ok) { $why = $computer.why }
    $maker = $why
    $model = $why
    $memory = $why
  }
  $serial = New-Unknown 'not-understood' 'Win32_BIOS'
  if (-not $bios.ok) { $serial = $bios.why } elseif ($bios.rows.Length -gt 0) { $serial = Get-Label $bios.rows[0]['SerialNumber'] }
  $tag = New-Unknown 'not-understood' 'Win32_SystemEnclosure'
  if (-not $enclosure.ok) { $tag = $enclosure.why } elseif ($enclosure.rows.Length -gt 0) { $tag = Get-Label $enclosure.rows[0]['SMBIOSAssetTag'] }
  return New-Known @{
    manufacturer = $maker; model = $model; serial = $serial; assetTag = $tag
    chassis = (Get-Chassis $enclosure @($maker, $model)); cpu = (Get-Processor); memoryBytes = $memory
    disks = (Get-Disks); interfaces = (Get-Cards)
  }
}

# Evidence to tell copies apart: SMBIOS identity and physical cards, hashed and cut.
function Get-HardwareSigns {
  $signs = New-Object Collections.ArrayList
  $asked = Get-Wmi 'root\cimv2' 'SELECT UUID FROM Win32_ComputerSystemProduct'
  if ($asked.ok) {
    foreach ($row in $asked.rows) {
      $value = ([string]$row['UUID']).Trim().ToLowerInvariant()
      $isUnset = $value.Length -lt 4 -or $value -eq '03000200-0400-0500-0006-000700080009' -or $value.Replace('-', '') -match '^(.)\1*$'
      if (-not $isUnset) { [void]$signs.Add((Get-Sign 'uuid' $value)) }
    }
  }
  $cards = Get-Wmi 'root\cimv2' 'SELECT MACAddress, PNPDeviceID FROM Win32_NetworkAdapter WHERE MACAddress IS NOT NULL'
  if ($cards.ok) {
    foreach ($row in $cards.rows) {
      if ([string]$row['PNPDeviceID'] -notmatch '^PCI\\') { continue }
      [void]$signs.Add((Get-Sign 'mac' ([string]$row['MACAddress']).ToLowerInvariant()))
    }
  }
  return ,@($signs | Select-Object -Unique | Select-Object -First 32)
}

function Get-Sign([string]$kind, [string]$value) {
  [byte[]]$digest = Get-Sha256 ($script:utf8.GetBytes($kind + ':' + $value))
  return $kind + ':' + (Get-Hex $digest).Substring(0, 16)
}
