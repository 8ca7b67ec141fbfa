$script:wmiBecause = @{
  InvalidNamespace = 'not-supported'; InvalidClass = 'not-supported'; NotFound = 'not-supported'
  AccessDenied = 'not-permitted'; Timedout = 'timed-out'
}

# Rows of a question to WMI, or why there are none. The time limit is for each answer of the service.
function Get-Wmi([string]$namespace, [string]$query) {
  try {
    $options = New-Object Management.EnumerationOptions
    $options.Timeout = [TimeSpan]::FromSeconds($script:questionSeconds)
    $options.ReturnImmediately = $true
    $options.Rewindable = $false
    $searcher = New-Object Management.ManagementObjectSearcher($namespace, $query)
    $searcher.Options = $options
    $rows = New-Object Collections.ArrayList
    foreach ($row in $searcher.Get()) {
      $fields = @{}
      foreach ($property in $row.psbase.Properties) { $fields[$property.Name] = $property.Value }
      [void]$rows.Add($fields)
    }
    return @{ ok = $true; rows = $rows.ToArray() }
  } catch {
    $fault = $_.Exception.GetBaseException()
    $because = 'tool-failed'
    if ($fault -is [Management.ManagementException]) {
      $code = $fault.ErrorCode.ToString()
      if ($script:wmiBecause.ContainsKey($code)) { $because = $script:wmiBecause[$code] }
    }
    $class = [regex]::Match($query, 'FROM (\w+)').Groups[1].Value
    return @{ ok = $false; why = (New-Unknown $because $class) }
  }
}

# The value; null where there is none; unknown where it could not be read.
function Get-Reg([string]$path, [string]$name) {
  try {
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($path)
    if ($null -eq $key) { return $null }
    $value = $key.GetValue($name, $null)
    $key.Close()
    if ($value -is [array]) { return ,$value }
    return $value
  } catch {
    return New-Unknown 'not-permitted' 'registry'
  }
}

function Get-RegNumber([string]$path, [string]$name) {
  $value = Get-Reg $path $name
  if ($null -eq $value -or (Test-Unknown $value)) { return $value }
  if ($value -is [int] -or $value -is [int64]) { return $value }
  return New-Unknown 'not-understood' $name
}

# Names of the keys below; null where the key is not there.
function Get-RegKeys([string]$path) {
  try {
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($path)
    if ($null -eq $key) { return $null }
    $names = $key.GetSubKeyNames()
    $key.Close()
    return ,$names
  } catch {
    return New-Unknown 'not-permitted' 'registry'
  }
}

function Test-RegKey([string]$path) {
  $names = Get-RegKeys $path
  if (Test-Unknown $names) { return $names }
  return ($null -ne $names)
}

# What a program of Windows prints; null when it fails or takes too long.
function Get-Output([string]$program, [string]$arguments) {
  $start = New-Object Diagnostics.ProcessStartInfo
  $start.FileName = [IO.Path]::Combine([Environment]::SystemDirectory, $program)
  $start.Arguments = $arguments
  $start.UseShellExecute = $false
  $start.CreateNoWindow = $true
  $start.RedirectStandardOutput = $true
  $process = [Diagnostics.Process]::Start($start)
  $text = New-Object Text.StringBuilder
  $timer = [Diagnostics.Stopwatch]::StartNew()
  # Line by line: a program whose output nobody takes would wait for ever. The whole run has a limit of its own.
  while ($timer.ElapsedMilliseconds -lt $script:programMs) {
    $line = $process.StandardOutput.ReadLine()
    if ($null -eq $line) { break }
    [void]$text.Append($line).Append("`n")
  }
  if (-not $process.WaitForExit($script:programMs)) {
    $process.Kill()
    return $null
  }
  if ($process.ExitCode -ne 0) { return $null }
  return $text.ToString()
}

# All services by name, asked once.
function Get-Services {
  if ($null -eq $script:services) {
    $script:services = Get-Wmi 'root\cimv2' 'SELECT Name, State, ProcessId FROM Win32_Service'
  }
  return $script:services
}
$script:services = $null
