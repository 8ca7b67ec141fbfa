import type { Digest, EpochMs } from '#protocol/values.ts'
import type { Db } from './schema.ts'
import { digestOf } from './snapshots/bytes.ts'

/** The digest of the newest entry of the audit at a moment; null: nothing was written down until then. */
export async function auditHeadOf(db: Db, atMs: EpochMs): Promise<Digest | null> {
  const row = await db
    .selectFrom('audit')
    .select(['id', 'at_ms', 'actor', 'action', 'subject', 'before', 'after'])
    .where('at_ms', '<=', atMs)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { id, at_ms, actor, action, subject, before, after } = row
  return digestOf(JSON.stringify([id, at_ms, actor, action, subject, before, after]))
}
