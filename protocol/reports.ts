import { z } from 'zod'
import { period } from './snapshots.ts'
import { digest, epochMs } from './values.ts'

/**
 * The reports there are: an agency's quarter (R1), the province's quarter (R2), information systems of a year
 * (R3; form 08 of NĐ 331/2026 from its day on), and the scorecard of a plan (R4).
 */
export const reportKinds = [
  'agency-quarter',
  'province-quarter',
  'systems-year',
  'scorecard',
] as const
export const reportKind = z.enum(reportKinds)
export type ReportKind = z.infer<typeof reportKind>

/** A draft is marked as one on its first page; what was sent is never made again. */
export const reportStates = ['draft', 'confirmed', 'sent'] as const
export const reportState = z.enum(reportStates)
export type ReportState = z.infer<typeof reportState>

export const reportFormats = ['docx', 'xlsx', 'pdf'] as const
export const reportFormat = z.enum(reportFormats)
export type ReportFormat = z.infer<typeof reportFormat>

/** What a person may put on classified annexes; the system never decides it. */
const markings = ['MẬT', 'TỐI MẬT', 'TUYỆT MẬT', 'LƯU HÀNH NỘI BỘ'] as const
export const marking = z.enum(markings)

/** Something that a form asks for and that is not there, said before a report is confirmed. */
export const reportRemark = z.object({
  code: z.string(),
  /** Vietnamese, from the dated texts of the form. */
  text: z.string(),
})
export type ReportRemark = z.infer<typeof reportRemark>

export const reportView = z.object({
  id: z.string(),
  kind: reportKind,
  period,
  agencyId: z.string().nullable(),
  agencyName: z.string().nullable(),
  planId: z.string(),
  snapshotId: z.string(),
  snapshotNumber: z.int().min(1),
  snapshotHash: digest,
  cutOffMs: epochMs,
  state: reportState,
  marking: marking.nullable(),
  /** Null: the layout of the product. */
  templateId: z.string().nullable(),
  /** SHA-256 of the archived .docx and .xlsx. */
  docxHash: digest,
  annexHash: digest,
  docxBytes: z.int().min(1),
  annexBytes: z.int().min(1),
  remarks: z.array(reportRemark),
  createdMs: epochMs,
  createdBy: z.string(),
  confirmedMs: epochMs.nullable(),
  confirmedBy: z.string().nullable(),
  /** The document by which the province confirmed it for the agency; null: whose report it is did. */
  confirmedBasis: z.string().nullable(),
  sentMs: epochMs.nullable(),
  sentBy: z.string().nullable(),
  sentBasis: z.string().nullable(),
})
export type ReportView = z.infer<typeof reportView>

export const reportTemplateView = z.object({
  id: z.string(),
  kind: reportKind,
  name: z.string(),
  hash: digest,
  bytes: z.int().min(1),
  createdMs: epochMs,
  createdBy: z.string(),
  withdrawnMs: epochMs.nullable(),
})
export type ReportTemplateView = z.infer<typeof reportTemplateView>

/** Which report of what. `agencyId` is asked for an agency's report and for nothing else. */
export const reportWanted = z.object({
  kind: reportKind,
  period,
  agencyId: z.string().max(40).nullable(),
  planId: z.string().max(60).nullable(),
})
export type ReportWanted = z.infer<typeof reportWanted>

/** Limits of what a person types for a report. */
export const reportLimits = { licencePriceVndMax: 1_000_000_000 } as const

/** Limits of what a clerk may upload as a template. */
export const templateLimits = {
  bytesMax: 2_000_000,
  /** All parts inflated, by what the archive says of them. */
  inflatedBytesMax: 20_000_000,
  partsMax: 500,
} as const
