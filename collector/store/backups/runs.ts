import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db } from '../schema.ts'

/** A backup that was read back and found good. */
export type TakenBackup = {
  /** When the copy is of. */
  readonly momentMs: EpochMs
  readonly verifiedMs: EpochMs
  readonly file: string
  readonly bytes: number
  readonly isSealed: boolean
}

/** Writes down that a backup was taken and read back. */
export async function recordBackup(
  db: Db,
  backup: TakenBackup,
  by: Actor & { readonly newId: () => string },
): Promise<void> {
  const { momentMs, verifiedMs, file, bytes, isSealed } = backup
  const { actor, address, nowMs: atMs } = by
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('backup_run')
      .values({
        id: by.newId(),
        moment_ms: momentMs,
        verified_ms: verifiedMs,
        file,
        bytes,
        is_sealed: isSealed ? 1 : 0,
      })
      .execute()
    const said = { actor, address, atMs, action: 'take-backup', subject: file }
    await recordAudit(trx, { ...said, after: { bytes, isSealed, momentMs } })
  })
}

/** The newest backup that is good; null: none was taken. */
export async function readNewestBackup(reader: Db): Promise<TakenBackup | null> {
  const row = await reader
    .selectFrom('backup_run')
    .selectAll()
    .orderBy('moment_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { file, bytes } = row
  const times = { momentMs: row.moment_ms, verifiedMs: row.verified_ms }
  return { ...times, file, bytes, isSealed: row.is_sealed === 1 }
}
