import { sql } from 'kysely'
import type { Store } from '#collector/deps.ts'
import type { ControlId } from '#protocol/controls.ts'
import { hostClass, type EpochMs, type HostClass } from '#protocol/values.ts'
import { countedStates } from './counted-state.ts'
import { chosenAgency, isChosen, population, type Scope } from './population.ts'
import type { PackedStates } from './states.ts'

/** The hosts of one agency and class that a list of unmet, or of unknown, would show. */
export type ListedCount = {
  readonly agencyId: string
  readonly class: HostClass
  readonly unmet: number
  readonly unknown: number
}

type Look = {
  readonly scope: Scope
  readonly asOfMs: EpochMs | null
  readonly agency?: string | undefined
  readonly control: ControlId
}

/**
 * How many hosts the list behind a figure shows, by agency and class. A figure counts machines that were declared and
 * never enrolled too; those stand in the register and in no list of hosts.
 */
export function countListed(store: Pick<Store, 'reader'>, look: Look): Promise<ListedCount[]> {
  return look.asOfMs === null ? countNow(store, look) : countPast(store, look)
}

async function countNow({ reader }: Pick<Store, 'reader'>, look: Look): Promise<ListedCount[]> {
  const { rows } = await sql<ListedCount & { class: string }>`
    select n.agency_id as "agencyId", n.class as "class",
      sum(n.unmet) as "unmet", sum(n.unknown) as "unknown"
    from counter n join agency a on a.id = n.agency_id
    where ${isChosen(look, chosenAgency(look.agency))} and n.control = ${look.control}
    group by 1, 2`.execute(reader)
  return rows.map((row) => ({ ...row, class: hostClass.parse(row.class) }))
}

type PastRow = {
  agencyId: string
  class: string
  states: PackedStates
  isSilent: 0 | 1
  hosts: number
}

async function countPast({ reader }: Pick<Store, 'reader'>, look: Look): Promise<ListedCount[]> {
  const { rows } = await sql<PastRow>`
    select p.agency_id as "agencyId", p.class as "class", p.states as "states",
      p.is_silent as "isSilent", count(*) as "hosts"
    from ${population(look, chosenAgency(look.agency))} p group by 1, 2, 3, 4`.execute(reader)
  return rows.map(({ agencyId, class: of, states, isSilent, hosts }) => {
    const state = countedStates(states, isSilent === 1).find(([id]) => id === look.control)?.[1]
    return {
      agencyId,
      class: hostClass.parse(of),
      unmet: state === 'unmet' ? hosts : 0,
      unknown: state === 'unknown' ? hosts : 0,
    }
  })
}
