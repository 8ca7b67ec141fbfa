import type { IsProvisional } from '#domain/scorecard.ts'
import {
  productVerification,
  verificationOf,
  withLifted,
  type ReaderInUse,
  type Verification,
} from '#domain/verification.ts'
import type { EpochMs } from '#protocol/values.ts'
import { rowsFrom, type Engine } from './engine.ts'
import { liftedReaders } from './hand-checks/lifted-readers.ts'
import type { Db } from './schema.ts'
import { sql } from 'kysely'

type AsOf = { readonly asOf: EpochMs | null }

/** Which readers were checked at a moment (null: now): those that ship as checked, and those checked by hand since. */
export async function verificationAsOf(db: Db, look: AsOf): Promise<Verification> {
  return verificationOf(withLifted(productVerification.rows, await liftedReaders(db, look)))
}

/** Which figures were "tạm tính" at a moment (null: now), by the readers that were in use then. */
export async function provisionalFigures(db: Db, look: AsOf): Promise<IsProvisional> {
  const { isFigureProvisional } = await verificationAsOf(db, look)
  const inUse = await readersInUseAsOf(db, look)
  return (control) => isFigureProvisional(control, inUse)
}

/**
 * The readers by which hosts answered at a moment; null: nobody had looked yet. What was seen before and after a
 * moment was in use between.
 */
async function readersInUseAsOf(db: Db, { asOf }: AsOf): Promise<ReaderInUse[] | null> {
  const rows = await db.selectFrom('reader_in_use').selectAll().execute()
  const newestMs = Math.max(...rows.map(({ last_seen_ms }) => last_seen_ms))
  const atMs = asOf === null ? newestMs : Math.min(asOf, newestMs)
  const used = rows.filter((row) => row.first_seen_ms <= atMs && atMs <= row.last_seen_ms)
  return used.length === 0 ? null : used.map(({ reader, platform }) => ({ reader, platform }))
}

/** Writes which readers one look over all hosts found. */
export async function writeReadersInUse(
  db: Db,
  engine: Engine,
  { readers, nowMs }: { readonly readers: readonly ReaderInUse[]; readonly nowMs: EpochMs },
): Promise<void> {
  if (readers.length === 0) return
  const columns = { reader: 'text', platform: 'text', seen_ms: 'bigint' } as const
  const rows = readers.map((one) => ({ ...one, seen_ms: nowMs }))
  await sql`
    insert into reader_in_use (reader, platform, first_seen_ms, last_seen_ms)
    select r.reader, r.platform, r.seen_ms, r.seen_ms from ${rowsFrom(engine, columns, rows)}
    where true
    on conflict (reader, platform) do update set last_seen_ms = excluded.last_seen_ms
  `.execute(db)
}
