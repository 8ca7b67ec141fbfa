$script:updatePolicy = 'SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate'
$script:updateRoot = 'SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate'
$script:servicing = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing'
$script:futureMs = 86400000

# yyyy-MM-dd HH:mm:ss in UTC; null: never. A time ahead of the clock proves that one of the two is wrong.
function Get-UpdateTime([string]$step) {
  $text = Get-Reg "$($script:updateRoot)\Auto Update\Results\$step" 'LastSuccessTime'
  if ($null -eq $text) { return New-Unknown 'not-supported' 'this build does not write it down' }
  if (Test-Unknown $text) { return $text }
  if ([string]$text -eq '') { return $null }
  return Get-MsOfUtcText ([string]$text)
}

function Get-MsOfUtcText([string]$text) {
  $moment = [DateTime]::MinValue
  $styles = [Globalization.DateTimeStyles]::AssumeUniversal -bor [Globalization.DateTimeStyles]::AdjustToUniversal
  $isRead = [DateTime]::TryParseExact($text.Trim(), 'yyyy-MM-dd HH:mm:ss', $script:invariant, $styles, [ref]$moment)
  if (-not $isRead) { return New-Unknown 'not-understood' 'a time in no known form' }
  return Get-PastMs $moment
}

function Get-PastMs([DateTime]$moment) {
  if ($moment.Year -lt 2000 -or $moment.Year -gt 2099) { return New-Unknown 'not-understood' 'a time outside 2000 to 2100' }
  $ms = Get-EpochMs $moment
  if ($ms -gt (Get-EpochMs ([DateTime]::UtcNow)) + $script:futureMs) { return New-Unknown 'not-understood' 'a time ahead of the clock' }
  return $ms
}

# The newest installation that succeeded in the history of the update agent, whose dates are UTC and no text.
function Get-LastInstalled {
  try {
    $searcher = (New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher()
    $count = [Math]::Min([int]$searcher.GetTotalHistoryCount(), 200)
    if ($count -eq 0) { return $null }
    foreach ($entry in $searcher.QueryHistory(0, $count)) {
      if ([int]$entry.Operation -eq 1 -and [int]$entry.ResultCode -eq 2) {
        return Get-PastMs ([DateTime]::SpecifyKind([DateTime]$entry.Date, [DateTimeKind]::Utc))
      }
    }
    return $null
  } catch {
    return New-Unknown 'tool-failed' 'update history'
  }
}

function Get-RebootReasons {
  $reasons = New-Object Collections.ArrayList
  $unclear = $null
  foreach ($name in @('RebootPending', 'RebootInProgress', 'PackagesPending')) {
    $is = Test-RegKey "$($script:servicing)\$name"
    if (Test-Unknown $is) { $unclear = $is } elseif ($is -and -not $reasons.Contains('component-servicing')) { [void]$reasons.Add('component-servicing') }
  }
  $is = Test-RegKey "$($script:updateRoot)\Auto Update\RebootRequired"
  if (Test-Unknown $is) { $unclear = $is } elseif ($is) { [void]$reasons.Add('windows-update') }
  $volatile = Get-RegNumber 'SOFTWARE\Microsoft\Updates' 'UpdateExeVolatile'
  if (Test-Unknown $volatile) { $unclear = $volatile } elseif ($null -ne $volatile -and $volatile -ne 0) { [void]$reasons.Add('update-executable') }
  $names = 'SYSTEM\CurrentControlSet\Control\ComputerName'
  $next = Get-Reg "$names\ComputerName" 'ComputerName'
  $active = Get-Reg "$names\ActiveComputerName" 'ComputerName'
  if ($next -isnot [string] -or $active -isnot [string]) { $unclear = New-Unknown 'not-understood' 'ComputerName' }
  elseif ($next.ToLowerInvariant() -ne $active.ToLowerInvariant()) { [void]$reasons.Add('computer-rename') }
  if ($reasons.Count -eq 0 -and $null -ne $unclear) { return $unclear }
  return ,$reasons.ToArray()
}

function Get-WeakSigns {
  foreach ($name in @('PendingFileRenameOperations', 'PendingFileRenameOperations2')) {
    $list = Get-Reg 'SYSTEM\CurrentControlSet\Control\Session Manager' $name
    if (Test-Unknown $list) { return $list }
    if ($null -ne $list -and @($list).Length -gt 0) { return ,@('file-renames') }
  }
  return ,@()
}

# A service that may not start stands above every policy; policy stands above the setting of the machine.
function Get-AutomaticUpdates {
  if ((Get-RegNumber 'SYSTEM\CurrentControlSet\Services\wuauserv' 'Start') -eq 4) { return 'off' }
  if ((Get-RegNumber "$($script:updatePolicy)\AU" 'NoAutoUpdate') -eq 1) { return 'off' }
  foreach ($path in @("$($script:updatePolicy)\AU", "$($script:updateRoot)\Auto Update")) {
    $option = Get-RegNumber $path 'AUOptions'
    if ($null -eq $option) { continue }
    if (Test-Unknown $option) { return $option }
    if ($option -eq 4) { return 'on' }
    if (@(1, 2, 3, 7) -contains $option) { return 'off' }
    return New-Unknown 'not-understood' 'AUOptions'
  }
  if ((Get-Build) -ge 10240 -and (Get-ProductType) -eq 'winnt') { return 'on' }
  return New-Unknown 'not-understood' 'no update policy is set'
}

# The name alone: an address may carry a password.
function Get-WsusServer {
  $isUsed = Get-RegNumber "$($script:updatePolicy)\AU" 'UseWUServer'
  if (Test-Unknown $isUsed) { return $isUsed }
  if ($null -eq $isUsed -or $isUsed -eq 0) { return $null }
  $url = $null
  $text = Get-Reg $script:updatePolicy 'WUServer'
  $isUrl = $text -is [string] -and [Uri]::TryCreate($text.Trim(), [UriKind]::Absolute, [ref]$url)
  if (-not $isUrl -or $url.Host -eq '') { return New-Unknown 'not-understood' 'WUServer: no address' }
  return Get-Brief $url.Host 120
}

function Read-Patches {
  $installed = Get-LastInstalled
  if ($null -eq $installed -or (Test-Unknown $installed)) {
    $written = Get-UpdateTime 'Install'
    if ($null -ne $written -and -not (Test-Unknown $written)) { $installed = $written }
  }
  return New-Known @{
    manager = 'windows-update'
    securityUpdatesAvailable = (New-Unknown 'not-supported' 'a search on this machine')
    securityPackages = @()
    securityLists = (New-Unknown 'not-supported' 'Windows keeps no lists')
    lastUpgradeAtMs = $installed
    rebootReasons = (Get-RebootReasons)
    weakRebootSigns = (Get-WeakSigns)
    automaticUpdates = (Get-AutomaticUpdates)
    windows = @{
      cumulativeUpdate = (New-Unknown 'not-supported' 'by script')
      lastSearchAtMs = (Get-UpdateTime 'Detect')
      lastInstallAtMs = $installed
      wsusServer = (Get-WsusServer)
    }
  }
}
