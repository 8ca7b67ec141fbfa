import { sql } from 'kysely'
import type { Store } from '#collector/deps.ts'
import { controlId, controlIds, type ControlId } from '#protocol/controls.ts'
import type { EpochMs, HostClass } from '#protocol/values.ts'
import type { MeasurementView, OverviewView } from '#protocol/views.ts'
import { countedStates } from './counted-state.ts'
import {
  chosenAgency,
  isChosen,
  population,
  type AgencyChoice,
  type Scope,
  type Viewpoint,
} from './population.ts'
import type { PackedStates } from './states.ts'

/** What the figures are of: a scope at a moment, and the agency and class that a filter names. */
export type ScorecardLook = {
  readonly scope: Scope
  readonly asOfMs: EpochMs | null
  readonly agency?: string | undefined
  readonly class?: HostClass | undefined
}

/** Hosts by how they count, for every control there is. */
export type ControlCounts = Readonly<Record<ControlId, MeasurementView>>

/**
 * Counts hosts by state, per control: now from the counters, for a past moment from the postures.
 * Each number equals the total of the list of hosts under the same filters.
 */
export async function countByControl(
  store: Pick<Store, 'reader'>,
  look: ScorecardLook,
): Promise<ControlCounts> {
  const choice = chosenAgency(look.agency)
  const counts = Object.fromEntries(controlIds.map((control) => [control, noHosts()])) as Record<
    ControlId,
    MeasurementView
  >
  const rows =
    look.asOfMs === null
      ? await readCounters(store, look, choice)
      : await countPostures(store, look, choice)
  for (const { control, ...measurement } of rows) {
    const sum = counts[control]
    sum.met += measurement.met
    sum.unmet += measurement.unmet
    sum.unknown += measurement.unknown
    sum.notApplicable += measurement.notApplicable
  }
  return counts
}

const noHosts = (): MeasurementView => ({ met: 0, unmet: 0, unknown: 0, notApplicable: 0 })

type ControlRow = MeasurementView & { control: ControlId }

async function readCounters(
  { reader }: Pick<Store, 'reader'>,
  look: ScorecardLook,
  choice: AgencyChoice,
): Promise<ControlRow[]> {
  const ofClass = look.class === undefined ? sql`1 = 1` : sql`n.class = ${look.class}`
  const { rows } = await sql<MeasurementView & { control: string }>`
    select n.control as control, sum(n.met) as met, sum(n.unmet) as unmet,
      sum(n.unknown) as unknown, sum(n.not_applicable) as "notApplicable"
    from counter n join agency a on a.id = n.agency_id
    where ${isChosen(look, choice)} and ${ofClass} group by n.control`.execute(reader)
  return rows.flatMap(({ control, ...measurement }) => {
    const known = controlId.safeParse(control)
    return known.success ? [{ control: known.data, ...measurement }] : []
  })
}

async function countPostures(
  { reader }: Pick<Store, 'reader'>,
  look: ScorecardLook,
  choice: AgencyChoice,
): Promise<ControlRow[]> {
  const { rows } = await sql<{ states: PackedStates; isSilent: 0 | 1; hosts: number }>`
    select p.states as "states", p.is_silent as "isSilent", count(*) as "hosts"
    from ${population(look, choice)} p where ${ofClass(look)} group by 1, 2`.execute(reader)
  return rows.flatMap(({ states, isSilent, hosts }) =>
    countedStates(states, isSilent === 1).map(([control, state]) => {
      const key = state === 'not-applicable' ? 'notApplicable' : state
      return { control, ...noHosts(), [key]: hosts }
    }),
  )
}

const ofClass = (look: ScorecardLook) =>
  look.class === undefined ? sql`1 = 1` : sql`p.class = ${look.class}`

export type Population = Omit<OverviewView['population'], 'declared'> & {
  /** All agencies that are counted are sample ones. */
  readonly isSample: boolean
}

/** How many hosts there are and how many of them speak. enrolled = reporting + silent + neverReported. */
export async function countPopulation(
  store: Pick<Store, 'reader'>,
  look: ScorecardLook,
): Promise<Population> {
  const choice = chosenAgency(look.agency)
  const hosts = await sql<HostFigures>`
    select count(*) as enrolled, coalesce(sum(p.is_silent), 0) as silent,
      coalesce(sum(p.is_sharing), 0) as "sharingKey",
      coalesce(sum(case when p.last_received_ms is null then 1 else 0 end), 0) as "neverReported"
    from ${population(look, choice)} p where ${ofClass(look)}`.execute(store.reader)
  const { enrolled = 0, silent = 0, neverReported = 0, sharingKey = 0 } = hosts.rows[0] ?? {}
  const { agencies, real } = await countAgencies(store, look, choice)
  return {
    enrolled,
    silent,
    neverReported,
    sharingKey,
    reporting: enrolled - silent - neverReported,
    agencies,
    isSample: agencies > 0 && real === 0,
  }
}

type HostFigures = Record<'enrolled' | 'silent' | 'neverReported' | 'sharingKey', number>

async function countAgencies(
  { reader }: Pick<Store, 'reader'>,
  view: Viewpoint,
  choice: AgencyChoice,
): Promise<{ agencies: number; real: number }> {
  const existed = view.asOfMs === null ? sql`1 = 1` : sql`a.created_ms <= ${view.asOfMs}`
  const { rows } = await sql<{ agencies: number; real: number }>`
    select count(*) as agencies,
      coalesce(sum(case when a.is_sample = 0 then 1 else 0 end), 0) as real
    from agency a where ${isChosen(view, choice)} and ${existed}`.execute(reader)
  return rows[0] ?? { agencies: 0, real: 0 }
}
