<#
  Khien: the report of a machine that no agent runs on. Windows 7, 8.1, Server 2008 R2 to 2012 R2, all 32-bit.
  For PowerShell 2.0; installs nothing. Runs as SYSTEM by a scheduled task or by GPO.

  powershell.exe -NoProfile -ExecutionPolicy Bypass -File khien-legacy.ps1 -JoinFile khien-join.txt [-OutFolder D:\]

  Exit codes: 0 sent, or written where only a file was asked for; 1 refused by the collector; 2 no join string;
  3 not run as an administrator, or the data folder is not ours; 4 collector not reached, 5 no TLS 1.2 here, 6 collector
  not trusted: in all three a file to carry was written; 7 another run is under way; 8 timed out; 9 the registry says
  that this computer carries no agent; 70 a bug.
#>
param(
  [string]$Join = '',
  [string]$JoinFile = '',
  [string]$OutFolder = '',
  [switch]$FileOnly,
  [switch]$SelfTest,
  [switch]$Inner
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2

$script:scriptVersion = '1'
$script:scriptPath = $MyInvocation.MyCommand.Path
$script:dataFolder = [IO.Path]::Combine([Environment]::GetFolderPath('CommonApplicationData'), 'Khien\script')
$script:logBytesMax = 524288
$script:runMs = 600000
$script:questionSeconds = 60
$script:programMs = 60000
$script:connectMs = 15000
$script:answerMs = 30000
$script:answerCharsMax = 65536
$script:runStart = [DateTime]::UtcNow
$script:utf8 = New-Object Text.UTF8Encoding($false)

# Ends with its exit code wherever it stands: a number that Enter-Khien gives back.
$script:exits = @{
  ok = 0; refused = 1; noJoin = 2; notOurs = 3; notReached = 4; noTls = 5; notTrusted = 6; busy = 7; timedOut = 8; marked = 9
  bug = 70
}

function Get-EpochMs([DateTime]$moment) {
  $origin = New-Object DateTime(1970, 1, 1, 0, 0, 0, ([DateTimeKind]::Utc))
  return [int64][Math]::Floor(($moment.ToUniversalTime() - $origin).TotalMilliseconds)
}

# Two files of half a megabyte: the log never holds more than 1 MB.
function Write-Log([string]$line) {
  $path = [IO.Path]::Combine($script:dataFolder, 'khien-legacy.log')
  try {
    if ([IO.File]::Exists($path) -and (New-Object IO.FileInfo($path)).Length -gt $script:logBytesMax) {
      [IO.File]::Delete($path + '.old')
      [IO.File]::Move($path, $path + '.old')
    }
    $stamp = [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture)
    [IO.File]::AppendAllText($path, $stamp + ' ' + $line + "`r`n", $script:utf8)
  } catch {
    # A log that cannot be written stops no report; the line stands on the console below.
    $script:logFailed = $true
  }
  Write-Host $line
}
