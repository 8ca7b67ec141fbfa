import type { Answer } from './system.ts'

/** A value of the registry. Binary data is lower-case hexadecimal; numbers are REG_DWORD and REG_QWORD. */
export type RegistryValue =
  | { type: 'string'; value: string }
  | { type: 'strings'; value: readonly string[] }
  | { type: 'number'; value: number }
  | { type: 'binary'; value: string }

/** One key: its own values by name as it is spelled, and the names of the keys below it, sorted. */
export type RegistryKey = {
  values: Readonly<Record<string, RegistryValue>>
  subkeys: readonly string[]
}

/** One service of the service control manager. `processId` is 0 where it does not run. */
export type WindowsService = {
  name: string
  displayName: string
  state: 'running' | 'stopped' | 'paused' | 'changing'
  processId: number
}

export type WindowsProcess = { processId: number; name: string }

/** A listening TCP socket or a bound UDP socket, as iphlpapi tells them. */
export type WindowsSocket = {
  transport: 'tcp' | 'udp'
  address: string
  port: number
  processId: number
}

/** An IPv4 neighbour of the ARP table; `mac` is lower case with colons. */
export type WindowsNeighbour = { mac: string; address: string; isGateway: boolean }

/** A local account, of the machine's own database. */
export type WindowsAccount = {
  /** Relative identifier: 500 is the built-in administrator, 501 the guest, 1000 and more are people's. */
  rid: number
  name: string
  /** UF_* bits of USER_INFO_3.usri3_flags. */
  flags: number
  /** USER_INFO_3.usri3_priv: 0 guest, 1 user, 2 administrator. */
  privilege: number
  passwordAgeSeconds: number
}

/** What only WMI knows, each a fixed question compiled into the agent. */
export const cimQuestions = [
  /** root/SecurityCenter2: AntiVirusProduct, FirewallProduct. Absent on servers. */
  'antivirus-products',
  'firewall-products',
  /** root/Microsoft/Windows/Defender: MSFT_MpComputerStatus, only asked where Defender is the active product. */
  'defender-status',
  /** MSFT_MpThreatDetection joined with the name of its MSFT_MpThreat. */
  'defender-detections',
  /** root/cimv2: SoftwareLicensingProduct of Windows with a product key, its extended-update add-ons included. */
  'licensing',
  /** Microsoft.Update.Session QueryHistory, newest first, definition updates left out. */
  'update-history',
  /** root/StandardCimv2: MSFT_NetConnectionProfile. */
  'network-profiles',
  /** root/cimv2: Win32_BIOS, Win32_ComputerSystem, Win32_SystemEnclosure, Win32_DiskDrive. */
  'bios',
  'computer-system',
  'enclosure',
  'disks',
] as const
export type CimQuestion = (typeof cimQuestions)[number]

/** Properties of one instance by their names in WMI. Times are ISO 8601 in UTC, whatever the language of Windows. */
export type CimInstance = Readonly<
  Record<string, string | number | boolean | null | readonly (string | number)[]>
>

/** How Windows itself sums up the antivirus of this machine, from wscapi. Absent on servers. */
export type SecurityCenterHealth = 'good' | 'not-monitored' | 'poor' | 'snoozed'

/**
 * The part of the door that only Windows has; every call is `not-supported` elsewhere. All but `cim` are calls of the
 * operating system inside this process.
 */
export type WindowsSystem = {
  /** A key under HKEY_LOCAL_MACHINE, e.g. `SOFTWARE\\Microsoft`, in the 64-bit view. Null: there is no such key. */
  registryKey(path: string, options?: { subkeysMax?: number }): Promise<Answer<RegistryKey | null>>
  services(): Promise<Answer<readonly WindowsService[]>>
  processes(): Promise<Answer<readonly WindowsProcess[]>>
  sockets(): Promise<Answer<readonly WindowsSocket[]>>
  neighbours(): Promise<Answer<readonly WindowsNeighbour[]>>
  /** Local accounts only. On a domain controller it is `not-permitted`: those are the accounts of the domain. */
  localAccounts(): Promise<Answer<readonly WindowsAccount[]>>
  securityCenterHealth(): Promise<Answer<SecurityCenterHealth>>
  /**
   * The instances that answer a question. One bounded child answers all questions together, at most once an hour;
   * `tool-failed` where it did not come to its end. `not-supported`: Windows has no such class, or Defender is not
   * the active product.
   */
  cim(question: CimQuestion): Promise<Answer<readonly CimInstance[]>>
}
