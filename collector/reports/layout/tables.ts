import {
  AlignmentType,
  LineRuleType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import type { Column, TableBlock } from '../model.ts'
import { run } from './paragraphs.ts'
import { fixedSizes, points } from './sizes.ts'

const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const allThin = {
  top: thin,
  bottom: thin,
  left: thin,
  right: thin,
  insideHorizontal: thin,
  insideVertical: thin,
}
const allNone = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
}

type CellContent = readonly (Paragraph | Table)[]

/** Two columns without lines: head and foot of a document. */
export function twoColumns(
  widths: readonly [number, number],
  cells: readonly [CellContent, CellContent],
): Table {
  return new Table({
    width: { size: widths[0] + widths[1], type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    borders: allNone,
    margins: { left: 0, right: 0, top: 0, bottom: 0 },
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          (children, index) =>
            new TableCell({
              width: { size: widths[index] ?? 0, type: WidthType.DXA },
              borders: { top: none, bottom: none, left: none, right: none },
              margins: { left: 0, right: 0, top: 0, bottom: 0 },
              children: [...children],
            }),
        ),
      }),
    ],
  })
}

/** A table with lines, its head repeated on every page; a row is never cut in two. */
export function dataTable(block: TableBlock, width: number): Table {
  const widths = widthsOf(block.columns, width)
  const size = sizeOf(block)
  const row = (cells: readonly TableCell[], isHead: boolean) =>
    new TableRow({ tableHeader: isHead, cantSplit: true, children: [...cells] })
  const head = block.columns.map((column, index) =>
    cell(column.head, { width: widths[index] ?? 0, align: 'center', size, bold: true }),
  )
  const numbers = block.columns.map((_, index) =>
    cell(`(${index + 1})`, { width: widths[index] ?? 0, align: 'center', size, italics: true }),
  )
  const rows = block.rows.map((values, rowIndex) =>
    row(
      block.columns.map(({ align }, index) =>
        cell(values[index] ?? '', {
          width: widths[index] ?? 0,
          align,
          size,
          bold: block.boldRows.includes(rowIndex),
        }),
      ),
      false,
    ),
  )
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    borders: allThin,
    rows: [
      row(head, true),
      ...(block.hasNumberRow ? [row(numbers, true)] : []),
      ...(rows.length > 0 ? rows : [emptyRow(block, width)]),
    ],
  })
}

function sizeOf(block: TableBlock): number {
  if (block.hasNumberRow) return fixedSizes.formTable
  return block.isDense ? fixedSizes.denseTable : fixedSizes.table
}

function emptyRow(block: TableBlock, width: number): TableRow {
  const letters = { width, align: 'center', size: sizeOf(block), italics: true } as const
  return new TableRow({ children: [cell(block.empty, letters, block.columns.length)] })
}

type CellLetters = {
  readonly width: number
  readonly align: Column['align']
  readonly size: number
  readonly bold?: boolean
  readonly italics?: boolean
}

const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const

function cell(text: string, letters: CellLetters, columnSpan = 1): TableCell {
  return new TableCell({
    width: { size: letters.width, type: WidthType.DXA },
    columnSpan,
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: points(3.5), right: points(3.5), top: points(1.5), bottom: points(1.5) },
    children: text.split('\n').map(
      (part) =>
        new Paragraph({
          alignment: alignments[letters.align],
          spacing: { before: 0, after: 0, line: 240, lineRule: LineRuleType.AUTO },
          children: [run(part, letters)],
        }),
    ),
  })
}

/** Whole widths that add up to `width`: the last column takes what rounding leaves. */
function widthsOf(columns: readonly Column[], width: number): number[] {
  const total = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.floor((share * width) / total))
  const rest = width - widths.reduce((sum, value) => sum + value, 0)
  return widths.map((value, index) => (index === widths.length - 1 ? value + rest : value))
}
