import { Document, Packer } from 'docx'
import { TemplateHandler } from 'easy-template-x'
import { strFromU8, unzipSync } from 'fflate'
import type { ReportInput } from '#domain/report-input.ts'
import { sealZip } from '#collector/sheets/zip.ts'
import { contentWidth, font } from '../layout/sizes.ts'
import { dataTable } from '../layout/tables.ts'
import type { ReportDocument, TableBlock } from '../model.ts'
import { sealDocx } from '../sealed-zip.ts'
import type { ReportTexts } from '../texts.ts'
import { checkTemplate } from './check-template.ts'
import { tagValues } from './tags.ts'

type Report = {
  readonly input: ReportInput
  readonly document: ReportDocument
  readonly texts: ReportTexts
}

/**
 * Fills a clerk's template. It is checked again, because a template that was good may have been made for other tags;
 * what does not fit is refused and never replaced by the layout of the product.
 * @throws Refusal as `checkTemplate`
 */
export async function fillTemplate(template: Uint8Array, report: Report): Promise<Uint8Array> {
  const parts = checkTemplate(template)
  const tables = await tableXml(allTables(report.document))
  const values = tagValues(report, (block) => ({
    _type: 'rawXml',
    xml: tables.get(block) ?? '',
    replaceParagraph: true,
  }))
  const handler = new TemplateHandler({ defaultContentType: 'text', containerContentType: 'loop' })
  // Packed anew from the parts that were checked: what is inflated next is known to be small.
  const filled = await handler.process(Buffer.from(sealZip(parts)), values)
  return sealDocx(new Uint8Array(filled), report.document.madeMs)
}

const allTables = ({ body, appendices }: ReportDocument): TableBlock[] =>
  [body, ...appendices.map(({ blocks }) => blocks)].flat().filter((block) => block.kind === 'table')

/** Each table as the XML of the product's own layout, to stand in a paragraph of a template. */
async function tableXml(blocks: readonly TableBlock[]): Promise<Map<TableBlock, string>> {
  const file = new Document({
    styles: { default: { document: { run: { font } } } },
    sections: [{ children: blocks.map((block) => dataTable(block, contentWidth(false))) }],
  })
  const parts = unzipSync(new Uint8Array(await Packer.toArrayBuffer(file)))
  const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
  const tables = xml.match(/<w:tbl>[\s\S]*?<\/w:tbl>/g) ?? []
  return new Map(blocks.map((block, index) => [block, tables[index] ?? '']))
}
