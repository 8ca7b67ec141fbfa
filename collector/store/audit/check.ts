import type { Store } from '#collector/deps.ts'
import { auditCheck, type AuditChainView, type AuditCheck } from '#protocol/audit-views.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db } from '../schema.ts'
import { checkAudit } from './verify.ts'

const action = 'check-audit'

/** Proves the whole audit again and writes down that it was, by whom, and what came out. */
export async function checkAndRecord(
  { db, reader }: Pick<Store, 'db' | 'reader'>,
  by: Actor,
  onProgress: (checked: number) => void = () => undefined,
): Promise<AuditCheck> {
  const check = await checkAudit(reader, { onProgress })
  const { actor, address, nowMs: atMs } = by
  await recordAudit(db, { actor, address, atMs, action, subject: 'audit', after: check })
  return check
}

/** The newest check that ended; null: there was none. */
export async function readLastCheck(db: Db): Promise<AuditChainView['last']> {
  const row = await db
    .selectFrom('audit')
    .select(['at_ms', 'actor', 'after'])
    .where('action', '=', action)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row?.after) return null
  const check = auditCheck.safeParse(JSON.parse(row.after))
  return check.success ? { atMs: row.at_ms, actor: row.actor, check: check.data } : null
}

/** How many entries there are, about: what the progress of a check is measured by. */
export async function countEntries(db: Db): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? 0
}
