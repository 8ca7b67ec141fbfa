import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { Refusal } from '#protocol/refusals.ts'
import { chunksOf } from '../batches.ts'
import type { Engine } from '../engine.ts'
import type { Db } from '../schema.ts'
import { entryColumns, entryOf, type Entry, type EntryRow } from './entries.ts'
import {
  appendVersions,
  auditWriting,
  lockRegister,
  standingVersions,
  type EntryWriting,
  type NewVersion,
  type OnWritten,
} from './write-entries.ts'

/** Rows that are read before others have their turn. */
const rowsAtOnce = 500

/** What is undone: the newest write of one entry, or what an import wrote. */
export type Undoing = { readonly entryId: string } | { readonly importId: string }

type UndoAsked = { readonly what: Undoing; readonly onWritten?: OnWritten | undefined }

/** What an undo did. `skipped`: entries of the import that somebody changed afterwards; they stay as they are. */
export type Undone = { readonly undone: number; readonly skipped: readonly string[] }

/**
 * Appends versions that say again what stood before the undone ones; nothing is deleted, so what was known
 * meanwhile can still be asked. The rows of the undo belong to no import.
 * @throws Refusal ENTRY_NOTHING_TO_UNDO
 */
export async function undoEntries(
  trx: Db,
  engine: Engine,
  { what, onWritten, ...by }: Omit<EntryWriting, 'importId'> & UndoAsked,
): Promise<Undone> {
  await lockRegister(trx, engine)
  const written = await versionsOf(trx, what)
  await setImmediate()
  const undone = byEntry(written.filter(({ supersededMs }) => supersededMs === null))
  if (undone.size === 0) throw new Refusal('ENTRY_NOTHING_TO_UNDO')
  const before = await standingVersions(trx, engine, [...undone.keys()])
  await setImmediate()
  const superseded = byEntry(await supersededBy(trx, written))
  const versions: NewVersion[] = []
  for (const chunk of chunksOf([...undone], rowsAtOnce)) {
    for (const [entryId, rows] of chunk) {
      versions.push(...restored(rows, superseded.get(entryId) ?? [], before.get(entryId) ?? []))
    }
    await setImmediate()
  }
  const writing = { ...by, importId: null }
  await appendVersions(trx, engine, { ...writing, versions, onWritten })
  await auditWriting(trx, versions, { before, writing, action: 'undo-entry' })
  const skipped = [...byEntry(written).keys()].filter((entryId) => !undone.has(entryId))
  return { undone: undone.size, skipped }
}

/** What stood instead of these versions of one entry: from their first day, and from the days of what they had superseded. */
function restored(
  rows: readonly Entry[],
  superseded: readonly Entry[],
  standing: readonly Entry[],
): NewVersion[] {
  const [first] = [...rows].sort(byDay)
  if (first === undefined) return []
  const ids = new Set(rows.map(({ rowId }) => rowId))
  const others = standing.filter(({ rowId }) => !ids.has(rowId))
  const later = others.filter(({ fromDay }) => fromDay > first.fromDay)
  const again = [...superseded, ...later].sort(byDay)
  if (again[0]?.fromDay === first.fromDay) return again
  const earlier = others.filter(({ fromDay }) => fromDay < first.fromDay).at(-1)
  const instead = earlier
    ? { ...earlier, fromDay: first.fromDay }
    : { ...first, isWithdrawn: true, evidence: null }
  return [instead, ...again]
}

const byDay = (left: Entry, right: Entry) => (left.fromDay < right.fromDay ? -1 : 1)

function byEntry(rows: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  return Map.groupBy(rows, ({ entryId }) => entryId)
}

/** The newest write of an entry may have been several versions: an undo is. */
const isWritten = (what: Undoing) =>
  'entryId' in what
    ? sql`e.entry_id = ${what.entryId} and e.recorded_ms = (
        select max(n.recorded_ms) from entry n where n.entry_id = ${what.entryId})`
    : sql`e.import_id = ${what.importId}`

async function versionsOf(trx: Db, what: Undoing): Promise<Entry[]> {
  const found: Entry[] = []
  for (;;) {
    const after = found.at(-1)?.rowId ?? 0
    const { rows } = await sql<EntryRow>`
      select ${entryColumns('e')} from entry e
      where ${isWritten(what)} and e.row_id > ${after}
      order by e.row_id limit ${rowsAtOnce}`.execute(trx)
    found.push(...rows.map(entryOf))
    if (rows.length < rowsAtOnce) return found
    await setImmediate()
  }
}

/** What the written versions took the place of. */
async function supersededBy(trx: Db, written: readonly Entry[]): Promise<Entry[]> {
  const found: Entry[] = []
  for (const chunk of chunksOf(written, rowsAtOnce)) {
    const ids = chunk.map(({ rowId }) => rowId)
    const { rows } = await sql<EntryRow>`
      select ${entryColumns('b')} from entry e
      join entry b on b.entry_id = e.entry_id and b.superseded_by = e.row_id
      where e.row_id in (${sql.join(ids)})`.execute(trx)
    found.push(...rows.map(entryOf))
    await setImmediate()
  }
  return found
}
