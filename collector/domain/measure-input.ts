import type { ControlId } from '#protocol/controls.ts'
import type { DeviceStanding } from '#protocol/devices.ts'
import type { Day, EntryBody, EntryKind } from '#protocol/register.ts'
import type { Denominator } from '#protocol/snapshots.ts'
import type { EpochMs, HostClass } from '#protocol/values.ts'
import type { Measurement } from './measure.ts'

/**
 * What a metric reads of a declaration. Machines and devices are not among them: `denominators` and `devices` say
 * what became of them.
 */
export type MeasuredEntryKind = Exclude<EntryKind, 'machine' | 'machine-count' | 'device'>

/** A declared thing in the version that stood on the cut-off day; withdrawn ones are absent. */
export type InputEntry<Kind extends EntryKind> = {
  readonly entryId: string
  readonly fromDay: Day
  readonly body: EntryBody<Kind>
}
export type AgencyEntries = { readonly [Kind in MeasuredEntryKind]: readonly InputEntry<Kind>[] }

/** What breaks a prohibition. */
export type Offender = {
  /** A host of ours, or a device that was declared. */
  readonly kind: 'host' | 'device'
  readonly id: string | null
  /** Null: of these devices the number alone was declared. */
  readonly name: string | null
  /** How many it is. */
  readonly count: number
}

/** A device that was declared to be in use on the cut-off day, and where it stood on its way there. */
export type InputDevice = {
  readonly entryId: string
  readonly code: string
  readonly standing: DeviceStanding
  /** A person saw that the password of the factory is still in use. */
  readonly isOnDefault: boolean
}

/** Hosts of one agency and class by how they count, for every control. */
export type PopulationCounts = Readonly<Record<ControlId, Measurement>>

/** One agency that existed on the cut-off day. Sample agencies are left out before. */
export type InputAgency = {
  readonly id: string
  readonly name: string
  readonly kind: string
  /** e.g. `tỉnh`, `xã`; null: nobody has said, so that an indicator of one level cannot tell whether it is meant. */
  readonly level: string | null
  /** Outside this plan, by a recorded reason. */
  readonly exclusion: { readonly reason: string } | null
  readonly denominators: Readonly<Record<HostClass, Denominator>>
  /**
   * Over the population: the four counts of a control add up to `denominators[class].population`, so that a
   * machine that never enrolled is unknown. Made with `overPopulation`.
   */
  readonly counts: Readonly<Record<HostClass, PopulationCounts>>
  /** Hosts that are unmet, for the controls of prohibitions; a control that is absent has none. */
  readonly offenders: Readonly<Partial<Record<ControlId, readonly Offender[]>>>
  readonly entries: AgencyEntries
  /** Those in use; null: the agency has declared no device at all. */
  readonly devices: readonly InputDevice[] | null
}

/** Everything that a plan is measured from. The same input gives the same figures, always. */
export type MeasureInput = {
  readonly cutOffMs: EpochMs
  /** The day of the cut-off in Asia/Ho_Chi_Minh. */
  readonly cutOffDay: Day
  readonly agencies: readonly InputAgency[]
}

/** The counts of enrolled hosts spread over the population: what is not enrolled is unknown. */
export function overPopulation(
  enrolled: Measurement,
  { population }: Pick<Denominator, 'population'>,
): Measurement {
  const counted = enrolled.met + enrolled.unmet + enrolled.unknown + enrolled.notApplicable
  return { ...enrolled, unknown: enrolled.unknown + Math.max(0, population - counted) }
}

/** An agency that has declared nothing. */
export const noEntries: AgencyEntries = {
  staff: [],
  lan: [],
  'it-officer': [],
  licence: [],
  'information-system': [],
  project: [],
  training: [],
  incident: [],
  figure: [],
}
