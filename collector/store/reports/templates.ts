import type { Selectable } from 'kysely'
import { Refusal } from '#protocol/refusals.ts'
import type { ReportKind, ReportTemplateView } from '#protocol/reports.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db, Schema } from '../schema.ts'
import { digestOf } from '../snapshots/bytes.ts'

const listedMax = 200

/** Templates, the newest first, never their bytes. */
export async function listTemplates(db: Db): Promise<ReportTemplateView[]> {
  const rows = await db
    .selectFrom('report_template')
    .select(columns)
    .orderBy('created_ms', 'desc')
    .orderBy('id')
    .limit(listedMax)
    .execute()
  return rows.map(viewOf)
}

/** Keeps a template that was checked. One that is changed is a new one, so old reports keep theirs. */
export async function createTemplate(
  db: Db,
  template: { readonly kind: ReportKind; readonly name: string; readonly content: Uint8Array },
  by: Actor & { readonly newId: () => string },
): Promise<ReportTemplateView> {
  const { kind, name, content } = template
  const row = {
    id: by.newId(),
    kind,
    name,
    hash: digestOf(content),
    size_bytes: content.length,
    created_ms: by.nowMs,
    created_by: by.actor,
    withdrawn_ms: null,
  }
  return db.transaction().execute(async (trx) => {
    await trx
      .insertInto('report_template')
      .values({ ...row, content })
      .execute()
    const after = viewOf(row)
    const { actor, address, nowMs: atMs } = by
    const entry = { actor, address, atMs, action: 'create-report-template', subject: row.id, after }
    await recordAudit(trx, entry)
    return after
  })
}

/**
 * Withdraws a template: no new report takes it, old ones keep it. A second time changes nothing.
 * @throws Refusal TEMPLATE_NOT_FOUND
 */
export async function withdrawTemplate(db: Db, id: string, by: Actor): Promise<ReportTemplateView> {
  return db.transaction().execute(async (trx) => {
    const before = await rowOf(trx, id)
    if (before.withdrawn_ms !== null) return viewOf(before)
    const { actor, address, nowMs: atMs } = by
    await trx
      .updateTable('report_template')
      .set({ withdrawn_ms: atMs })
      .where('id', '=', id)
      .execute()
    const after = viewOf({ ...before, withdrawn_ms: atMs })
    const entry = { actor, address, atMs, action: 'withdraw-report-template', subject: id }
    await recordAudit(trx, { ...entry, before: viewOf(before), after })
    return after
  })
}

/** @throws Refusal TEMPLATE_NOT_FOUND: there is none, it was withdrawn, or it is for another kind of report. */
export async function readTemplateFor(
  db: Db,
  { id, kind }: { readonly id: string; readonly kind: ReportKind },
): Promise<Uint8Array> {
  const row = await db
    .selectFrom('report_template')
    .select(['content', 'kind', 'withdrawn_ms'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || row.kind !== kind || row.withdrawn_ms !== null) {
    throw new Refusal('TEMPLATE_NOT_FOUND', { id })
  }
  return new Uint8Array(row.content)
}

/** The bytes as they were uploaded. @throws Refusal TEMPLATE_NOT_FOUND */
export async function readTemplateBytes(db: Db, id: string): Promise<Uint8Array> {
  const row = await db
    .selectFrom('report_template')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('TEMPLATE_NOT_FOUND', { id })
  return new Uint8Array(row.content)
}

const columns = [
  'id',
  'kind',
  'name',
  'hash',
  'size_bytes',
  'created_ms',
  'created_by',
  'withdrawn_ms',
] as const
type TemplateRow = Pick<Selectable<Schema['report_template']>, (typeof columns)[number]>

async function rowOf(db: Db, id: string): Promise<TemplateRow> {
  const row = await db
    .selectFrom('report_template')
    .select(columns)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('TEMPLATE_NOT_FOUND', { id })
  return row
}

function viewOf(row: TemplateRow): ReportTemplateView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    hash: row.hash,
    bytes: row.size_bytes,
    createdMs: row.created_ms,
    createdBy: row.created_by,
    withdrawnMs: row.withdrawn_ms,
  }
}
