# How far an address reaches: RFC 1918, 3927, 4193, 4291, 6598.
function Get-Exposure([string]$address) {
  $plain = $address.Split('%')[0].ToLowerInvariant()
  if ($plain -match '^::ffff:([0-9.]+)$') { $plain = $matches[1] }
  if ($plain -eq '0.0.0.0' -or $plain -eq '::' -or $plain -eq '*') { return 'any' }
  if ($plain -match '^([0-9]{1,3})\.([0-9]{1,3})\.') {
    $first = [int]$matches[1]
    $second = [int]$matches[2]
    if ($first -eq 127) { return 'loopback' }
    if ($first -eq 169 -and $second -eq 254) { return 'link-local' }
    $isPrivate = $first -eq 10 -or ($first -eq 172 -and $second -ge 16 -and $second -le 31) -or ($first -eq 192 -and $second -eq 168) -or ($first -eq 100 -and $second -ge 64 -and $second -le 127)
    if ($isPrivate -or $first -ge 224) { return 'lan' }
    return 'public'
  }
  if ($plain -eq '::1') { return 'loopback' }
  if ($plain -match '^fe[89ab][0-9a-f]:') { return 'link-local' }
  if ($plain -match '^f[cdf][0-9a-f]{2}:') { return 'lan' }
  return 'public'
}

# Listeners of "netstat -ano". The words for states follow the language of Windows: a TCP socket listens where its
# peer has port 0, a UDP one where its peer is *:*. The process stands in the last column.
function Get-Listeners([string]$text) {
  $places = @{}
  foreach ($line in $text.Split("`n")) {
    $columns = @($line.Trim() -split '\s+')
    if ($columns.Length -lt 4) { continue }
    $transport = $columns[0].ToLowerInvariant()
    if ($transport -ne 'tcp' -and $transport -ne 'udp') { continue }
    if ($transport -eq 'tcp' -and $columns[2] -notmatch ':0$') { continue }
    if ($transport -eq 'udp' -and $columns[2] -ne '*:*') { continue }
    if ($columns[1] -notmatch '^\[?([0-9A-Fa-f.:]+)(%[0-9]+)?\]?:([0-9]{1,5})$') { continue }
    $address = $matches[1].ToLowerInvariant()
    $port = [int]$matches[3]
    if ($port -lt 1 -or $port -gt 65535) { continue }
    # Since Vista client sockets take their ports from 49152 on.
    if ($transport -eq 'udp' -and $port -ge 49152) { continue }
    if ($columns[$columns.Length - 1] -notmatch '^[0-9]{1,10}$') { continue }
    $processId = [int]$columns[$columns.Length - 1]
    $place = '{0} {1:d5} {2}' -f $transport, $port, $address
    if (-not $places.ContainsKey($place)) {
      $places[$place] = @{ transport = $transport; address = $address; port = $port; processIds = (New-Object Collections.ArrayList) }
    }
    if (-not $places[$place].processIds.Contains($processId)) { [void]$places[$place].processIds.Add($processId) }
  }
  $keys = New-Object Collections.ArrayList
  foreach ($key in $places.Keys) { [void]$keys.Add([string]$key) }
  $keys.Sort([StringComparer]::Ordinal)
  return ,@($keys | ForEach-Object { $places[$_] })
}

# Names by process; several in one process stand beside one another.
function Get-NamesByProcess($asked) {
  $names = @{}
  if (-not $asked.ok) { return $names }
  foreach ($row in $asked.rows) {
    $processId = [int64]$row['ProcessId']
    if ($processId -eq 0) { continue }
    if (-not $names.ContainsKey($processId)) { $names[$processId] = New-Object Collections.ArrayList }
    [void]$names[$processId].Add([string]$row['Name'])
  }
  return $names
}

function Get-Holders($processIds, $asked, $names) {
  $found = New-Object Collections.ArrayList
  foreach ($processId in $processIds) {
    if ($names.ContainsKey([int64]$processId)) { foreach ($name in $names[[int64]$processId]) { if (-not $found.Contains($name)) { [void]$found.Add($name) } } }
  }
  $found.Sort([StringComparer]::Ordinal)
  return ,$found.ToArray()
}

