import type { EpochMs } from '#protocol/values.ts'
import type { Db } from '../schema.ts'
import type { RepeatsSchema } from './schema.ts'

/** By what a request is known again: whose it is, and the key that they gave it. */
export type RequestKey = { readonly caller: string; readonly key: string }

type Row = RepeatsSchema['repeatable_request']

/** What is known of a request that came before; of 'answered' and 'told' with what was said. */
export type EarlierRequest = {
  readonly outcome: Row['outcome']
  readonly askedHash: string
  readonly begunMs: EpochMs
  readonly said: string | null
}

/** Takes a key for a request that is about to be done; false: it was taken before, by this caller. */
export async function takeRequestKey(
  db: Db,
  { caller, key }: RequestKey,
  { askedHash, nowMs }: { readonly askedHash: string; readonly nowMs: EpochMs },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('repeatable_request')
    .values({ caller, key, asked_hash: askedHash, begun_ms: nowMs, outcome: 'under-way' })
    .onConflict((conflict) => conflict.columns(['caller', 'key']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

/** What became of the request that took a key; null: nothing was done under it, it is free. */
export async function findRequest(
  db: Db,
  { caller, key }: RequestKey,
): Promise<EarlierRequest | null> {
  const row = await db
    .selectFrom('repeatable_request')
    .selectAll()
    .where('caller', '=', caller)
    .where('key', '=', key)
    .executeTakeFirst()
  if (!row) return null
  const { outcome, asked_hash: askedHash, begun_ms: begunMs, said } = row
  return { outcome, askedHash, begunMs, said }
}

/** Writes down how a request ended. */
export async function endRequest(
  db: Db,
  { caller, key }: RequestKey,
  { outcome, said }: Pick<EarlierRequest, 'outcome' | 'said'>,
): Promise<void> {
  await db
    .updateTable('repeatable_request')
    .set({ outcome, said })
    .where('caller', '=', caller)
    .where('key', '=', key)
    .execute()
}

/** Gives a key free again: its request was refused, so nothing was done. */
export async function freeRequestKey(db: Db, { caller, key }: RequestKey): Promise<void> {
  await db
    .deleteFrom('repeatable_request')
    .where('caller', '=', caller)
    .where('key', '=', key)
    .execute()
}

/** For how long an answer is kept. */
const keptMs = 24 * 3_600_000

/** Forgets what was answered longer than a day ago. */
export async function forgetRequests(db: Db, nowMs: EpochMs): Promise<void> {
  await db
    .deleteFrom('repeatable_request')
    .where('begun_ms', '<', nowMs - keptMs)
    .execute()
}
