import { z } from 'zod'
import { isWithinNetworks, privateRangesOfIpv4 } from './networks.ts'
import { epochMs, hostId, text, type EpochMs } from './values.ts'

/** What no authorisation can widen; the agent enforces each of them. */
export const deviceCheckLimits = {
  fileCharactersMax: 60_000,
  devicesMax: 64,
  /** From the day of issue to the last day. */
  daysMax: 92,
  /** No subnet wider than /22: 1,022 addresses are more than one LAN of an agency has. */
  subnetPrefixMin: 22,
  attemptsADayMax: 2,
  betweenAttemptsMs: 10 * 60_000,
  restAfterLockMs: 7 * 24 * 3_600_000,
} as const

/** What an agent says in its hello when it takes these texts. */
export const deviceCheckCapability = 'device-checks'

/** A signed text travels in one frame; quotation marks in it take two bytes there. */
export const deviceCheckFrameFileMax = 15_000

const address = z.ipv4().meta({ examples: ['192.168.1.20'] })
/** Lower-case, with colons; a group address and the randomised ones stand for no device. */
const deviceMac = z
  .string()
  .regex(/^[0-9a-f][048c](:[0-9a-f]{2}){5}$/)
  .meta({ examples: ['00:40:8c:12:34:56'] })

/** How a device is asked. Telnet and FTP are only listened to. */
export const deviceProtocols = [
  'http',
  'https',
  'rtsp',
  'ssh',
  'snmp-v1',
  'snmp-v2c',
  'telnet',
  'ftp',
] as const
export const deviceProtocol = z.enum(deviceProtocols)
export type DeviceProtocol = z.infer<typeof deviceProtocol>
/** As they are written in every language. */
export const nameOfProtocol = (protocol: DeviceProtocol): string =>
  protocol.startsWith('snmp-') ? protocol.replace('snmp-', 'SNMP ') : protocol.toUpperCase()
export const devicePort = z.int().min(1).max(65_535)
/** SHA-256 of its certificate in DER; null: it is asked without TLS. */
export const deviceCertificate = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ examples: ['0'.repeat(64)] })
  .nullable()

/** One device as an authorisation names it. */
export const authorisedDevice = z.strictObject({
  address,
  mac: deviceMac,
  protocol: deviceProtocol,
  port: devicePort,
  certificate: deviceCertificate,
})
export type CheckedDevice = z.infer<typeof authorisedDevice>

const minuteOfDay = z.int().min(0).max(1440)

/** No wider than what one LAN of an agency has. */
export const deviceCheckSubnet = z
  .cidrv4()
  .refine((cidr) => prefixOf(cidr) >= deviceCheckLimits.subnetPrefixMin)
  .meta({ examples: ['192.168.1.0/24'] })

/** Minutes of the day of Asia/Ho_Chi_Minh between which a device may be asked. */
export const checkWindow = z
  .strictObject({ from: minuteOfDay, until: minuteOfDay })
  .refine(({ from, until }) => from < until)
  .meta({ examples: [{ from: 480, until: 1020 }] })

/**
 * What is signed: one agency lets one agent ask these devices, under a document, until a day. A higher sequence takes
 * the place of a lower one, so one without devices ends the checks of that agent.
 */
export const deviceCheckAuthorisation = z
  .strictObject({
    format: z.literal('khien device checks'),
    sequence: z.int().min(1).max(1_000_000_000),
    /** Number, date and subject of the document that allows it. */
    document: text(300).min(1),
    approvedBy: text(120).min(1),
    /** Who agreed for the agency that owns the devices. */
    agreedBy: text(120).min(1),
    agencyId: text(40).min(1),
    hostId,
    subnet: deviceCheckSubnet,
    issuedOn: z.iso.date(),
    /** The last day, of Asia/Ho_Chi_Minh. */
    untilDay: z.iso.date(),
    window: checkWindow,
    attemptsADay: z.int().min(1).max(deviceCheckLimits.attemptsADayMax),
    devices: z.array(authorisedDevice).max(deviceCheckLimits.devicesMax),
  })
  .refine(({ issuedOn, untilDay }) => isShortTerm(issuedOn, untilDay), { path: ['untilDay'] })
  .refine(({ subnet }) => isPrivate(subnet.split('/')[0] ?? ''), { path: ['subnet'] })
  .refine(({ devices, subnet }) => devices.every((each) => isUsable(each.address, subnet)), {
    path: ['devices'],
  })
  .refine(({ devices }) => hasNoTwin(devices), { path: ['devices'] })
  .refine(({ devices }) => devices.every(hasItsCertificate), { path: ['devices'] })
