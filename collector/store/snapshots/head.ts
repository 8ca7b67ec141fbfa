import { z } from 'zod'
import { sql } from 'kysely'
import { digest } from '#protocol/values.ts'
import { lockingRows, type Engine } from '../engine.ts'
import type { Db } from '../schema.ts'

const metaKey = 'snapshot-head'
const chainHead = z.object({ number: z.int().min(1), hash: digest })

/** The newest snapshot of the chain. */
export type ChainHead = z.infer<typeof chainHead>

/** The head, kept from other collectors until the commit: two snapshots never follow the same one. */
export async function lockHead(trx: Db, engine: Engine): Promise<ChainHead | null> {
  await trx
    .insertInto('meta')
    .values({ key: metaKey, value: 'null' })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const { rows } = await sql<{ value: string }>`
    select m.value as "value" from meta m where m.key = ${metaKey}
    ${lockingRows(engine, 'm')}`.execute(trx)
  return parseHead(rows[0]?.value)
}

/** The head as it was written down beside the chain; null: there is no snapshot, or it cannot be read. */
export async function readHead(db: Db): Promise<ChainHead | null> {
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', metaKey)
    .executeTakeFirst()
  return parseHead(row?.value)
}

/** Puts a snapshot at the head. */
export async function moveHead(trx: Db, head: ChainHead): Promise<void> {
  await trx
    .updateTable('meta')
    .set({ value: JSON.stringify(head) })
    .where('key', '=', metaKey)
    .execute()
}

function parseHead(value: string | undefined): ChainHead | null {
  if (value === undefined) return null
  try {
    return chainHead.nullable().parse(JSON.parse(value))
  } catch {
    return null
  }
}
