import type { Selectable } from 'kysely'
import { Refusal } from '#protocol/refusals.ts'
import { reportView, type ReportState, type ReportView } from '#protocol/reports.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { readAuditHead } from '../audit/head.ts'
import { isWithin, type Scope } from '../population.ts'
import type { Db, Schema } from '../schema.ts'
import { digestOf } from '../snapshots/bytes.ts'
import { reportFileNames, type ReportFileName } from './schema.ts'

/** A report as it was rendered, with all its files. */
export type NewReport = Pick<
  ReportView,
  | 'kind'
  | 'period'
  | 'agencyId'
  | 'agencyName'
  | 'planId'
  | 'snapshotId'
  | 'snapshotNumber'
  | 'snapshotHash'
  | 'cutOffMs'
  | 'marking'
  | 'templateId'
  | 'remarks'
> & { readonly files: Readonly<Record<ReportFileName, Uint8Array>> }

export type ReportsLook = {
  readonly kind?: ReportView['kind'] | undefined
  readonly period?: string | undefined
  readonly agencyId?: string | undefined
  /** Of these agencies alone, and none of the province; undefined: every one. */
  readonly agencyIds?: readonly string[] | undefined
  readonly state?: ReportState | undefined
  /** Only those that had been made by then. */
  readonly knownAtMs?: EpochMs | undefined
  readonly page: number
  readonly pageSize: number
}

/** Archives a report as a draft, its files with their hashes. */
export async function archiveReport(
  db: Db,
  { files, ...report }: NewReport,
  by: Actor & { readonly newId: () => string },
): Promise<ReportView> {
  const id = by.newId()
  return db.transaction().execute(async (trx) => {
    const auditHead = await readAuditHead(trx)
    await trx
      .insertInto('report')
      .values({
        id,
        kind: report.kind,
        period: report.period,
        agency_id: report.agencyId,
        agency_name: report.agencyName,
        plan_id: report.planId,
        snapshot_id: report.snapshotId,
        snapshot_number: report.snapshotNumber,
        snapshot_hash: report.snapshotHash,
        cut_off_ms: report.cutOffMs,
        state: 'draft',
        marking: report.marking,
        template_id: report.templateId,
        remarks: JSON.stringify(report.remarks),
        created_ms: by.nowMs,
        created_by: by.actor,
        confirmed_ms: null,
        confirmed_by: null,
        confirmed_basis: null,
        sent_ms: null,
        sent_by: null,
        sent_basis: null,
        audit_number: auditHead?.number ?? null,
        audit_hash: auditHead?.hash ?? null,
        audit_ms: auditHead?.atMs ?? null,
      })
      .execute()
    for (const name of reportFileNames) {
      const content = files[name]
      const file = {
        report_id: id,
        name,
        hash: digestOf(content),
        size_bytes: content.length,
        content,
      }
      await trx.insertInto('report_file').values(file).execute()
    }
    const made = await requireReport(trx, id)
    const { actor, address, nowMs: atMs } = by
    await recordAudit(trx, {
      actor,
      address,
      atMs,
      action: 'create-report',
      subject: id,
      after: made,
    })
    return made
  })
}

type Advancing = {
  readonly id: string
  readonly to: 'confirmed' | 'sent'
  /** The document by which the province does it for the agency; null: whose report it is does. */
  readonly basis: string | null
}

const nextStates = { draft: 'confirmed', confirmed: 'sent' } as const

/**
 * The one door through which a report changes its state: draft, confirmed, sent, in this order and never back. A
 * report that was returned is made again as a new draft.
 * @throws Refusal REPORT_NOT_FOUND, REPORT_STATE_INVALID
 */
export async function advanceReport(
  trx: Db,
  { id, to, basis }: Advancing,
  by: Actor,
): Promise<ReportView> {
  const before = await requireReport(trx, id)
  const from = to === 'confirmed' ? 'draft' : 'confirmed'
  const { actor, nowMs: atMs, address } = by
  const changed = await trx
    .updateTable('report')
    .set(
      to === 'confirmed'
        ? {
            state: nextStates.draft,
            confirmed_ms: atMs,
            confirmed_by: actor,
            confirmed_basis: basis,
          }
        : { state: nextStates.confirmed, sent_ms: atMs, sent_by: actor, sent_basis: basis },
    )
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  if (Number(changed.numUpdatedRows) === 0) {
    throw new Refusal('REPORT_STATE_INVALID', { state: before.state, to })
  }
  const after = await requireReport(trx, id)
  const action = to === 'confirmed' ? 'confirm-report' : 'send-report'
  await recordAudit(trx, { actor, address, atMs, action, subject: id, before, after })
  return after
}

