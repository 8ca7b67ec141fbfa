import { z } from 'zod'
import { networkLimits } from './networks.ts'
import { epochMs, hostClass } from './values.ts'

/** yyyy-mm-dd, a day of Asia/Ho_Chi_Minh. */
export const day = z.iso.date()
export type Day = string

const count = z.int().min(0).max(10_000_000)
const name = (lengthMax: number) => z.string().trim().min(1).max(lengthMax).normalize('NFC')
const orNull = (lengthMax: number) => name(lengthMax).nullable()
/** Vietnamese đồng, whole. */
const money = z.int().min(0).max(Number.MAX_SAFE_INTEGER)

/** Where a machine of the register is. Anything but `in-use` is out of the denominator, with who said so and why. */
export const machineStates = ['in-use', 'in-store', 'in-repair', 'to-be-disposed'] as const

/** What a device is; it decides what is reviewed of it before it may be used. */
export const deviceKinds = [
  'camera',
  'router',
  'modem',
  'printer',
  'switch',
  'nas',
  'access-point',
  'firewall',
  'other',
] as const
export type DeviceKind = (typeof deviceKinds)[number]

const mac = z.string().regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/)

/*
 * What an agency declares, one schema per kind. A row is never changed: a correction is a newer row of the same
 * entry. Everything carries who, when, from which day and the evidence, see `entryView`.
 */
export const entryBodies = {
  /** "CBCC": officials and civil servants; public employees apart, because 0.9 computers per official depends on it. */
  staff: z.strictObject({ officials: count, publicEmployees: count }),
  /** Machines that are only counted. One entry per class. */
  'machine-count': z.strictObject({ class: hostClass, count }),
  machine: z.strictObject({
    code: name(60),
    class: hostClass,
    name: orNull(255),
    serial: orNull(120),
    assetTag: orNull(120),
    macs: z.array(mac).max(8),
    room: orNull(120),
    state: z.enum(machineStates),
    /** Why it is not in use. */
    stateReason: orNull(300),
    /** May not carry an agent (state secrets): counted, not to be enrolled. Where it is, somebody is told. */
    carriesNoAgent: z.boolean(),
  }),
  device: z.strictObject({
    code: name(60),
    kind: z.enum(deviceKinds),
    vendor: orNull(120),
    model: orNull(120),
    /** One address of a private network, see `faultOfAddress`; null: not known, or it changes. */
    address: name(64).toLowerCase().nullable(),
    mac: mac.nullable(),
    place: orNull(200),
    /** Who answers for it. */
    owner: orNull(200),
    state: z.enum(machineStates),
    /** Why it is not in use. */
    stateReason: orNull(300),
  }),
  lan: z.strictObject({
    name: name(120),
    place: orNull(200),
    hasBroadband: z.boolean(),
    hasFirewall: z.boolean(),
    firewallProduct: orNull(120),
    /** Private networks in CIDR form, on which neighbours may be told; left out: nobody has said. */
    networks: z
      .array(z.string().trim().max(networkLimits.charactersMax))
      .max(networkLimits.networksMax)
      .optional(),
  }),
  'it-officer': z.strictObject({ isAssigned: z.boolean(), isTrained: z.boolean(), people: count }),
  licence: z.strictObject({
    /** Of the catalogue of products; null: another product, named. */
    productId: orNull(40),
    productName: name(120),
    seats: count,
    from: day.nullable(),
    /** The last valid day; null: it does not end. */
    until: day.nullable(),
    priceVnd: money.nullable(),
  }),
  'information-system': z.strictObject({
    code: name(60),
    name: name(300),
    owner: name(200),
    operator: name(200),
    level: z.int().min(1).max(5),
    status: z.enum(['drafting', 'sent-for-appraisal', 'appraised', 'approved']),
    approvalDecision: orNull(120),
    regulation: orNull(200),
    expectedApproval: day.nullable(),
    measures: z.enum(['none', 'some', 'all']),
    expectedMeasures: day.nullable(),
    check: z.enum(['before-use', 'periodic', 'both']).nullable(),
    /** Whether its kind was determined, "đã được phân loại"; null: nobody has said, as before it was asked. */
    classification: z.enum(['determined', 'not-determined']).nullable().default(null),
    /** Codes of register machines or names of hosts that belong to it. */
    hosts: z.array(name(120)).max(2_000),
    /** Products in use, for "doanh nghiệp trong nước" at level 3 and above. */
    products: z
      .array(z.strictObject({ name: name(120), isDomestic: z.boolean().nullable() }))
      .max(50),
  }),
  project: z.strictObject({
    name: name(300),
    fundingVnd: money,
    securityVnd: money,
    hasSecurityComponent: z.boolean(),
    year: z.int().min(2015).max(2100),
    /** Exempt from the 10 % rule, and by which words. */
    exemption: orNull(300),
  }),
  training: z.strictObject({ on: day, subject: name(300), people: count }),
  incident: z.strictObject({
    occurredOn: day,
    subject: name(300),
    isResolved: z.boolean(),
    reportedOn: day.nullable(),
  }),
  /** A figure of a plan that nothing measures, e.g. public services of level 3. */
  figure: z.strictObject({
    metric: name(80),
    numerator: count,
    denominator: count.nullable(),
  }),
} as const
export type EntryKind = keyof typeof entryBodies
export const entryKinds = Object.keys(entryBodies) as [EntryKind, ...EntryKind[]]
export const entryKind = z.enum(entryKinds)
export type EntryBody<Kind extends EntryKind> = z.infer<(typeof entryBodies)[Kind]>

/** One version of an entry, as the API shows it. */
export const entryView = z.object({
  /** Of the version. */
  rowId: z.int(),
  /** Of the thing, the same over its corrections. */
  entryId: z.string(),
  kind: entryKind,
  agencyId: z.string(),
  /** One of `entryBodies`. */
  body: z.unknown(),
  fromDay: day,
  recordedMs: epochMs,
  /** Null: this version stands. */
  supersededMs: epochMs.nullable(),
  isWithdrawn: z.boolean(),
  actor: z.string(),
  evidence: z.string().nullable(),
  importId: z.string().nullable(),
})
export type EntryView = z.infer<typeof entryView>
