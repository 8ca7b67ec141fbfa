import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { reportInput, type ReportInput } from '#domain/report-input.ts'
import type { ReportRemark } from '#protocol/reports.ts'
import { renderReport } from './render.ts'

const inputBytesMax = 256 * 1024 * 1024
const deflating = promisify(deflateRaw)
const inflating = promisify(inflateRaw)

/** All files of a report: with and without the mark of a draft, the annex, and what they were made from. */
export type PrintedReport = {
  readonly files: Readonly<Record<'draft' | 'final' | 'annex' | 'input', Uint8Array>>
  readonly remarks: readonly ReportRemark[]
}

/** Prints a report both as a draft and as it will be confirmed, so that to confirm it changes no figure. */
export async function printFiles(
  input: ReportInput,
  template: Uint8Array | null,
): Promise<PrintedReport> {
  const draft = await renderReport(input, { isDraft: true, template })
  const final = await renderReport(input, { isDraft: false, template })
  return {
    files: {
      draft: draft.docx,
      final: final.docx,
      annex: final.annex,
      input: await deflating(Buffer.from(JSON.stringify(input))),
    },
    remarks: final.remarks,
  }
}

/** What a report was made from, as it was archived. */
export async function readArchivedInput(bytes: Uint8Array): Promise<ReportInput> {
  const text = await inflating(bytes, { maxOutputLength: inputBytesMax })
  return reportInput.parse(JSON.parse(text.toString('utf8')))
}
