import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { Cell, Column } from './cell.ts'
import { csvLine, csvMark } from './csv.ts'
import { packageParts, sheetPart } from './xlsx-package.ts'
import { rowXml, sheetEnd, sheetStart } from './xlsx-sheet.ts'
import { zipTime } from './zip.ts'

/** A table whose rows come a few hundred at a time, so that its file never stands whole in memory. */
export type TableStream = {
  readonly name: string
  readonly creator: string
  /** The moment that the file says it was made at. */
  readonly madeMs: number
  readonly columns: readonly Column[]
  readonly batches: AsyncIterable<readonly (readonly Cell[])[]>
}

/** The bytes of a CSV file, one chunk for each batch. */
export async function* csvChunks({ columns, batches }: TableStream): AsyncGenerator<Buffer> {
  yield Buffer.from(csvMark + csvLine(columns.map(({ head }) => head)), 'utf8')
  for await (const rows of batches) yield Buffer.from(rows.map(csvLine).join(''), 'utf8')
}

/** Fast enough that a batch holds the collector up for milliseconds, at a tenth more bytes. */
const level = 3

/** The bytes of a workbook of one sheet, compressed as its rows come. */
export async function* xlsxChunks(table: TableStream): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    if (chunk.length > 0) ready.push(chunk)
  })
  const parts = packageParts({ names: [table.name], ...pick(table) })
  for (const [name, text] of Object.entries(parts)) {
    const part = new ZipPassThrough(name)
    part.mtime = zipTime()
    zip.add(part)
    part.push(strToU8(text), true)
  }
  const sheet = new ZipDeflate(sheetPart(0), { level })
  sheet.mtime = zipTime()
  zip.add(sheet)
  sheet.push(strToU8(sheetStart(table.columns)))
  let row = 2
  for await (const rows of table.batches) {
    sheet.push(strToU8(rows.map((cells, index) => rowXml(cells, row + index, 'body')).join('')))
    row += rows.length
    yield* ready.splice(0)
  }
  sheet.push(strToU8(sheetEnd), true)
  zip.end()
  yield* ready.splice(0)
}

const pick = ({ creator, madeMs }: TableStream) => ({ creator, madeMs })