export type DeviceCheckAuthorisation = z.infer<typeof deviceCheckAuthorisation>

/** The bytes under a signature: named, so that nothing else that is ever signed can be taken for it. */
export const deviceCheckMessage = (content: string): string => `khien device checks 1\n${content}`

/** True for an address of RFC 1918: nothing else is ever asked. */
export const isPrivate = (ip: string): boolean => isWithinNetworks(ip, privateRangesOfIpv4)

/** Why a device was not asked. Each is decided by the agent itself. */
export const notCheckedReasons = [
  'no-key',
  'not-signed',
  'not-understood',
  'for-another-agent',
  'replayed',
  'not-yet',
  'expired',
  'outside-window',
  'not-listed',
  'outside-subnet',
  'not-private',
  'own-address',
  'mac-unknown',
  'mac-changed',
  'certificate-changed',
  'attempted-today',
  'attempted-lately',
  'resting',
  'clock-set-back',
  'ledger-damaged',
  'ledger-not-written',
  /** Another device is being checked: one at a time. */
  'busy',
  'locked',
  /** Telnet and FTP are listened to and never answered. */
  'banner-only',
  'not-supported',
] as const
export type NotCheckedReason = (typeof notCheckedReasons)[number]

/** Why it is not known what a device is. */
const unidentifiedReasons = [
  'no-rule',
  'two-rules',
  'answers-everything',
  'leads-elsewhere',
  'not-understood',
] as const

const ruleId = z
  .string()
  .regex(/^[a-z0-9-]{2,60}$/)
  .meta({ examples: ['axis'] })

/**
 * What came of one device. `this-default-not-in-use` says no more than that: another default may be.
 * No account, no password and nothing of what the device answered is in it.
 */
export const deviceCheckResult = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('default'), rule: ruleId }),
  z.strictObject({ verdict: z.literal('this-default-not-in-use'), rule: ruleId }),
  /** It waits for its first password: in factory state, with no attempt at all. */
  z.strictObject({ verdict: z.literal('inactive'), rule: ruleId }),
  z.strictObject({ verdict: z.literal('unidentified'), because: z.enum(unidentifiedReasons) }),
  z.strictObject({ verdict: z.literal('unreachable') }),
  z.strictObject({ verdict: z.literal('not-checked'), because: z.enum(notCheckedReasons) }),
])
export type DeviceCheckResult = z.infer<typeof deviceCheckResult>

/** Of one device: when, which, what came of it, and how often it was tried. Attempts: 0 or 1. */
export const deviceCheckReport = z.strictObject({
  mac: deviceMac,
  checkedMs: epochMs,
  rules: text(20),
  attempts: z.int().min(0).max(1),
  result: deviceCheckResult,
})
export type DeviceCheckReport = z.infer<typeof deviceCheckReport>

/** Asia/Ho_Chi_Minh is so far ahead of UTC, and has had no summer time since 1975. */
const aheadMs = 7 * 3_600_000
const dayMs = 24 * 3_600_000

/** The day of Asia/Ho_Chi_Minh on which a moment falls, as yyyy-mm-dd, and its minute. */
export function vietnamTime(atMs: EpochMs): { day: string; minute: number } {
  const shifted = atMs + aheadMs
  const day = new Date(shifted).toISOString().slice(0, 10)
  return { day, minute: Math.floor((shifted % dayMs) / 60_000) }
}

function prefixOf(cidr: string): number {
  return Number(cidr.split('/')[1])
}

function isShortTerm(from: string, until: string): boolean {
  const days = (Date.parse(until) - Date.parse(from)) / dayMs
  return days >= 0 && days <= deviceCheckLimits.daysMax
}

/** In the subnet, private, and neither its first nor its last address. */
function isUsable(ip: string, subnet: string): boolean {
  if (!isPrivate(ip) || !isWithinNetworks(ip, [subnet])) return false
  const size = 2 ** (32 - prefixOf(subnet))
  const offset = numberOf(ip) % size
  return size <= 2 || (offset !== 0 && offset !== size - 1)
}

const numberOf = (ip: string): number =>
  ip.split('.').reduce((number, part) => number * 256 + Number(part), 0)

/** One line per device: two services of it are two chances of a lock. */
function hasNoTwin(devices: readonly CheckedDevice[]): boolean {
  const keys = devices.flatMap(({ address, mac }) => [address, mac])
  return new Set(keys).size === keys.length
}

function hasItsCertificate({ protocol, certificate }: CheckedDevice): boolean {
  return (protocol === 'https') === (certificate !== null)
}
