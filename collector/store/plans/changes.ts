import { sql } from 'kysely'
import type { DefinitionChange } from '#protocol/plan-views.ts'
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

/** Every change of a denominator, a definition or a setting, the newest first. */
export async function listDefinitionChanges(
  db: Db,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<{ changes: DefinitionChange[]; total: number }> {
  const defining = db
    .selectFrom('audit')
    .where(({ eb, or }) =>
      or([eb('action', 'in', definingActions), eb('action', 'like', organisationActions)]),
    )
  const { total } = await defining
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow()
  const rows = await defining
    .select(['id', 'at_ms', 'actor', 'action', 'subject', 'before', 'after'])
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  const said = rows.map(({ at_ms: atMs, before, after, ...row }) => ({
    ...row,
    atMs,
    before: before === null ? null : (JSON.parse(before) as unknown),
    after: after === null ? null : (JSON.parse(after) as unknown),
  }))
  const names = await agencyNames(db)
  const changes = said.map((change) => {
    const { subject, before, after } = change
    const agencyId = agencyIn(after) ?? agencyIn(before) ?? subject
    return { ...change, agencyName: names.get(agencyId) ?? null }
  })
  return { changes, total: Number(total) }
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
