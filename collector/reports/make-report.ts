import type { ReportView } from '#protocol/reports.ts'
import type { Actor } from '#store/audit.ts'
import { archiveReport } from '#store/reports/archive.ts'
import { readTemplateFor } from '#store/reports/templates.ts'
import type { Db } from '#store/schema.ts'
import { loadReportInput, type InputWanted } from './input/load.ts'
import type { Press } from './press.ts'
import type { PrintedReport } from './print-files.ts'

/** What a report is made with. */
export type Making = {
  readonly db: Db
  /** A connection for reads alone. */
  readonly reader: Db
  readonly press: Press
  readonly newId: () => string
}

export type MakeWanted = Omit<InputWanted, 'nowMs'> & {
  /** Null: the layout of the product. */
  readonly templateId: string | null
}

/** A report as it was archived, with the bytes of its files. */
export type MadeReport = { readonly report: ReportView; readonly files: PrintedReport['files'] }

/**
 * The one way to make a report: out of the snapshot of its period, printed, and archived as a draft with its hashes.
 * @throws Refusal TEMPLATE_NOT_FOUND, REPORT_BUSY, REPORT_TOO_LARGE, and what `loadReportInput` refuses
 */
export async function makeReport(
  { db, reader, press, newId }: Making,
  { templateId, ...wanted }: MakeWanted,
  by: Actor,
): Promise<MadeReport> {
  const { kind } = wanted
  const template =
    templateId === null ? null : await readTemplateFor(reader, { id: templateId, kind })
  const input = await loadReportInput(reader, { ...wanted, nowMs: by.nowMs })
  const { files, remarks } = await press.print({ input, template })
  const report = await archiveReport(
    db,
    {
      kind,
      period: input.period.id,
      agencyId: input.agency?.id ?? null,
      agencyName: input.agency?.name ?? null,
      planId: input.plan.id,
      snapshotId: input.snapshot.id,
      snapshotNumber: input.snapshot.number,
      snapshotHash: input.snapshot.hash,
      cutOffMs: input.snapshot.cutOffMs,
      marking: input.marking,
      templateId,
      remarks: [...remarks],
      files,
    },
    { ...by, newId },
  )
  return { report, files }
}

/** The name of its files without an ending. Letters of ASCII alone: names travel through headers and old mail programs. */
export function reportFileName({ kind, period, state, snapshotNumber }: ReportView): string {
  return `khien-${kind}-${period}-chot-${snapshotNumber}${state === 'draft' ? '-du-thao' : ''}`
}
