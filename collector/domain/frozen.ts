import { z } from 'zod'
import { controlId, reason, reasonKeys, type ControlId } from '#protocol/controls.ts'
import { deviceStandings } from '#protocol/devices.ts'
import { day, entryBodies, machineStates } from '#protocol/register.ts'
import { denominator } from '#protocol/snapshots.ts'
import { digest, epochMs, hostClass, hostId } from '#protocol/values.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import { asCounted } from './silence.ts'

/*
 * What a snapshot freezes: all that its numbers rest on, so that they can be computed again from it alone and a
 * report that is printed a year later needs nothing else. These shapes are hashed: a field that is added must be
 * optional, or the snapshots of before no longer read.
 */

/** One letter for each state; the past is read by them. */
export const stateLetters = {
  met: 'm',
  unmet: 'u',
  unknown: '?',
  'not-applicable': 'n',
} as const satisfies Record<VerdictState, string>

const stateOf: Readonly<Record<string, VerdictState>> = {
  m: 'met',
  u: 'unmet',
  '?': 'unknown',
  n: 'not-applicable',
}

/** A machine of the register. */
export const frozenMachine = z.strictObject({
  entryId: z.string(),
  code: z.string(),
  name: z.string().nullable(),
  class: hostClass,
  room: z.string().nullable(),
})
export type FrozenMachine = z.infer<typeof frozenMachine>

/** A machine that stands out of the denominator, with who said so and why. */
export const frozenExclusion = z.strictObject({
  entryId: z.string(),
  hostId: hostId.nullable(),
  subject: z.string(),
  class: hostClass,
  state: z.enum(machineStates),
  reason: z.string().nullable(),
  actor: z.string(),
  onDay: day,
})
export type FrozenExclusion = z.infer<typeof frozenExclusion>

export const frozenHost = z.strictObject({
  id: hostId,
  name: z.string(),
  class: hostClass,
  /** How its verdicts stand, a letter for each of the agency's `controls`. Silence is not weighed in them. */
  states: z.string().regex(/^[mu?n]*$/),
  /** Why, a key for each of the agency's `controls`; '' where it was never judged. */
  reasons: z.array(z.enum([...reasonKeys, ''])),
  /** The values of the reasons of what is unmet or unknown. */
  params: z.partialRecord(controlId, reason.shape.params),
  isSilent: z.boolean(),
  /** The start of the day of the last report; null: it never reported. */
  lastReceivedMs: epochMs.nullable(),
  /** The machine of the register that it is. */
  machine: frozenMachine.nullable(),
  /** False: its machine is out of use, so it stands in no total. */
  isCounted: z.boolean(),
  /** Its antivirus products, by the id of the catalogue or their own name; absent: nobody could look. */
  products: z.array(z.string()).optional(),
})
export type FrozenHost = z.infer<typeof frozenHost>

/** Everything that is declared but machines, which stand by themselves. */
const { machine: _machine, ...otherBodies } = entryBodies
export const frozenEntryKinds = Object.keys(otherBodies) as [FrozenEntryKind, ...FrozenEntryKind[]]
export type FrozenEntryKind = keyof typeof otherBodies

/** How the review of a device stood. */
const frozenReview = z.strictObject({
  standing: z.enum(deviceStandings),
  isOnDefault: z.boolean(),
})

const frozenEntry = z.strictObject({
  rowId: z.int().min(1),
  entryId: z.string(),
  kind: z.enum(frozenEntryKinds),
  /** One of `entryBodies`. */
  body: z.unknown(),
  fromDay: day,
  actor: z.string(),
  evidence: z.string().nullable(),
  /** Of a device that somebody has looked at. */
  review: frozenReview.optional(),
})
export type FrozenEntry = z.infer<typeof frozenEntry>

/** One agency's part of a snapshot: what its numbers are made of. The same under every plan. */
export const frozenAgency = z.strictObject({
  /** Which control each letter of `states` speaks of. */
  controls: z.array(controlId),
  hosts: z.array(frozenHost),
  /** In the register and never enrolled: each is one machine of which nothing is known. */
  machines: z.array(frozenMachine),
  exclusions: z.array(frozenExclusion),
  entries: z.array(frozenEntry),
})
export type FrozenAgency = z.infer<typeof frozenAgency>

const perClass = z.strictObject({
  server: denominator.strict(),
  workstation: denominator.strict(),
  'end-device': denominator.strict(),
})

/** What stands of an agency in the snapshot itself: who it was, and the digest of its part. */
export const frozenAgencyHead = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  level: z.string().nullable(),
  /** Outside this plan, by whose reason. */
  exclusion: z.strictObject({ reason: z.string(), actor: z.string() }).nullable(),
  denominators: perClass,
  /** How many enrolled hosts its part holds. */
  hosts: z.int().min(0),
  part: digest,
})
export type FrozenAgencyHead = z.infer<typeof frozenAgencyHead>

/** An agency as it stood, with its part. */
export type AgencyState = Omit<FrozenAgencyHead, 'part' | 'hosts'> & { readonly part: FrozenAgency }

/** How a verdict of a frozen host stands; null: the snapshot is older than the control. */
function standingState(
  controls: readonly ControlId[],
  host: Pick<FrozenHost, 'states'>,
  control: ControlId,
): VerdictState | null {
  const letter = host.states[controls.indexOf(control)]
  return letter === undefined ? null : (stateOf[letter] ?? null)
}

/** How a frozen host counts in a control; unknown where nobody had asked the question yet. */
export function countedState(
  controls: readonly ControlId[],
  host: Pick<FrozenHost, 'states' | 'isSilent'>,
  control: ControlId,
): VerdictState {
  const stands = standingState(controls, host, control)
  return stands === null ? 'unknown' : asCounted(control, stands, host.isSilent)
}
