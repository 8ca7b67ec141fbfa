import { makeReport, reportFileName } from '#collector/reports/make-report.ts'
import { makePdf } from '#collector/reports/pdf.ts'
import { createPress, type Press } from '#collector/reports/press.ts'
import { readArchivedInput } from '#collector/reports/print-files.ts'
import { checkTemplate } from '#collector/reports/template/check-template.ts'
import { standardTemplate } from '#collector/reports/template/standard-template.ts'
import { dayOf } from '#domain/register.ts'
import { isForOthers } from '#domain/report-flow.ts'
import { Refusal } from '#protocol/refusals.ts'
import { templateLimits, type ReportFormat, type ReportView } from '#protocol/reports.ts'
import {
  advanceReport,
  listReports,
  readReportFile,
  requireReportWithin,
} from '#store/reports/archive.ts'
import {
  createTemplate,
  listTemplates,
  readTemplateBytes,
  withdrawTemplate,
} from '#store/reports/templates.ts'
import { recordRead } from '#store/audit.ts'
import { agencyIdsOf, requireAgency } from '#store/population.ts'
import { digestOf } from '#store/snapshots/bytes.ts'
import type { FastifyReply } from 'fastify'
import type { ApiDeps, Call, Handlers } from './call.ts'
import { uploadedBytes } from './uploaded-bytes.ts'
import { requireBasis } from './written-for-others.ts'

type Names =
  | 'reports'
  | 'createReport'
  | 'report'
  | 'advanceReport'
  | 'reportFile'
  | 'reprintReport'
  | 'reportTemplates'
  | 'uploadReportTemplate'
  | 'standardReportTemplate'
  | 'reportTemplateFile'
  | 'withdrawReportTemplate'

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const mediaTypes = {
  docx: docxType,
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const satisfies Record<ReportFormat, string>

/** Reports, their files and their templates. */
export function reportHandlers(deps: ApiDeps): Pick<Handlers, Names> {
  const { store, newId } = deps
  const { db, reader } = store
  const press = createPress()
  return {
    async reports({ query: { agency: agencyId, knownAt: knownAtMs, ...asked }, scope }) {
      await requireAgency(reader, scope, agencyId)
      const look = { ...asked, agencyId, knownAtMs, agencyIds: agencyIdsOf(scope) }
      const { page, pageSize } = asked
      return { ...(await listReports(reader, look)), page, pageSize }
    },

    createReport: (call) => createReport(deps, press, call),
    report: ({ params: { id }, scope }) => requireReportWithin(reader, { id, scope }),

    async advanceReport({ params: { id }, body: { to, basis }, by, user, scope }) {
      const { agencyId } = await requireReportWithin(db, { id, scope })
      requireBasis(agencyId !== null && isForOthers(user.role, to), basis)
      return db.transaction().execute((trx) => advanceReport(trx, { id, to, basis }, by))
    },

    async reportFile({ params: { id, format }, reply, scope, by }) {
      const report = await requireReportWithin(reader, { id, scope })
      const content = await fileOf(deps, report, format)
      const read = { table: 'report', subject: id, filters: {}, rows: null, format }
      await recordRead(db, read, by)
      await sendFile(reply, content, { name: `${reportFileName(report)}.${format}`, format })
    },

    async reprintReport({ params: { id }, scope }) {
      const report = await requireReportWithin(reader, { id, scope })
      const input = await readArchivedInput(await readReportFile(reader, { id, name: 'input' }))
      const template =
        report.templateId === null ? null : await readTemplateBytes(reader, report.templateId)
      const { files } = await press.print({ input, template })
      const docxHash = digestOf(report.state === 'draft' ? files.draft : files.final)
      const annexHash = digestOf(files.annex)
      const isIdentical = docxHash === report.docxHash && annexHash === report.annexHash
      return { isIdentical, docxHash, annexHash }
    },

    reportTemplates: async () => ({ templates: await listTemplates(reader) }),

    async uploadReportTemplate({ query: { kind, name }, request, by }) {
      const content = await uploadedBytes(request.body, templateLimits.bytesMax)
      checkTemplate(content)
      return createTemplate(db, { kind, name, content }, { ...by, newId })
    },

    async standardReportTemplate({ by, reply }) {
      const content = await standardTemplate(dayOf(by.nowMs))
      await sendFile(reply, content, { name: 'khien-mau-bao-cao.docx', format: 'docx' })
    },

    async reportTemplateFile({ params: { id }, reply }) {
      const content = await readTemplateBytes(reader, id)
      await sendFile(reply, content, { name: 'mau-bao-cao.docx', format: 'docx' })
    },

    withdrawReportTemplate: ({ params: { id }, by }) => withdrawTemplate(db, id, by),
  }
}

async function createReport(
  { store, newId, provinceId }: ApiDeps,
  press: Press,
  { body, by, scope }: Call<'createReport'>,
): Promise<ReportView> {
  if (scope !== 'all' && body.agencyId === null) throw new Refusal('NOT_ALLOWED')
  await requireAgency(store.reader, scope, body.agencyId ?? undefined)
  const { letterhead, ...wanted } = body
  const given = Object.fromEntries(
    Object.entries(letterhead).filter(([, value]) => value !== undefined),
  )
  const making = { ...store, press, newId }
  const { report } = await makeReport(making, { ...wanted, letterhead: given, provinceId }, by)
  return report
}

async function fileOf(
  { store }: ApiDeps,
  { id, state }: ReportView,
  format: ReportFormat,
): Promise<Uint8Array> {
  if (format === 'xlsx') return readReportFile(store.reader, { id, name: 'annex' })
  const name = state === 'draft' ? 'draft' : 'final'
  const docx = await readReportFile(store.reader, { id, name })
  return format === 'docx' ? docx : makePdf(docx)
}

async function sendFile(
  reply: FastifyReply,
  content: Uint8Array,
  { name, format }: { readonly name: string; readonly format: ReportFormat },
): Promise<void> {
  await reply
    .type(mediaTypes[format])
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Buffer.from(content))
}
