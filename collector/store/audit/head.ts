import type { AuditHead } from '#protocol/audit-views.ts'
import type { Db } from '../schema.ts'

/** The newest entry of the audit; null: nothing was written down yet. */
export async function readAuditHead(db: Db): Promise<AuditHead | null> {
  const row = await db
    .selectFrom('audit')
    .select(['id as number', 'hash', 'at_ms as atMs'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}
