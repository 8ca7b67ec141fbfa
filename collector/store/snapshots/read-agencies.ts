import { sql } from 'kysely'
import type { AgencyState } from '#domain/frozen.ts'
import { dayOf } from '#domain/register.ts'
import { heirOn } from '#domain/succession.ts'
import {
  livesKnown,
  organisationsAsOf,
  planScopeAsOf,
  successionsAsOf,
} from '../organisations/read.ts'
import type { Db } from '../schema.ts'
import type { StateMoment } from './moment.ts'

/** Who an agency was at a moment, before its machines are counted. */
export type AgencyAtMoment = Omit<AgencyState, 'part' | 'denominators'>

/** The agencies of a moment, and for which of them the machines of one count that is no more. */
export type AgenciesAtMoment = {
  readonly agencies: readonly AgencyAtMoment[]
  readonly counting: (agencyId: string) => string
}

/**
 * The agencies that stood on the day, as they were called and placed then, in the order of their ids. The sample one
 * is among them only while there is no other. What an agency that ended had declared counts for its heir, so that
 * nothing is lost before it is declared anew.
 */
export async function readAgencies(
  db: Db,
  { moment, planId }: { moment: StateMoment; planId: string },
): Promise<AgenciesAtMoment> {
  const look = { day: dayOf(moment.cutOffMs), knownAtMs: moment.knownMs }
  const organisations = await organisationsAsOf(db, look)
  const excluded = await planScopeAsOf(db, { ...look, planId })
  const hasReal = organisations.some(({ isSample }) => !isSample)
  const agencies = organisations
    .filter(({ isSample }) => !isSample || !hasReal)
    .map(({ id, name, kind, level }) => {
      const exclusion = excluded.get(id)
      const said = exclusion ? { reason: exclusion.reason, actor: exclusion.actor } : null
      return { id, name, kind, level, exclusion: said }
    })
  const successions = await successionsAsOf(db, look)
  const lives = await livesKnown(db, moment.knownMs)
  const counting = (agencyId: string) =>
    heirOn({ lives, successions }, agencyId, look.day) ?? agencyId
  return { agencies: agencies.toSorted((left, right) => (left.id < right.id ? -1 : 1)), counting }
}

/** The moment before which there is nothing: when the first organisation was written down; null: there is none. */
export async function firstKnownMs(db: Db): Promise<number | null> {
  const { rows } = await sql<{ firstMs: number | null }>`
    select min(created_ms) as "firstMs" from agency`.execute(db)
  return rows[0]?.firstMs ?? null
}
