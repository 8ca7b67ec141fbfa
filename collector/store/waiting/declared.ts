import { declaredComputers } from '#domain/declared-computers.ts'
import { dayOf } from '#domain/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { countsForOn } from '../register/counts-for.ts'
import { entriesAsOf } from '../register/entries.ts'
import type { Db } from '../schema.ts'

/**
 * How many computers an agency declares today, with those of agencies that were merged into it; null: nothing was
 * declared, so nobody knows.
 */
export async function readDeclaredComputers(
  db: Db,
  { agencyId, nowMs }: { readonly agencyId: string; readonly nowMs: EpochMs },
): Promise<number | null> {
  const look = { asOfDay: dayOf(nowMs), knownAtMs: null }
  const countsFor = await countsForOn(db, look)
  const joined = [...countsFor].filter(([, heir]) => heir === agencyId).map(([id]) => id)
  const kinds = ['machine', 'machine-count'] as const
  const entries = await entriesAsOf(db, { ...look, kinds, agencyIds: [agencyId, ...joined] })
  return declaredComputers({
    machines: entries.flatMap((entry) => (entry.kind === 'machine' ? [entry.body] : [])),
    counts: entries.flatMap((entry) => (entry.kind === 'machine-count' ? [entry.body] : [])),
  })
}

/** How many hosts count for an agency now. */
export async function countHostsOf(db: Db, agencyId: string): Promise<number> {
  const row = await db
    .selectFrom('host')
    .select((of) => of.fn.countAll<number>().as('hosts'))
    .where('agency_id', '=', agencyId)
    .executeTakeFirstOrThrow()
  return Number(row.hosts)
}