function Read-Ports {
  $text = Get-Output 'netstat.exe' '-ano'
  if ($null -eq $text) { return New-Unknown 'tool-failed' 'netstat' }
  $processes = Get-Wmi 'root\cimv2' 'SELECT Name, ProcessId FROM Win32_Process'
  $services = Get-Services
  $processNames = Get-NamesByProcess $processes
  $serviceNames = Get-NamesByProcess $services
  $listeners = New-Object Collections.ArrayList
  foreach ($place in (Get-Listeners $text)) {
    # The idle process and the kernel hold no program.
    $ids = @($place.processIds | Where-Object { $_ -ne 0 -and $_ -ne 4 })
    $program = $null
    $service = $null
    if ($ids.Length -gt 0) {
      $held = Get-Holders $ids $processes $processNames
      if (-not $processes.ok) { $program = $processes.why }
      elseif ($held.Length -gt 0) { $program = Get-Brief $held[0] 60 }
      else { $program = New-Unknown 'not-readable' 'the process that held the socket is gone' }
      $held = Get-Holders $ids $services $serviceNames
      if (-not $services.ok) { $service = $services.why }
      elseif ($held.Length -gt 0) { $service = Get-Brief ([string]::Join(',', [string[]]$held)) 120 }
    }
    [void]$listeners.Add(@{
      transport = $place.transport; address = $place.address; port = $place.port
      exposure = (Get-Exposure $place.address); program = $program; service = $service
    })
  }
  # A reading is cut where the wire ends: those that reach farthest stay.
  $shown = $listeners.ToArray()
  if ($shown.Length -gt 200) {
    $wide = @($shown | Where-Object { $_['exposure'] -ne 'loopback' })
    $near = @($shown | Where-Object { $_['exposure'] -eq 'loopback' })
    $shown = @(@($wide + $near) | Select-Object -First 200)
  }
  return New-Known @{ listeners = $shown; listenersTotal = $listeners.Count }
}

function Get-OldFileServer {
  $root = 'SYSTEM\CurrentControlSet\Services'
  $isServer = Test-RegKey "$root\LanmanServer"
  if (Test-Unknown $isServer) { return $isServer }
  if (-not $isServer) { return 'absent' }
  $setting = Get-RegNumber "$root\LanmanServer\Parameters" 'SMB1'
  if ($setting -is [int] -and $setting -eq 0) { return 'off' }
  $start = Get-RegNumber "$root\LanmanServer" 'Start'
  if ($start -is [int] -and $start -eq 4) { return 'off' }
  $isDriver = Test-RegKey "$root\srv"
  if (Test-Unknown $isDriver) { return $isDriver }
  if (-not $isDriver) { return 'absent' }
  $driver = Get-RegNumber "$root\srv" 'Start'
  if ($driver -is [int] -and $driver -eq 4) { return 'off' }
  if (Test-Unknown $setting) { return $setting }
  if ($driver -isnot [int]) { return New-Unknown 'not-understood' 'driver srv: Start' }
  return 'on'
}

# 0 or 1; a policy goes before the machine's own.
function Get-Switch([string]$name, [string]$policy, [string]$own) {
  $value = Get-RegNumber $policy $name
  if ($null -eq $value) { $value = Get-RegNumber $own $name }
  if (Test-Unknown $value) { return $value }
  if ($value -is [int] -and ($value -eq 0 -or $value -eq 1)) { return ($value -eq 1) }
  return New-Unknown 'not-understood' $name
}

function Get-RemoteDesktop {
  $policy = 'SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services'
  $server = 'SYSTEM\CurrentControlSet\Control\Terminal Server'
  if ((Test-RegKey $server) -eq $false -and (Test-RegKey $policy) -eq $false) { return $null }
  $isDenied = Get-Switch 'fDenyTSConnections' $policy $server
  if (Test-Unknown $isDenied) { return $isDenied }
  if ($isDenied) { return $null }
  $port = Get-RegNumber "$server\WinStations\RDP-Tcp" 'PortNumber'
  if (Test-Unknown $port) { return $port }
  if ($null -eq $port) { $port = 3389 }
  if ($port -lt 1 -or $port -gt 65535) { return New-Unknown 'not-understood' 'PortNumber' }
  return @{ port = $port; requiresNetworkAuthentication = (Get-Switch 'UserAuthentication' $policy "$server\WinStations\RDP-Tcp") }
}

function Read-RemoteAccess {
  return New-Known @{ smb1Server = (Get-OldFileServer); remoteDesktop = (Get-RemoteDesktop); tools = $script:byScript }
}
