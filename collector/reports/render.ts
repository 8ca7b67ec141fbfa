import { hash } from 'node:crypto'
import { reportInput, type ReportInput } from '#domain/report-input.ts'
import type { ReportRemark } from '#protocol/reports.ts'
import { makeAnnex } from './annex/workbook.ts'
import type { PrintOptions } from './compose/frame.ts'
import { composers } from './compose/registry.ts'
import { remarksOf } from './form-08.ts'
import { layOut } from './layout/document.ts'
import type { ReportDocument } from './model.ts'
import { fillTemplate } from './template/fill-template.ts'
import { reportTexts, type ReportTexts } from './texts.ts'

export type RenderOptions = Pick<PrintOptions, 'isDraft'> & {
  /** The bytes of a checked template; null: the layout of the product. A template that fails is never passed over. */
  readonly template: Uint8Array | null
}

/** What is archived of a report. */
export type RenderedReport = {
  readonly docx: Uint8Array
  readonly annex: Uint8Array
  readonly docxHash: string
  readonly annexHash: string
  readonly remarks: readonly ReportRemark[]
}

const sizes = '13-14-14'

/** Renders a report and its annex. The same input and options give the same bytes, on any machine, in any year. */
export async function renderReport(
  given: ReportInput,
  { isDraft, template }: RenderOptions,
): Promise<RenderedReport> {
  const input = reportInput.parse(given)
  const { document, texts } = composeReport(input, { isDraft, sizes })
  const docx =
    template === null
      ? await layOut(document)
      : await fillTemplate(template, { input, document, texts })
  const annex = makeAnnex(input, texts)
  return {
    docx,
    annex,
    docxHash: hash('sha256', docx, 'hex'),
    annexHash: hash('sha256', annex, 'hex'),
    remarks: remarksOf(input, texts),
  }
}

/** The report as paper, and the words it took. */
export function composeReport(
  input: ReportInput,
  options: PrintOptions,
): { document: ReportDocument; texts: ReportTexts } {
  const { period, documentDay } = input
  const texts = reportTexts(input.kind, { periodDay: period.untilDay, documentDay })
  return { document: composers[input.kind](input, texts, options), texts }
}
