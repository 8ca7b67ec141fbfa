import {
  noEntries,
  overPopulation,
  type AgencyEntries,
  type InputAgency,
  type InputEntry,
  type MeasureInput,
  type PopulationCounts,
} from '#domain/measure-input.ts'
import { measureIndicator, type IndicatorResult } from '#domain/measure-indicator.ts'
import { emptyMeasurement, type Measurement } from '#domain/measure.ts'
import { plans, type Indicator, type Plan } from '#domain/plan.ts'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import type { EntryBody, EntryKind } from '#protocol/register.ts'
import type { Denominator } from '#protocol/snapshots.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'

/** A denominator of so many machines, all of them declared and enrolled. */
export function aDenominator(
  population: number,
  differences: Partial<Denominator> = {},
): Denominator {
  return {
    declared: population,
    enrolled: population,
    reporting: population,
    matched: population,
    neverEnrolled: 0,
    unregistered: 0,
    withoutAgent: 0,
    population,
    isLowerBound: false,
    isUnderDeclared: false,
    ...differences,
  }
}

type Machines = {
  readonly denominator?: Denominator
  readonly counts?: Partial<Record<ControlId, Measurement>>
}
type AgencyParts = Partial<Omit<InputAgency, 'entries' | 'denominators' | 'counts'>> & {
  readonly machines?: Partial<Record<HostClass, Machines>>
  readonly entries?: Partial<AgencyEntries>
}

/** An agency of the province that has no machines and has declared nothing, but for these parts. */
export function anAgency({ machines = {}, entries = {}, ...parts }: AgencyParts = {}): InputAgency {
  const denominators = perClass((one) => machines[one]?.denominator ?? aDenominator(0))
  return {
    id: 'a',
    name: 'Sở Y tế',
    kind: 'sở',
    level: 'tỉnh',
    exclusion: null,
    offenders: {},
    devices: null,
    ...parts,
    denominators,
    counts: perClass((one) => countsOf(machines[one]?.counts ?? {}, denominators[one])),
    entries: { ...noEntries, ...entries },
  }
}

function perClass<T>(of: (one: HostClass) => T): Record<HostClass, T> {
  return Object.fromEntries(hostClasses.map((one) => [one, of(one)])) as Record<HostClass, T>
}

function countsOf(
  enrolled: Partial<Record<ControlId, Measurement>>,
  denominator: Denominator,
): PopulationCounts {
  const counts = controlIds.map((id) => [
    id,
    overPopulation(enrolled[id] ?? emptyMeasurement, denominator),
  ])
  return Object.fromEntries(counts) as PopulationCounts
}

/** A declared thing. */
export function anEntry<Kind extends EntryKind>(
  body: EntryBody<Kind>,
  fromDay = '2018-01-01',
): InputEntry<Kind> {
  return { entryId: `${fromDay}-${JSON.stringify(body).length}`, fromDay, body }
}

export const aFigure = (metric: string, numerator: number, denominator: number | null = null) =>
  anEntry<'figure'>({ metric, numerator, denominator })

export const aLan = (hasFirewall: boolean, hasBroadband = true) =>
  anEntry<'lan'>({
    name: `LAN ${hasFirewall}`,
    place: null,
    hasBroadband,
    hasFirewall,
    firewallProduct: null,
  })

export function anInput(agencies: readonly InputAgency[], cutOffDay = '2018-12-15'): MeasureInput {
  return { cutOffMs: Date.parse(`${cutOffDay}T16:59:59.999Z`), cutOffDay, agencies }
}

/** A plan of the documents, and an indicator of it, with differences. */
export function indicatorOf(
  id: string,
  differences: Partial<Indicator> = {},
): { plan: Plan; indicator: Indicator } {
  const plan = plans.find(({ indicators }) => indicators.some((one) => one.id === id))
  const indicator = plan?.indicators.find((one) => one.id === id)
  if (!plan || !indicator) throw new Error(`no indicator ${id}`)
  return { plan, indicator: { ...indicator, ...differences } }
}

type Measuring = {
  readonly agencies: readonly InputAgency[]
  readonly cutOffDay?: string
  readonly differences?: Partial<Indicator>
  readonly plan?: Partial<Plan>
}

/** Measures one indicator of the documents. */
export function measured(
  id: string,
  { agencies, cutOffDay, differences, plan: planDifferences }: Measuring,
): IndicatorResult {
  const { plan, indicator } = indicatorOf(id, differences)
  return measureIndicator(indicator, { ...plan, ...planDifferences }, anInput(agencies, cutOffDay))
}
