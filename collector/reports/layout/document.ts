import {
  AlignmentType,
  Document,
  Footer,
  Header,
  PageNumber,
  PageOrientation,
  Packer,
  Paragraph,
  TextRun,
  type FileChild,
  type ISectionOptions,
} from 'docx'
import type { Appendix, Block, ReportDocument } from '../model.ts'
import { sealDocx } from '../sealed-zip.ts'
import { footOf } from './foot.ts'
import { headOf } from './head.ts'
import { bodyParagraph, framed, gap, heading, line, note, run } from './paragraphs.ts'
import { contentWidth, fixedSizes, font, mm, page, points, sizeSets } from './sizes.ts'
import { dataTable } from './tables.ts'

/** The .docx of a report in the layout of NĐ 30/2020. The same document gives the same bytes. */
export async function layOut(document: ReportDocument): Promise<Uint8Array> {
  const body = [
    ...headOf(document),
    ...blocksOf(document.body, document, 'body'),
    ...footOf(document),
  ]
  const file = new Document({
    title: document.head.abstract,
    creator: document.head.issuer,
    description: document.provenance,
    styles: {
      default: {
        document: { run: { font, size: sizeSets[document.sizes].body, color: '000000' } },
      },
    },
    sections: [
      section(document, body, false),
      ...document.appendices.map((appendix) =>
        section(document, appendixOf(appendix, document), appendix.isLandscape),
      ),
    ],
  })
  return sealDocx(new Uint8Array(await Packer.toArrayBuffer(file)), document.madeMs)
}

/** Each section counts its pages from 1; the first page of each shows no number. */
function section(
  document: ReportDocument,
  children: readonly FileChild[],
  isLandscape: boolean,
): ISectionOptions {
  const orientation = isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
  return {
    properties: {
      titlePage: true,
      page: {
        size: { width: page.width, height: page.height, orientation },
        margin: page,
        pageNumbers: { start: 1 },
      },
    },
    headers: { default: numberHeader(), first: new Header({ children: [new Paragraph({})] }) },
    footers: { default: provenanceFooter(document), first: provenanceFooter(document) },
    children: [...children],
  }
}

/** 14 pt upright, centred in the top margin. */
function numberHeader(): Header {
  const number = new TextRun({ children: [PageNumber.CURRENT], size: 28 })
  return new Header({
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [number] })],
  })
}

function provenanceFooter({ provenance }: ReportDocument): Footer {
  const text = run(provenance, { size: fixedSizes.provenance })
  return new Footer({
    children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [text] })],
  })
}

function appendixOf(appendix: Appendix, document: ReportDocument): FileChild[] {
  const { words, sizes } = document
  const size = sizeSets[sizes].body
  const name = appendix.number === null ? words.appendix : `${words.appendix} ${appendix.number}`
  const width = contentWidth(appendix.isLandscape)
  return [
    ...(appendix.marking === null ? [] : [framed(appendix.marking, (width - mm(48)) / 2)]),
    line(name, { size, bold: true }),
    line(appendix.title, { size, bold: true }),
    line(appendix.attachedTo, { size, italics: true }, { after: points(10) }),
    ...blocksOf(appendix.blocks, document, appendix.isLandscape ? 'landscape' : 'portrait'),
  ]
}

function blocksOf(
  blocks: readonly Block[],
  { sizes }: ReportDocument,
  place: 'body' | 'portrait' | 'landscape',
): FileChild[] {
  const size = sizeSets[sizes].body
  // A signature never stands on a page of its own: the last paragraph goes with it.
  const last = place === 'body' ? blocks.length - 1 : -1
  return blocks.flatMap((block, index): FileChild[] => {
    switch (block.kind) {
      case 'heading':
        return [heading(block.text, block.level, size)]
      case 'paragraph':
        return [bodyParagraph(block.text, size, index === last)]
      case 'note':
        return [note(block.text, fixedSizes.note)]
      case 'table':
        return [dataTable(block, contentWidth(place === 'landscape')), gap(points(8))]
    }
  })
}
