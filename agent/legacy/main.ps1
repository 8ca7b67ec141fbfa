# Values that must come out on every machine, against which the collector's own tests are written.
function Test-Self {
  [byte[]]$key = $script:utf8.GetBytes('0123456789abcdef0123456789abcdef')
  $person = [string][char]0x111 + [char]0x1eb7 + 'ng'
  $netstat = "  TCP    0.0.0.0:135    0.0.0.0:0    ABH$([char]0x00d6)REN    900`n  TCP    10.0.0.5:139    1.2.3.4:443    HERGESTELLT    4`n  UDP    [::]:123    *:*    1100`n  UDP    0.0.0.0:50000    *:*    1100"
  $listeners = Get-Listeners $netstat
  $seen = @{
    json = (Get-Json @{ b = @($true, $null, -1); a = "x`"\$([char]0x1ea1)" ; empty = @(); one = @('a') })
    hmac = (Get-Pseudonym $key $person)
    sign = (Get-Sign 'uuid' '4c4c4544-0042-3510-8051-b4c04f4d3132')
    exposures = @(@('127.0.0.1', '169.254.1.1', '10.1.2.3', '172.32.0.1', '100.64.0.1', '::', 'fe80::1', 'fd00::1', '2001:db8::1') | ForEach-Object { Get-Exposure $_ })
    listeners = @($listeners | ForEach-Object { $_['transport'] + ' ' + $_['address'] + ' ' + $_['port'] })
    states = @(@(397568, 393472, 266256, 270336, 344064) | ForEach-Object { Get-Json (Get-ProductState $_) })
  }
  Write-Host (Get-Json $seen)
}

# Looks, and sends or writes; gives back the exit code.
function Enter-Khien {
  if (Test-NoAgent) { Write-Host 'nothing is looked at: the registry says that this computer carries no agent (NoAgent)'; return $script:exits.marked }
  if (-not (Test-Administrator)) { Write-Host 'khien-legacy has to run as SYSTEM or as an administrator'; return $script:exits.notOurs }
  if (-not (Open-DataFolder)) { Write-Host ('the folder was made by somebody else: ' + $script:dataFolder); return $script:exits.notOurs }
  $lock = Open-Lock
  if ($null -eq $lock) { Write-Host 'another run is under way'; return $script:exits.busy }
  $text = $Join
  if ($text -eq '' -and $JoinFile -ne '' -and [IO.File]::Exists($JoinFile)) { $text = [IO.File]::ReadAllText($JoinFile, $script:utf8) }
  $found = Read-Join $text
  if ($null -eq $found) { Write-Log 'no join string: give -Join or -JoinFile, a line that begins with khien1.'; return $script:exits.noJoin }
  $signs = Get-HardwareSigns
  $identity = Open-Identity $signs
  # Whom the collector has let in needs no token, and a file that is carried then holds none.
  $token = $found.token
  if ($null -ne (Get-StoredText 'enrolled.txt')) { $token = '' }
  $report = Get-Report $identity $signs $token
  if ($FileOnly) {
    Save-Report $report
    return $script:exits.ok
  }
  $sent = Send-Report $found $report
  Write-Log $sent.says
  if ($sent.exit -eq $script:exits.ok) { Set-StoredText 'enrolled.txt' 'yes' }
  # Whatever was wrong, the next report brings the token again.
  if ($sent.exit -eq $script:exits.refused) { [IO.File]::Delete([IO.Path]::Combine($script:dataFolder, 'enrolled.txt')) }
  if ($sent.exit -ge $script:exits.notReached) { Save-Report $report }
  return $sent.exit
}

# A process around the one that works: whatever hangs in there ends here. Windows has no other limit that PowerShell
# 2.0 could set for itself.
function Enter-Limited {
  $start = New-Object Diagnostics.ProcessStartInfo
  $start.FileName = [Diagnostics.Process]::GetCurrentProcess().MainModule.FileName
  $start.UseShellExecute = $false
  $start.CreateNoWindow = $true
  $start.Arguments = '-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "' + $script:scriptPath + '" -Inner'
  # What is handed on stands between quotes, so it may hold none.
  foreach ($pair in @(@('Join', $Join), @('JoinFile', $JoinFile), @('OutFolder', $OutFolder.TrimEnd('\')))) {
    if ($pair[1] -ne '') { $start.Arguments += ' -' + $pair[0] + ' "' + $pair[1].Replace('"', '') + '"' }
  }
  if ($FileOnly) { $start.Arguments += ' -FileOnly' }
  $process = [Diagnostics.Process]::Start($start)
  if ($process.WaitForExit($script:runMs)) { return $process.ExitCode }
  $process.Kill()
  Write-Log ('timed out after ' + ($script:runMs / 1000) + ' seconds')
  return $script:exits.timedOut
}

if ($SelfTest) { Test-Self; exit $script:exits.ok }
try {
  if ($Inner) { $code = Enter-Khien } else { $code = Enter-Limited }
  exit ([int]$code)
} catch {
  Write-Log ('a bug: ' + $_.Exception.GetBaseException().Message + ' ' + $_.InvocationInfo.PositionMessage)
  exit $script:exits.bug
}
