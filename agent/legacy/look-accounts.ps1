$script:builtIn = @{ 500 = 'Administrator'; 501 = 'Guest'; 503 = 'DefaultAccount'; 504 = 'WDAGUtilityAccount' }

# Names compare without case, as in Windows; one that is neither of Windows nor of a maker is a person's and is hidden.
function Get-AccountLabel([string]$name, [int]$rid, [byte[]]$namesKey) {
  if ($script:builtIn.ContainsKey($rid)) { return @{ name = $script:builtIn[$rid]; kind = 'system' } }
  $key = (Get-WellFormed $name).Normalize().Trim().ToLowerInvariant()
  if ($script:vendorNames -contains $key) { return @{ name = (Get-Brief $key 60); kind = 'vendor' } }
  return @{ name = ('person-' + (Get-Pseudonym $namesKey $key)); kind = 'person' }
}

function Get-Rid([string]$sid) {
  $rid = 0
  if ([int]::TryParse($sid.Substring($sid.LastIndexOf('-') + 1), [ref]$rid)) { return $rid }
  return 0
}

# Members of the local administrators by SID: the name of the group follows the language of Windows.
function Get-AdministratorSids {
  try {
    $group = $script:administratorsSid.Translate([Security.Principal.NTAccount]).Value
    $name = $group.Substring($group.LastIndexOf('\') + 1)
    $entry = New-Object DirectoryServices.DirectoryEntry('WinNT://' + [Environment]::MachineName + '/' + $name + ',group')
    $sids = New-Object Collections.ArrayList
    foreach ($member in $entry.psbase.Invoke('Members')) {
      [byte[]]$bytes = $member.GetType().InvokeMember('objectSid', 'GetProperty', $null, $member, $null)
      [void]$sids.Add((New-Object Security.Principal.SecurityIdentifier($bytes, 0)).Value)
    }
    return ,$sids.ToArray()
  } catch {
    return New-Unknown 'tool-failed' 'local administrators'
  }
}

# Sign-in without being asked. Of the stored password only that it is there is looked at.
function Get-AutomaticLogins($rids, [byte[]]$namesKey) {
  $path = 'SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon'
  $isAutomatic = Get-Reg $path 'AutoAdminLogon'
  if (Test-Unknown $isAutomatic) { return $isAutomatic }
  if ($null -eq $isAutomatic -or [string]$isAutomatic -notmatch '^\s*0*[1-9][0-9]*\s*$') { return ,@() }
  if ((Get-RegNumber $path 'AutoLogonCount') -eq 0) { return ,@() }
  $account = '-'
  $name = [string](Get-Reg $path 'DefaultUserName')
  if ($name.Trim() -ne '') {
    $plain = $name.Substring($name.LastIndexOf('\') + 1)
    $rid = 0
    if ($rids.ContainsKey($plain.Trim().ToLowerInvariant())) { $rid = $rids[$plain.Trim().ToLowerInvariant()] }
    $account = (Get-AccountLabel $plain $rid $namesKey).name
  }
  $stored = Get-Reg $path 'DefaultPassword'
  $hasStored = $null -ne $stored -and [string]$stored -ne ''
  return ,@(@{ source = 'Winlogon'; account = $account; hasStoredPassword = $hasStored })
}

function Read-Accounts([byte[]]$namesKey) {
  if ((Get-ProductType) -eq 'lanmannt') { return New-Unknown 'not-permitted' 'domain controller: accounts are those of the domain' }
  $asked = Get-Wmi 'root\cimv2' 'SELECT Name, SID, Disabled, Lockout, PasswordRequired FROM Win32_UserAccount WHERE LocalAccount=TRUE'
  if (-not $asked.ok) { return $asked.why }
  $administrators = Get-AdministratorSids
  if (Test-Unknown $administrators) { return $administrators }
  $rids = @{}
  $accounts = New-Object Collections.ArrayList
  foreach ($row in $asked.rows) {
    $rid = Get-Rid ([string]$row['SID'])
    $rids[([string]$row['Name']).Trim().ToLowerInvariant()] = $rid
    $label = Get-AccountLabel ([string]$row['Name']) $rid $namesKey
    $isShut = [bool]$row['Disabled'] -or [bool]$row['Lockout']
    $password = 'set'
    if ($isShut) { $password = 'locked' } elseif (-not [bool]$row['PasswordRequired']) { $password = 'not-required' }
    [void]$accounts.Add(@{
      name = $label.name; kind = $label.kind; isAdministrator = ($administrators -contains [string]$row['SID'])
      canSignIn = (-not $isShut); password = $password; scheme = (New-Unknown 'not-supported' '')
    })
  }
  $ssh = Get-ServiceState @('sshd')
  if ($ssh -is [string]) { if ($ssh -eq 'absent') { $ssh = $null } else { $ssh = New-Unknown 'not-supported' 'sshd_config on Windows' } }
  $shown = @($accounts | Sort-Object @{ Expression = { -not $_['canSignIn'] } }, @{ Expression = { $_['name'] } } | Select-Object -First 128)
  return New-Known @{
    accounts = @($shown | Sort-Object { $_['name'] }); accountsTotal = $accounts.Count
    automaticLogins = (Get-AutomaticLogins $rids $namesKey); passwordlessSudo = @(); ssh = $ssh
  }
}
