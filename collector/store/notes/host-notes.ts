import type { Selectable } from 'kysely'
import { hostNoteLimits, type HostNote } from '#protocol/host-notes.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db, Schema } from '../schema.ts'

/** A note as it is kept; `actor` as the audit names who wrote it. */
export type StoredNote = Omit<HostNote, 'mayRetract'> & { readonly actor: string }

/** The notes about a host as they stood at a moment (null: now), the newest first. */
export async function listHostNotes(
  db: Db,
  { hostId, asOfMs }: { readonly hostId: string; readonly asOfMs: EpochMs | null },
): Promise<StoredNote[]> {
  const rows = await db
    .selectFrom('host_note')
    .selectAll()
    .where('host_id', '=', hostId)
    .$if(asOfMs !== null, (query) => query.where('recorded_ms', '<=', asOfMs ?? 0))
    .orderBy('recorded_ms', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => noteOf(row, asOfMs))
}

/** Writes a note down. @throws Refusal NOTES_TOO_MANY */
export async function writeHostNote(
  db: Db,
  { hostId, text }: { readonly hostId: string; readonly text: string },
  by: Actor & { readonly newId: () => string },
): Promise<StoredNote> {
  return db.transaction().execute(async (trx) => {
    const { written } = await trx
      .selectFrom('host_note')
      .select(({ fn }) => fn.countAll<number>().as('written'))
      .where('host_id', '=', hostId)
      .executeTakeFirstOrThrow()
    const { perHost: max } = hostNoteLimits
    if (Number(written) >= max) throw new Refusal('NOTES_TOO_MANY', { max })
    const row = {
      id: by.newId(),
      host_id: hostId,
      text,
      actor: by.actor,
      recorded_ms: by.nowMs,
      retracted_by: null,
      retracted_ms: null,
    }
    await trx.insertInto('host_note').values(row).execute()
    await audit(trx, by, { action: 'write-host-note', subject: hostId, after: { text } })
    return noteOf(row, null)
  })
}

/**
 * Says that a note no longer holds. Who wrote it may, and who `mayAny`.
 * @throws Refusal NOTE_NOT_FOUND, NOTE_RETRACTED, NOTE_NOT_YOURS
 */
export async function retractHostNote(
  db: Db,
  {
    hostId,
    id,
    mayAny,
  }: { readonly hostId: string; readonly id: string; readonly mayAny: boolean },
  by: Actor,
): Promise<StoredNote> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('host_note')
      .selectAll()
      .where('id', '=', id)
      .where('host_id', '=', hostId)
      .executeTakeFirst()
    if (!row) throw new Refusal('NOTE_NOT_FOUND', { id })
    if (!mayAny && row.actor !== by.actor) throw new Refusal('NOTE_NOT_YOURS')
    const retracted = { retracted_by: by.actor, retracted_ms: by.nowMs }
    const { numUpdatedRows } = await trx
      .updateTable('host_note')
      .set(retracted)
      .where('id', '=', id)
      .where('retracted_ms', 'is', null)
      .executeTakeFirst()
    if (Number(numUpdatedRows) === 0) throw new Refusal('NOTE_RETRACTED')
    const before = { text: row.text, by: nameOf(row.actor), atMs: row.recorded_ms }
    await audit(trx, by, { action: 'retract-host-note', subject: hostId, before, after: null })
    return noteOf({ ...row, ...retracted }, null)
  })
}

const nameOf = (actor: string) => actor.replace(/^(user|api-token) /, '')

function noteOf(row: Selectable<Schema['host_note']>, asOfMs: EpochMs | null): StoredNote {
  const { id, text, actor, recorded_ms: atMs, retracted_by: by, retracted_ms: retractedMs } = row
  const isRetracted =
    by !== null && retractedMs !== null && (asOfMs === null || retractedMs <= asOfMs)
  return {
    id,
    text,
    actor,
    by: nameOf(actor),
    atMs,
    retracted: isRetracted ? { by: nameOf(by), atMs: retractedMs } : null,
  }
}

type Change = { action: string; subject: string; before?: unknown; after?: unknown }

const audit = (trx: Db, { actor, address, nowMs }: Actor, change: Change) =>
  recordAudit(trx, { actor, address, atMs: nowMs, ...change })
