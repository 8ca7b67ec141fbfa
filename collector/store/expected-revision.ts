import { sql } from 'kysely'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Engine } from './engine.ts'
import type { Db } from './schema.ts'

/** What stands of something that several people may change; `revision` 0: nobody has touched it yet. */
export type Revised = {
  readonly revision: number
  readonly by: string
  readonly atMs: EpochMs
}

/**
 * Refuses a change that was made looking at another state than the one that stands. To be called in the transaction
 * of the change, with rows locked or with a unique key on the revision behind it.
 * @throws Refusal CHANGED_MEANWHILE with who changed it and when
 */
export function requireRevision(standing: Revised | null, expected: number): void {
  const revision = standing?.revision ?? 0
  if (revision === expected) return
  throw new Refusal('CHANGED_MEANWHILE', {
    by: standing?.by.replace(/^user /, '') ?? '',
    changedTimeMs: standing?.atMs ?? 0,
    revision,
  })
}

/** Tables that are only appended to: the newest decision about a thing holds, and its id is the revision of the thing. */
type DecisionLog = {
  readonly table:
    | 'judge_setting'
    | 'retention_period'
    | 'cut_off_rule'
    | 'sign_in_rule'
    | 'neighbour_decision'
    | 'device_check_switch'
  /** About which thing, where the table is about several. */
  readonly about?: { readonly column: 'key' | 'kind' | 'of' | 'neighbour'; readonly value: string }
}

/**
 * Refuses a decision by somebody who looked at another one than the newest; in the transaction of the decision.
 * @throws Refusal CHANGED_MEANWHILE
 */
export async function requireNewestDecision(
  trx: Db,
  engine: Engine,
  { table, about, expected }: DecisionLog & { readonly expected: number },
): Promise<void> {
  await holdTable(trx, engine, table)
  const which = about ? sql`${sql.ref(about.column)} = ${about.value}` : sql`1 = 1`
  const { rows } = await sql<Revised>`
    select id as revision, author as "by", decided_ms as "atMs" from ${sql.table(table)}
    where ${which} order by id desc limit 1`.execute(trx)
  requireRevision(rows[0] ?? null, expected)
}

/** One writer of a table at a time, until the transaction ends; SQLite has one anyway. */
export async function holdTable(trx: Db, engine: Engine, table: string): Promise<void> {
  if (engine !== 'postgres') return
  await sql`lock table ${sql.table(table)} in share row exclusive mode`.execute(trx)
}
