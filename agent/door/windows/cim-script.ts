import type { CimQuestion } from '../../windows-system.ts'

/**
 * What Windows PowerShell is asked to run, in the language of version 5.1. It writes ASCII alone,
 * one line a question, and last a line that counts them, see cim-output.ts. Numbers and times are
 * written without regard to the culture; nothing of it reads a text that depends on the language of
 * Windows. Never run on a real Windows by us. That a product has a key is told, no part of the key
 * is. Defender is asked only where no other product is on or snoozed, because the question is known
 * to hang beside one.
 * Source of the classes:
 * https://learn.microsoft.com/windows/win32/cimwin32prov/computer-system-hardware-classes,
 * https://learn.microsoft.com/previous-versions/windows/desktop/defender/msft-mpcomputerstatus,
 * https://learn.microsoft.com/windows/win32/api/wuapi/nn-wuapi-iupdatesearcher
 */
const script = String.raw`
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$invariant = [Globalization.CultureInfo]::InvariantCulture
$out = [Console]::OpenStandardOutput()
Import-Module "$PSHOME\Modules\CimCmdlets"

function Write-Row([string] $text) {
  $bytes = [Text.Encoding]::ASCII.GetBytes([string][char]10 + $text + [char]10)
  $out.Write($bytes, 0, $bytes.Length)
  $out.Flush()
}
function Format-Text([string] $text) {
  if ($text.Length -gt 1000) { $text = $text.Substring(0, 1000) }
  $escape = { param($m) '\u{0:x4}' -f [int][char]$m.Value }
  '"' + [regex]::Replace($text, '[^\x20-\x7e]|["\\]', $escape) + '"'
}
function Format-Value($value) {
  if ($null -eq $value) { return 'null' }
  if ($value -is [bool]) { if ($value) { return 'true' } else { return 'false' } }
  if ($value -is [DateTime]) {
    return Format-Text ($value.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss'Z'", $invariant))
  }
  if ($value -is [Array]) {
    $parts = @($value | Select-Object -First 32 | ForEach-Object { Format-Value $_ })
    return '[' + ($parts -join ',') + ']'
  }
  $type = [int][Convert]::GetTypeCode($value)
  if ($type -ge 5 -and $type -le 15) { return ([decimal] $value).ToString($invariant) }
  Format-Text ([string] $value)
}
function Format-Pairs($instance, [string[]] $names) {
  $pairs = foreach ($name in $names) { (Format-Text $name) + ':' + (Format-Value $instance.$name) }
  $pairs -join ','
}
function Format-Rows($instances, [string[]] $names) {
  $rows = foreach ($each in $instances) { '{' + (Format-Pairs $each $names) + '}' }
  '[' + (@($rows) -join ',') + ']'
}
function Get-Instances([string] $namespace, [string] $class, [string] $filter) {
  $given = @{ Namespace = $namespace; ClassName = $class; OperationTimeoutSec = 15 }
  if ($filter) { $given.Filter = $filter }
  Get-CimInstance @given | Select-Object -First 500
}
function Get-Code($failure) {
  $id = [string] $failure.FullyQualifiedErrorId
  if ($id -eq 'not-active') { return $id }
  if ($id -match '0x[0-9a-fA-F]{8}') { return $matches[0].ToLowerInvariant() }
  '0x{0:x8}' -f $failure.Exception.HResult
}

$securityCenter = 'root/SecurityCenter2'
$defender = 'root/Microsoft/Windows/Defender'
$windowsLicence = '55c92734-d682-4d71-983e-d6ec3f16059f'

function Assert-DefenderActive {
  $products = @()
  try { $products = @(Get-Instances $securityCenter 'AntiVirusProduct') }
  catch { if ((Get-Code $_) -ne '0x8004100e') { throw } }
  foreach ($each in $products) {
    $isDefender = (($each.productState -shr 8) -band 15) -eq 1
    $state = ($each.productState -shr 12) -band 15
    if (-not $isDefender -and ($state -eq 1 -or $state -eq 2)) { throw 'not-active' }
  }
  $service = 'HKLM:\SYSTEM\CurrentControlSet\Services\WinDefend'
  if (-not (Test-Path -LiteralPath $service)) { throw 'not-active' }
}
function Get-Detections {
  $threats = @{}
  foreach ($each in @(Get-Instances $defender 'MSFT_MpThreat')) {
    $threats[[string] $each.ThreatID] = $each
  }
  $newest = @(Get-Instances $defender 'MSFT_MpThreatDetection' |
    Sort-Object -Property InitialDetectionTime -Descending | Select-Object -First 200)
  $rows = foreach ($each in $newest) {
    $names = 'DetectionID', 'ThreatID', 'InitialDetectionTime', 'LastThreatStatusChangeTime',
      'RemediationTime', 'ThreatStatusID', 'ThreatStatusErrorCode', 'CleaningActionID',
      'CurrentThreatExecutionStatusID', 'ActionSuccess', 'AdditionalActionsBitMask', 'Resources'
    $threat = $threats[[string] $each.ThreatID]
    $ofThreat = 'ThreatName', 'SeverityID', 'CategoryID', 'IsActive', 'DidThreatExecute'
    '{' + (Format-Pairs $each $names) + ',' + (Format-Pairs $threat $ofThreat) + '}'
  }
  '[' + (@($rows) -join ',') + ']'
}
function Get-UpdateHistory {
  $searcher = (New-Object -ComObject Microsoft.Update.Session).CreateUpdateSearcher()
  $total = $searcher.GetTotalHistoryCount()
  $rows = @()
  if ($total -gt 0) {
    foreach ($each in $searcher.QueryHistory(0, [Math]::Min($total, 1000))) {
      $title = [string] $each.Title
      if ($title -match 'KB(2267602|2461484|915597)\b') { continue }
      $date = [DateTime]::SpecifyKind($each.Date, [DateTimeKind]::Utc)
      $rows += @{
        Title = $title; Date = $date; Operation = $each.Operation; ResultCode = $each.ResultCode
      }
      if ($rows.Count -ge 200) { break }
    }
  }
  Format-Rows $rows ('kb', 'date', 'operation', 'resultCode', 'title')
}
function Get-Licences {
  $filter = "ApplicationID='$windowsLicence' AND PartialProductKey IS NOT NULL"
  $names = 'ID', 'Name', 'Description', 'ApplicationID', 'LicenseFamily', 'LicenseIsAddon',
    'LicenseStatus', 'LicenseStatusReason', 'GracePeriodRemaining', 'EvaluationEndDate',
    'ProductKeyChannel'
  $rows = foreach ($each in @(Get-Instances 'root/cimv2' 'SoftwareLicensingProduct' $filter)) {
    '{' + (Format-Pairs $each $names) + ',"PartialProductKey":"-----"}'
  }
  '[' + (@($rows) -join ',') + ']'
}

$questions = @{
  'antivirus-products' = {
    Format-Rows @(Get-Instances $securityCenter 'AntiVirusProduct') (
      'displayName', 'instanceGuid', 'productState', 'pathToSignedProductExe')
  }
  'firewall-products' = {
    Format-Rows @(Get-Instances $securityCenter 'FirewallProduct') (
      'displayName', 'instanceGuid', 'productState', 'pathToSignedProductExe')
  }
  'defender-status' = {
    Assert-DefenderActive
    Format-Rows @(Get-Instances $defender 'MSFT_MpComputerStatus') (
      'AMRunningMode', 'AMServiceEnabled', 'AMProductVersion', 'AMEngineVersion',
      'AntivirusEnabled', 'AntivirusSignatureAge', 'AntivirusSignatureLastUpdated',
      'AntivirusSignatureVersion', 'BehaviorMonitorEnabled', 'DefenderSignaturesOutOfDate',
      'IoavProtectionEnabled', 'IsTamperProtected', 'OnAccessProtectionEnabled', 'ProductStatus',
      'RealTimeProtectionEnabled')
  }
  'defender-detections' = {
    Assert-DefenderActive
    Get-Detections
  }
  'licensing' = { Get-Licences }
  'update-history' = { Get-UpdateHistory }
  'network-profiles' = {
    Format-Rows @(Get-Instances 'root/StandardCimv2' 'MSFT_NetConnectionProfile') (
      'InterfaceIndex', 'NetworkCategory', 'IPv4Connectivity', 'IPv6Connectivity')
  }
  'bios' = {
    Format-Rows @(Get-Instances 'root/cimv2' 'Win32_BIOS') (
      'Manufacturer', 'SMBIOSBIOSVersion', 'ReleaseDate', 'SerialNumber')
  }
  'computer-system' = {
    Format-Rows @(Get-Instances 'root/cimv2' 'Win32_ComputerSystem') (
      'Manufacturer', 'Model', 'PCSystemType', 'HypervisorPresent', 'TotalPhysicalMemory',
      'NumberOfProcessors', 'NumberOfLogicalProcessors', 'DomainRole', 'PartOfDomain')
  }
  'enclosure' = {
    Format-Rows @(Get-Instances 'root/cimv2' 'Win32_SystemEnclosure') (
      'Manufacturer', 'ChassisTypes', 'SerialNumber', 'SMBIOSAssetTag')
  }
  'disks' = {
    Format-Rows @(Get-Instances 'root/cimv2' 'Win32_DiskDrive') (
      'Index', 'DeviceID', 'Model', 'SerialNumber', 'Size', 'InterfaceType', 'MediaType')
  }
}

foreach ($question in $asked) {
  try { $answer = '{"ok":true,"value":' + (& $questions[$question]) + '}' }
  catch { $answer = '{"ok":false,"code":"' + (Get-Code $_) + '"}' }
  Write-Row "khien-cim $question $answer"
}
Write-Row "khien-cim-end $($asked.Count)"
`

/**
 * The script for the questions that are due, as PowerShell's -EncodedCommand wants it: UTF-16LE in
 * base64.
 */
export function encodeScript(questions: readonly CimQuestion[]): string {
  const list = questions.map((question) => `'${question}'`).join(', ')
  return Buffer.from(`$asked = @(${list})\n${script}`, 'utf16le').toString('base64')
}
