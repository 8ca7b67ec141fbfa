import { strToU8 } from 'fflate'
import { sealZip } from '../sealed-zip.ts'
import type { Cell, Sheet } from './sheet.ts'

/*
 * Writes a workbook straight as XML. Measured on a busy machine with 90,000 rows of nine cells: 7 seconds and 570 MB for
 * a whole report, against 130 seconds and 2 GB through exceljs, which keeps an object for each cell. Tests read it back
 * with exceljs.
 */

type Workbook = {
  readonly sheets: readonly Sheet[]
  readonly creator: string
  /** The moment that the file says it was made at. */
  readonly madeMs: number
}

/** The bytes of a workbook; the same sheets give the same bytes. */
export function writeXlsx({ sheets, creator, madeMs }: Workbook): Uint8Array {
  const named = uniqueNames(sheets.map(({ name }) => name))
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': relationships([
      ['officeDocument', 'xl/workbook.xml'],
      ['metadata/core-properties', 'docProps/core.xml'],
    ]),
    'docProps/core.xml': coreProperties(creator, madeMs),
    'xl/workbook.xml': workbookXml(named),
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles,
  }
  sheets.forEach((sheet, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(sheet)
  })
  const bytes = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const)
  return sealZip(Object.fromEntries(bytes))
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Index of each format in `styles`. */
const formats = { head: 1, text: 2, whole: 3, day: 4, moment: 5, total: 6, totalWhole: 7 } as const

const font = (bold: string) => `<font>${bold}<sz val="12"/><name val="Times New Roman"/></font>`
const format = (numFmt: number, fontId: number, align: string) =>
  `<xf numFmtId="${numFmt}" fontId="${fontId}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment ${align}/></xf>`
const top = 'vertical="top"'
const styles =
  `${xmlHead}<styleSheet xmlns="${main}"><numFmts count="2">` +
  '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts>' +
  `<fonts count="2">${font('')}${font('<b/>')}</fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  format(49, 1, 'horizontal="center" vertical="center" wrapText="1"') +
  format(49, 0, `${top} wrapText="1"`) +
  format(3, 0, top) +
  format(164, 0, top) +
  format(165, 0, top) +
  format(49, 1, top) +
  format(3, 1, top) +
  '</cellXfs></styleSheet>'

function sheetXml({ columns, rows, totals }: Sheet): string {
  const widths = columns
    .map(({ width }, index) => {
      const at = index + 1
      return `<col min="${at}" max="${at}" width="${width}" customWidth="1"/>`
    })
    .join('')
  const head = rowXml(
    columns.map((column) => column.head),
    1,
    'head',
  )
  const body = rows.map((cells, index) => rowXml(cells, index + 2, 'body'))
  const last = totals === null ? '' : rowXml(totals, rows.length + 2, 'total')
  return (
    `${xmlHead}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths}</cols><sheetData>${head}${body.join('')}${last}</sheetData>` +
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
  )
}

type Place = 'head' | 'body' | 'total'
const textFormats = { head: 'head', body: 'text', total: 'total' } as const

function rowXml(cells: readonly Cell[], row: number, place: Place): string {
  const inside = cells.map((cell, index) => cellXml(cell, `${columnName(index)}${row}`, place))
  return `<row r="${row}">${inside.join('')}</row>`
}

const dayMs = 86_400_000
/** Days from 1899-12-30, where Excel begins to count, to 1970-01-01. */
const excelEpochDays = 25_569
const vietnamAheadMs = 7 * 3_600_000

/** A text is written as a string in place: no reader takes it for a formula, whatever it begins with. */
function cellXml(cell: Cell, at: string, place: Place): string {
  if (cell === null) return ''
  if (typeof cell === 'string') {
    const style = formats[textFormats[place]]
    return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  }
  if (typeof cell === 'number') {
    const style = place === 'total' ? formats.totalWhole : formats.whole
    return `<c r="${at}" s="${style}"><v>${cell}</v></c>`
  }
  // A sheet knows no time zone: the clock of Vietnam is written as if it were the sheet's own.
  const isDay = 'day' in cell
  const localMs = isDay ? Date.parse(`${cell.day}T00:00:00Z`) : cell.momentMs + vietnamAheadMs
  const style = isDay ? formats.day : formats.moment
  return `<c r="${at}" s="${style}"><v>${localMs / dayMs + excelEpochDays}</v></c>`
}

function columnName(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

// eslint-disable-next-line no-control-regex -- XML 1.0 has no place for these characters, not even escaped.
const notXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

const escaped = (text: string) =>
  text
    .normalize('NFC')
    .toWellFormed()
    .replaceAll(notXml, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const nameLengthMax = 31

/** Names that Excel takes: at most 31 characters, none of []:*?/\, no two alike. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const plain = name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, nameLengthMax)
    let unique = plain
    for (let copy = 2; taken.has(unique.toLowerCase()); copy += 1) {
      const ending = ` ${copy}`
      unique = plain.slice(0, nameLengthMax - ending.length) + ending
    }
    taken.add(unique.toLowerCase())
    return unique
  })
}

function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  return `${xmlHead}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.join('')}</sheets></workbook>`
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const rows = targets.map(([type, target], index) => {
    const base = type.startsWith('metadata/') ? `${packages}/relationships` : office
    return `<Relationship Id="rId${index + 1}" Type="${base}/${type}" Target="${target}"/>`
  })
  return `${xmlHead}<Relationships xmlns="${packages}/relationships">${rows.join('')}</Relationships>`
}

function contentTypes(sheets: number): string {
  const overrides = [
    ['/xl/workbook.xml', `${spreadsheet}.sheet.main+xml`],
    ['/xl/styles.xml', `${spreadsheet}.styles+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ...Array.from({ length: sheets }, (_, index) => [
      `/xl/worksheets/sheet${index + 1}.xml`,
      `${spreadsheet}.worksheet+xml`,
    ]),
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`)
  return (
    `${xmlHead}<Types xmlns="${packages}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
  )
}

function coreProperties(creator: string, madeMs: number): string {
  const made = new Date(madeMs).toISOString().replace(/\.\d{3}Z$/, 'Z')
  const at = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${made}</dcterms:${name}>`
  return (
    `${xmlHead}<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:creator>${escaped(creator)}</dc:creator>${at('created')}${at('modified')}</cp:coreProperties>`
  )
}
