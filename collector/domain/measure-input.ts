import type { ControlId } from '#protocol/controls.ts'
import type { Day, EntryBody, EntryKind } from '#protocol/register.ts'
import type { Denominator } from '#protocol/snapshots.ts'
import type { EpochMs, HostClass } from '#protocol/values.ts'
import type { Measurement } from './measure.ts'

/** What a metric reads of a declaration. Machines are not among them: `denominators` says what became of them. */
export type MeasuredEntryKind = Exclude<EntryKind, 'machine' | 'machine-count'>

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
  /** Null: devices are declared by their number alone. */
  readonly name: string | null
  /** How many it is. */
  readonly count: number
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
