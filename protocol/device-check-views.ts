import { z } from 'zod'
import { deviceKinds } from './register.ts'
import {
  authorisedDevice,
  checkWindow,
  deviceCheckResult,
  deviceCheckSubnet,
  deviceProtocols,
} from './device-checks.ts'
import { epochMs, hostId } from './values.ts'

/**
 * How far an authorisation is. `agreed`: by the agency, not signed yet. `signed`: the checking machine has not been
 * connected since. `carried`: handed to it. The last three are the end of it.
 */
export const deviceCheckStates = [
  'draft',
  'agreed',
  'signed',
  'carried',
  'refused',
  'expired',
  'withdrawn',
] as const
export type DeviceCheckState = (typeof deviceCheckStates)[number]

const count = z.int().min(0)
const named = z.object({ id: z.string(), name: z.string() })

/** Who did a step, when, and why where a reason is asked for. */
const step = z.object({ by: z.string(), atMs: epochMs, reason: z.string().nullable() })

/** A device that is named, as the text has it and as the register knows it; null: it is not in it any more. */
const namedDevice = authorisedDevice.extend({
  entryId: z.string(),
  code: z.string().nullable(),
  place: z.string().nullable(),
})

export const deviceCheckView = z.object({
  id: z.string(),
  revision: z.int().min(1),
  state: z.enum(deviceCheckStates),
  agency: named,
  host: z.object({ id: hostId, hostname: z.string() }),
  sequence: z.int().min(1),
  document: z.string(),
  approvedBy: z.string(),
  subnet: deviceCheckSubnet,
  issuedOn: z.iso.date(),
  untilDay: z.iso.date(),
  window: checkWindow,
  attemptsADay: z.int().min(1),
  /** None: such a text ends the checks of that machine. */
  devices: z.array(namedDevice),
  drafted: step,
  /** The agency has agreed; null: not yet, or never. */
  agreed: step.nullable(),
  refused: step.nullable(),
  /** The signed text was taken. */
  uploaded: step.nullable(),
  withdrawn: step.nullable(),
  /** When it was first handed to the machine; null: not yet. */
  carriedMs: epochMs.nullable(),
  /** How many devices have a result under it. */
  checked: count,
})
export type DeviceCheckView = z.infer<typeof deviceCheckView>

export const deviceCheckPage = z.object({
  total: count,
  page: z.int().min(1),
  pageSize: z.int().min(1),
  /** How many there are in each state under the other filters. */
  counts: z.record(z.enum(deviceCheckStates), count),
  authorisations: z.array(deviceCheckView),
})

/** The switch of the province. Without a key nothing can be signed, so nothing was ever set up. */
export const deviceCheckSwitchView = z.object({
  isStopped: z.boolean(),
  /** Of the last change; null: it was never changed. */
  changed: step.nullable(),
  revision: count,
  /** How many keys this collector knows that may have signed. 0: nothing signed can be uploaded. */
  keys: count,
})
export type DeviceCheckSwitchView = z.infer<typeof deviceCheckSwitchView>

/** What can be named in a draft of an agency. */
export const deviceCheckCandidates = z.object({
  hosts: z.array(
    z.object({
      id: hostId,
      hostname: z.string(),
      address: z.string().nullable(),
      isConnected: z.boolean(),
    }),
  ),
  devices: z.array(
    z.object({
      entryId: z.string(),
      code: z.string(),
      kind: z.enum(deviceKinds),
      vendor: z.string().nullable(),
      model: z.string().nullable(),
      place: z.string().nullable(),
      address: z.string(),
      mac: z.string(),
      standing: z.enum(['under-review', 'cleared']),
    }),
  ),
})
export type DeviceCheckCandidates = z.infer<typeof deviceCheckCandidates>

export const checkVerdicts = [
  'default',
  'inactive',
  'this-default-not-in-use',
  'unidentified',
  'unreachable',
  'not-checked',
] as const
export type CheckVerdict = (typeof checkVerdicts)[number]

/** One look at one device. The rule is named by its id, never by what is in it. */
export const deviceCheckRow = z.object({
  id: z.string(),
  authorisationId: z.string(),
  agency: named,
  host: z.object({ id: hostId, hostname: z.string() }),
  /** Null: it is not in the register any more. */
  device: z.object({
    entryId: z.string(),
    code: z.string().nullable(),
    kind: z.enum(deviceKinds).nullable(),
    vendor: z.string().nullable(),
    model: z.string().nullable(),
    place: z.string().nullable(),
  }),
  address: z.string(),
  mac: z.string(),
  protocol: z.enum(deviceProtocols),
  checkedMs: epochMs,
  receivedMs: epochMs,
  /** Version of the rules it was looked at with. */
  rules: z.string(),
  attempts: z.int().min(0).max(1),
  result: deviceCheckResult,
})
export type DeviceCheckRow = z.infer<typeof deviceCheckRow>

export const deviceCheckResultPage = z.object({
  total: count,
  page: z.int().min(1),
  pageSize: z.int().min(1),
  counts: z.record(z.enum(checkVerdicts), count),
  /** The newest first. */
  results: z.array(deviceCheckRow),
})
export type DeviceCheckResultPage = z.infer<typeof deviceCheckResultPage>
