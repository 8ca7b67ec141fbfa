import { sql, type SelectQueryBuilder } from 'kysely'
import { foldForSearch } from '#domain/fold.ts'
import { endOfDayMs } from '#domain/register.ts'
import type { AuditQuery } from '#protocol/audit-routes.ts'
import type { AuditEntryView, AuditRow } from '#protocol/audit-views.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Db, Schema } from '../schema.ts'

/** What narrows the list. */
export type AuditLook = Omit<AuditQuery, 'before' | 'pageSize'>

const choicesMax = 500
const rowsAtOnce = 500

/** A page of entries, the newest first. Entries that come in meanwhile move nothing. */
export async function listAudit(
  db: Db,
  { before, pageSize, ...look }: AuditQuery,
): Promise<{ entries: AuditRow[]; total: number; next: number | null }> {
  const found = narrowed(db, look)
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0))
    .select(['id', 'at_ms', 'actor', 'action', 'subject', 'address'])
    .select(sql<number>`case when before is null and after is null then 0 else 1 end`.as('detail'))
    .orderBy('id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const entries = rows
    .slice(0, pageSize)
    .map(({ at_ms: atMs, detail, ...row }) => ({ ...row, atMs, hasDetail: detail === 1 }))
  const next = rows.length > pageSize ? (entries.at(-1)?.id ?? null) : null
  return { entries, total: Number(total), next }
}

/** How many entries the filters leave. */
export async function countAudit(db: Db, look: AuditLook): Promise<number> {
  const { total } = await narrowed(db, look)
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** An entry as a file has it: what was said stays the text that the hash covers. */
export type AuditText = Omit<AuditRow, 'hasDetail'> & {
  readonly before: string | null
  readonly after: string | null
  readonly hash: string
}

/** Everything that the filters leave, the newest first. */
export async function* eachAudit(db: Db, look: AuditLook): AsyncGenerator<readonly AuditText[]> {
  let below = Number.MAX_SAFE_INTEGER
  for (;;) {
    const rows = await narrowed(db, look)
      .where('id', '<', below)
      .select(['id', 'at_ms', 'actor', 'action', 'subject', 'address', 'before', 'after', 'hash'])
      .orderBy('id', 'desc')
      .limit(rowsAtOnce)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return
    below = last.id
    yield rows.map(({ at_ms: atMs, ...row }) => ({ ...row, atMs }))
  }
}

/** @throws Refusal AUDIT_ENTRY_NOT_FOUND */
export async function readAuditEntry(db: Db, id: number): Promise<AuditEntryView> {
  const row = await db.selectFrom('audit').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('AUDIT_ENTRY_NOT_FOUND', { id })
  const { at_ms: atMs, previous_hash: previousHash, search: _search, ...said } = row
  const before = said.before === null ? null : (JSON.parse(said.before) as unknown)
  const after = said.after === null ? null : (JSON.parse(said.after) as unknown)
  const hasDetail = said.before !== null || said.after !== null
  return { ...said, atMs, previousHash, before, after, hasDetail }
}

/** What the filters offer. Machines that enrolled are found by what was written, not from a list. */
export async function auditChoices(db: Db): Promise<{ actions: string[]; people: string[] }> {
  const actions = await db
    .selectFrom('audit')
    .select('action')
    .distinct()
    .orderBy('action')
    .limit(choicesMax)
    .execute()
  const people = await db
    .selectFrom('audit')
    .select('actor')
    .distinct()
    .where(({ eb, or }) => or([eb('actor', 'like', 'user %'), eb('actor', '=', 'command')]))
    .orderBy('actor')
    .limit(choicesMax)
    .execute()
  return { actions: actions.map(({ action }) => action), people: people.map(({ actor }) => actor) }
}

function narrowed(db: Db, look: AuditLook): SelectQueryBuilder<Schema, 'audit', object> {
  const { q, who, action, subject, from, to } = look
  const words = foldForSearch(q ?? '')
    .split(' ')
    .filter((word) => word !== '')
  let query = db.selectFrom('audit') as SelectQueryBuilder<Schema, 'audit', object>
  if (who !== undefined && who !== '') query = query.where('actor', '=', who)
  if (action !== undefined) query = query.where('action', '=', action)
  if (subject !== undefined && subject !== '') query = query.where('subject', '=', subject)
  if (from !== undefined) query = query.where('at_ms', '>', endOfDayMs(from) - dayMs)
  if (to !== undefined) query = query.where('at_ms', '<=', endOfDayMs(to))
  for (const word of words) {
    query = query.where(sql<boolean>`search like ${`%${escaped(word)}%`} escape '\\'`)
  }
  return query
}

const escaped = (word: string) => word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
