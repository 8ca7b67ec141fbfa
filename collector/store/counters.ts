import { sql } from 'kysely'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import type { HostClass, HostId } from '#protocol/values.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import { asCounted } from '#domain/silence.ts'
import { rowsFrom, type Engine } from './engine.ts'
import type { Db } from './schema.ts'
import { stateIn, statesBeforeFirstReport, type PackedStates } from './states.ts'

/** One host that begins (`by` 1) or ceases (`by` −1) to count with a state. */
export type CountChange = {
  readonly agencyId: string
  readonly class: HostClass
  readonly control: ControlId
  readonly state: VerdictState
  readonly by: 1 | -1
}

/** Where and how a host counts. */
export type Counted = {
  readonly agencyId: string
  readonly class: HostClass
  readonly states: PackedStates
  readonly isSilent: boolean
}

/** How the counters change when a host counts as `after` and no longer as `before`. */
export function countMove(before: Counted, after: Counted): CountChange[] {
  const isSamePlace = before.class === after.class && before.agencyId === after.agencyId
  const isAlike = before.states === after.states && before.isSilent === after.isSilent
  if (isSamePlace && isAlike) return []
  return controlIds.flatMap((control): CountChange[] => {
    const [was, is] = [before, after].map(({ states, isSilent }) =>
      asCounted(control, stateIn(states, control), isSilent),
    ) as [VerdictState, VerdictState]
    if (isSamePlace && was === is) return []
    return [
      { agencyId: before.agencyId, class: before.class, control, state: was, by: -1 },
      { agencyId: after.agencyId, class: after.class, control, state: is, by: 1 },
    ]
  })
}

type CounterRow = {
  agency_id: string
  class: HostClass
  control: ControlId
  met: number
  unmet: number
  unknown: number
  not_applicable: number
}

const columnOf = {
  met: 'met',
  unmet: 'unmet',
  unknown: 'unknown',
  'not-applicable': 'not_applicable',
} as const satisfies Record<VerdictState, keyof CounterRow>

/**
 * Adds changes to the counters: one statement, one row per (agency, class, control), keys sorted so that two
 * collectors take their locks in the same order. Belongs in the transaction that changes the verdicts.
 */
export async function addToCounters(
  trx: Db,
  engine: Engine,
  changes: readonly CountChange[],
): Promise<void> {
  const rows = summed(changes)
  if (rows.length === 0) return
  const source = rowsFrom(
    engine,
    {
      agency_id: 'text',
      class: 'text',
      control: 'text',
      met: 'bigint',
      unmet: 'bigint',
      unknown: 'bigint',
      not_applicable: 'bigint',
    },
    rows,
  )
  await sql`
    insert into counter (agency_id, class, control, met, unmet, unknown, not_applicable)
    select agency_id, class, control, met, unmet, unknown, not_applicable from ${source}
    where true order by agency_id, class, control
    on conflict (agency_id, class, control) do update set
      met = counter.met + excluded.met,
      unmet = counter.unmet + excluded.unmet,
      unknown = counter.unknown + excluded.unknown,
      not_applicable = counter.not_applicable + excluded.not_applicable`.execute(trx)
}

/** Counts a host that was just enrolled: in every control as before its first report. */
export async function countNewHost(
  trx: Db,
  engine: Engine,
  host: { hostId: HostId; agencyId: string; class: HostClass },
): Promise<void> {
  const changes = controlIds.map((control): CountChange => ({
    agencyId: host.agencyId,
    class: host.class,
    control,
    state: stateIn(statesBeforeFirstReport, control),
    by: 1,
  }))
  await addToCounters(trx, engine, changes)
}

function summed(changes: readonly CountChange[]): CounterRow[] {
  const rows = new Map<string, CounterRow>()
  for (const change of changes) {
    const key = `${change.agencyId}\n${change.class}\n${change.control}`
    const row = rows.get(key) ?? emptyRow(change)
    row[columnOf[change.state]] += change.by
    rows.set(key, row)
  }
  return [...rows.values()].filter((row) =>
    [row.met, row.unmet, row.unknown, row.not_applicable].some((count) => count !== 0),
  )
}

function emptyRow({ agencyId, class: hostClass, control }: CountChange): CounterRow {
  const zeros = { met: 0, unmet: 0, unknown: 0, not_applicable: 0 }
  return { agency_id: agencyId, class: hostClass, control, ...zeros }
}
