import { z } from 'zod'
import { confirmers, province, readers, reporters } from './access.ts'
import { day } from './register.ts'
import {
  marking,
  reportFormat,
  reportKind,
  reportState,
  reportTemplateView,
  reportLimits,
  reportView,
  reportWanted,
  templateLimits,
} from './reports.ts'
import { period } from './snapshots.ts'
import { epochMs } from './values.ts'

const params = z.object({ id: z.string().max(60) })
const line = (lengthMax: number) => z.string().trim().min(1).max(lengthMax).normalize('NFC')
const lines = (countMax: number) => z.array(line(300)).max(countMax)

/** What a person puts in the place of the proposed letterhead; what is absent stays as proposed. */
export const letterheadBody = z.strictObject({
  parentBody: line(200).nullable().optional(),
  issuer: line(200).optional(),
  issuerName: line(200).optional(),
  symbol: line(60).optional(),
  place: line(100).optional(),
  datedOn: day.nullable().optional(),
  addressees: lines(20).optional(),
  recipients: lines(40).optional(),
  authority: lines(3).optional(),
  signerName: line(100).nullable().optional(),
})
export type LetterheadBody = z.infer<typeof letterheadBody>

const paragraphs = z.array(line(2_000)).max(40).default([])
const narrativeBody = z.strictObject({
  shortcomings: paragraphs,
  nextTasks: paragraphs,
  proposals: paragraphs,
})

/** Reports and their templates. Spread into `routes`. */
export const reportRoutes = {
  reports: {
    method: 'GET',
    path: '/api/reports',
    access: readers,
    summary:
      'Archived reports, the newest first. Pages that name one knownAt are of one list, whatever is made meanwhile.',
    query: z.object({
      kind: reportKind.optional(),
      period: period.optional(),
      agency: z.string().max(40).optional(),
      state: reportState.optional(),
      /** Only those that had been made by then. */
      knownAt: z.coerce.number().pipe(epochMs).optional(),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      total: z.int().min(0),
      page: z.int().min(1),
      pageSize: z.int().min(1),
      reports: z.array(reportView),
    }),
  },
  createReport: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/reports',
    access: reporters,
    summary: 'Make a draft from the snapshot that speaks for a period.',
    body: reportWanted.extend({
      templateId: z.string().max(60).nullable().default(null),
      marking: marking.nullable().default(null),
      letterhead: letterheadBody.default({}),
      /** What one licence costs: only then the report estimates a sum. */
      licencePriceVnd: z.int().min(0).max(reportLimits.licencePriceVndMax).nullable().default(null),
      narrative: narrativeBody.default({ shortcomings: [], nextTasks: [], proposals: [] }),
    }),
    bodyBytesMax: 200_000,
    output: reportView,
  },
  report: {
    method: 'GET',
    path: '/api/reports/:id',
    access: readers,
    summary: 'One archived report.',
    params,
    output: reportView,
  },
  advanceReport: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/reports/:id/advance',
    access: confirmers,
    summary: 'Confirm a draft, or mark a confirmed report as sent. There is no way back.',
    params,
    body: z.object({
      to: z.enum(['confirmed', 'sent']),
      /** The document that says so, where the province writes down what the agency did. */
      basis: z.string().trim().min(1).max(300).nullable().default(null),
    }),
    output: reportView,
  },
  reportFile: {
    method: 'GET',
    path: '/api/reports/:id/file/:format',
    access: readers,
    summary: 'The archived .docx or .xlsx, or the PDF that LibreOffice makes of the .docx.',
    params: params.extend({ format: reportFormat }),
    isFile: true,
    output: z.unknown(),
  },
  reprintReport: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/reports/:id/reprint',
    access: readers,
    summary:
      'Render a report again from what it was made of, and say whether every byte is the same.',
    params,
    output: z.object({
      isIdentical: z.boolean(),
      docxHash: z.string(),
      annexHash: z.string(),
    }),
  },
  reportTemplates: {
    method: 'GET',
    path: '/api/report-templates',
    access: readers,
    summary: 'Templates that clerks have uploaded, the newest first.',
    output: z.object({ templates: z.array(reportTemplateView) }),
  },
  uploadReportTemplate: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/report-templates',
    access: province,
    summary: 'Upload a .docx with tags, as application/octet-stream. Unknown tags are named.',
    takesBytesMax: templateLimits.bytesMax,
    query: z.object({ kind: reportKind, name: line(120) }),
    output: reportTemplateView,
  },
  standardReportTemplate: {
    method: 'GET',
    path: '/api/report-templates/standard',
    access: readers,
    summary: 'The standard template with every tag, to be edited in Word.',
    isFile: true,
    output: z.unknown(),
  },
  reportTemplateFile: {
    method: 'GET',
    path: '/api/report-templates/:id/file',
    access: readers,
    summary: 'A template as it was uploaded.',
    params,
    isFile: true,
    output: z.unknown(),
  },
  withdrawReportTemplate: {
    method: 'DELETE',
    path: '/api/report-templates/:id',
    access: province,
    summary: 'Withdraw a template. Reports that were made with it keep it.',
    params,
    output: reportTemplateView,
  },
} as const
