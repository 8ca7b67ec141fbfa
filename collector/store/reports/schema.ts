import type { ReportKind, ReportState } from '#protocol/reports.ts'

type ReportTable = {
  id: string
  kind: ReportKind
  period: string
  agency_id: string | null
  /** As it was called. */
  agency_name: string | null
  plan_id: string
  snapshot_id: string
  snapshot_number: number
  snapshot_hash: string
  cut_off_ms: number
  state: ReportState
  marking: string | null
  template_id: string | null
  /** JSON, what a form asked for and did not find. */
  remarks: string
  created_ms: number
  created_by: string
  confirmed_ms: number | null
  confirmed_by: string | null
  confirmed_basis: string | null
  sent_ms: number | null
  sent_by: string | null
  sent_basis: string | null
  /** The newest entry of the audit when it was archived; null: archived before the audit was chained. */
  audit_number: number | null
  audit_hash: string | null
  audit_ms: number | null
}

/** `draft`: with its mark. `final`: without. `annex`: the .xlsx. `input`: what all three were made from, deflated. */
export const reportFileNames = ['draft', 'final', 'annex', 'input'] as const
export type ReportFileName = (typeof reportFileNames)[number]

type ReportFileTable = {
  report_id: string
  name: ReportFileName
  /** SHA-256 of `content`. */
  hash: string
  size_bytes: number
  content: Uint8Array
}

type ReportTemplateTable = {
  id: string
  kind: ReportKind
  name: string
  hash: string
  size_bytes: number
  content: Uint8Array
  created_ms: number
  created_by: string
  withdrawn_ms: number | null
}

/** Joined into `Schema`. */
export type ReportsSchema = {
  report: ReportTable
  report_file: ReportFileTable
  report_template: ReportTemplateTable
}