/** A page of the reports that are asked for, the newest first, and how many there are. */
export async function listReports(
  db: Db,
  look: ReportsLook,
): Promise<{ total: number; reports: ReportView[] }> {
  const { kind, period, agencyId, agencyIds, state, knownAtMs, page, pageSize } = look
  const asked = db
    .selectFrom('report')
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'scorecard'))
    .$if(period !== undefined, (query) => query.where('period', '=', period ?? ''))
    .$if(agencyId !== undefined, (query) => query.where('agency_id', '=', agencyId ?? ''))
    .$if(agencyIds !== undefined, (query) => query.where('agency_id', 'in', agencyIds ?? []))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'draft'))
    .$if(knownAtMs !== undefined, (query) => query.where('created_ms', '<=', knownAtMs ?? 0))
  const counted = await asked.select((of) => of.fn.countAll<number>().as('total')).execute()
  const rows = await asked
    .selectAll()
    .orderBy('created_ms', 'desc')
    .orderBy('id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return { total: Number(counted[0]?.total ?? 0), reports: await viewsOf(db, rows) }
}

/** @throws Refusal REPORT_NOT_FOUND */
export async function requireReport(db: Db, id: string): Promise<ReportView> {
  const row = await db.selectFrom('report').selectAll().where('id', '=', id).executeTakeFirst()
  const [view] = row ? await viewsOf(db, [row]) : []
  if (!view) throw new Refusal('REPORT_NOT_FOUND', { id })
  return view
}

/** The same for somebody who sees a scope alone. @throws Refusal REPORT_NOT_FOUND */
export async function requireReportWithin(
  db: Db,
  { id, scope }: { readonly id: string; readonly scope: Scope },
): Promise<ReportView> {
  const report = await requireReport(db, id)
  if (!isWithin(scope, report.agencyId)) throw new Refusal('REPORT_NOT_FOUND', { id })
  return report
}

/**
 * An archived file, proved against its hash. A report that is no draft any more has its files without the mark.
 * @throws Refusal REPORT_NOT_FOUND, REPORT_DAMAGED
 */
export async function readReportFile(
  db: Db,
  { id, name }: { readonly id: string; readonly name: ReportFileName },
): Promise<Uint8Array> {
  const row = await db
    .selectFrom('report_file')
    .select(['hash', 'content'])
    .where('report_id', '=', id)
    .where('name', '=', name)
    .executeTakeFirst()
  if (!row) throw new Refusal('REPORT_NOT_FOUND', { id })
  const content = new Uint8Array(row.content)
  if (digestOf(content) !== row.hash) throw new Refusal('REPORT_DAMAGED', { id, hash: row.hash })
  return content
}

async function viewsOf(
  db: Db,
  rows: readonly Selectable<Schema['report']>[],
): Promise<ReportView[]> {
  if (rows.length === 0) return []
  const files = await db
    .selectFrom('report_file')
    .select(['report_id', 'name', 'hash', 'size_bytes'])
    .where(
      'report_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  return rows.map((row) => {
    const of = (name: ReportFileName) =>
      files.find((file) => file.report_id === row.id && file.name === name)
    const docx = of(row.state === 'draft' ? 'draft' : 'final')
    const annex = of('annex')
    return reportView.parse({
      id: row.id,
      kind: row.kind,
      period: row.period,
      agencyId: row.agency_id,
      agencyName: row.agency_name,
      planId: row.plan_id,
      snapshotId: row.snapshot_id,
      snapshotNumber: row.snapshot_number,
      snapshotHash: row.snapshot_hash,
      cutOffMs: row.cut_off_ms,
      state: row.state,
      marking: row.marking,
      templateId: row.template_id,
      docxHash: docx?.hash,
      docxBytes: docx?.size_bytes,
      annexHash: annex?.hash,
      annexBytes: annex?.size_bytes,
      remarks: JSON.parse(row.remarks),
      createdMs: row.created_ms,
      createdBy: row.created_by,
      confirmedMs: row.confirmed_ms,
      confirmedBy: row.confirmed_by,
      confirmedBasis: row.confirmed_basis,
      sentMs: row.sent_ms,
      sentBy: row.sent_by,
      sentBasis: row.sent_basis,
    })
  })
}
