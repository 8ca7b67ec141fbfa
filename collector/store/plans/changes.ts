import { sql } from 'kysely'
import type { DefinitionChange } from '#protocol/plan-views.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Db } from '../schema.ts'

/** The entries of the audit that change what figures are made from. */
const definingActions = [
  'start-plan-draft',
  'edit-plan-draft',
  'issue-plan',
  'discard-plan-draft',
  'decide-setting',
  'decide-cut-off',
  'import-catalogue',
  'name-product',
  'forget-product',
  'write-entry',
  'withdraw-entry',
  'undo-entry',
  'run-import',
  'undo-import',
  'decide-match',
  'create-agency',
  'undo-organisation-change',
] as const
/** Changes of organisations say what was done first: `merge-organisation`. */
const organisationActions = '%-organisation'

/** A change with the agency of which something was said; null: it is of none. */
export type ChangeOfAgency = DefinitionChange & { readonly agencyId: string | null }

/** Every change of a denominator, a definition or a setting, the newest first. */
export async function listDefinitionChanges(
  db: Db,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<{ changes: DefinitionChange[]; total: number }> {
  const defining = definingEntries(db)
  const { total } = await defining
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow()
  const rows = await defining
    .select(['id', 'at_ms', 'actor', 'action', 'subject', 'before', 'after'])
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  const changes = await withAgencies(db, rows)
  return { changes: changes.map(({ agencyId: _id, ...change }) => change), total: Number(total) }
}

/** What was changed after one moment and up to another, the newest first. */
export async function changesBetween(
  db: Db,
  { afterMs, untilMs, limit }: { afterMs: EpochMs; untilMs: EpochMs; limit: number },
): Promise<ChangeOfAgency[]> {
  const rows = await definingEntries(db)
    .select(['id', 'at_ms', 'actor', 'action', 'subject', 'before', 'after'])
    .where('at_ms', '>', afterMs)
    .where('at_ms', '<=', untilMs)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return withAgencies(db, rows)
}

/** The issue of a plan that held last at a moment: a version that was issued earlier may begin later. */
export async function lastIssueOf(
  db: Db,
  { planId, untilMs }: { planId: string; untilMs: EpochMs },
): Promise<ChangeOfAgency[]> {
  const rows = await definingEntries(db)
    .select(['id', 'at_ms', 'actor', 'action', 'subject', 'before', 'after'])
    .where('action', '=', 'issue-plan')
    .where('subject', 'like', `${planId} %`)
    .where('at_ms', '<=', untilMs)
    .orderBy('id', 'desc')
    .limit(1)
    .execute()
  return withAgencies(db, rows)
}

const definingEntries = (db: Db) =>
  db
    .selectFrom('audit')
    .where(({ eb, or }) =>
      or([eb('action', 'in', definingActions), eb('action', 'like', organisationActions)]),
    )

type AuditRow = {
  readonly id: number
  readonly at_ms: EpochMs
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly before: string | null
  readonly after: string | null
}

async function withAgencies(db: Db, rows: readonly AuditRow[]): Promise<ChangeOfAgency[]> {
  const names = await agencyNames(db)
  const matched = await agenciesOfMatches(db, rows)
  return rows.map(({ at_ms: atMs, ...row }) => {
    const before = row.before === null ? null : (JSON.parse(row.before) as unknown)
    const after = row.after === null ? null : (JSON.parse(row.after) as unknown)
    const agencyId = agencyIn(after) ?? agencyIn(before) ?? matched.get(row.id) ?? row.subject
    const agencyName = names.get(agencyId) ?? null
    return { ...row, atMs, before, after, agencyName, agencyId: agencyName && agencyId }
  })
}

/** A decision about a pair names the machine and the host; its agency is that of the machine. */
async function agenciesOfMatches(
  db: Db,
  rows: readonly AuditRow[],
): Promise<ReadonlyMap<number, string>> {
  const entryOf = new Map(
    rows
      .filter(({ action }) => action === 'decide-match')
      .map(({ id, subject }) => [id, subject.split(' ')[0] ?? '']),
  )
  if (entryOf.size === 0) return new Map()
  const found = await db
    .selectFrom('entry')
    .select(['entry_id', 'agency_id'])
    .distinct()
    .where('entry_id', 'in', [...entryOf.values()])
    .execute()
  const agencyOf = new Map(found.map(({ entry_id, agency_id }) => [entry_id, agency_id]))
  return new Map(
    [...entryOf].flatMap(([id, entryId]) => {
      const agencyId = agencyOf.get(entryId)
      return agencyId === undefined ? [] : [[id, agencyId] as const]
    }),
  )
}

/** The agency of which something was said. */
function agencyIn(said: unknown): string | null {
  if (typeof said !== 'object' || said === null || !('agencyId' in said)) return null
  return typeof said.agencyId === 'string' ? said.agencyId : null
}

async function agencyNames(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('agency').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
