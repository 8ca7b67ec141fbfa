import type { Db } from '../schema.ts'

const tables = ['agency_version', 'agency_succession', 'plan_exclusion', 'role_assignment'] as const

/** A change of more rows than this is one line of the audit with their number: the rows themselves say who and when. */
const auditedSinglyMax = 40

type Rows = Readonly<Record<string, unknown>>

/** What a change has put in the place of what, for the audit. */
export async function writtenBy(
  trx: Db,
  changeId: number,
): Promise<{ readonly before: Rows; readonly after: Rows }> {
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {}
  for (const table of tables) {
    const gone = await trx
      .selectFrom(table)
      .selectAll()
      .where('superseded_by', '=', changeId)
      .execute()
    const written = await trx
      .selectFrom(table)
      .selectAll()
      .where('change_id', '=', changeId)
      .execute()
    if (gone.length > 0) before[table] = brief(gone)
    if (written.length > 0) after[table] = brief(written)
  }
  return { before, after }
}

const brief = (rows: readonly unknown[]) =>
  rows.length > auditedSinglyMax ? { rows: rows.length } : rows
