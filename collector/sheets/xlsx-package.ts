import { escaped, main, office, packages, spreadsheet, xmlHead } from './xml.ts'
import { styles } from './xlsx-styles.ts'

type Head = {
  /** Of the sheets, in their order. */
  readonly names: readonly string[]
  readonly creator: string
  /** The moment that the file says it was made at. */
  readonly madeMs: number
}

/** Every part of a workbook but its sheets, by its name in the package. */
export function packageParts({ names, creator, madeMs }: Head): Readonly<Record<string, string>> {
  return {
    '[Content_Types].xml': contentTypes(names.length),
    '_rels/.rels': relationships([
      ['officeDocument', 'xl/workbook.xml'],
      ['metadata/core-properties', 'docProps/core.xml'],
    ]),
    'docProps/core.xml': coreProperties(creator, madeMs),
    'xl/workbook.xml': workbookXml(uniqueNames(names)),
    'xl/_rels/workbook.xml.rels': relationships([
      ...names.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles,
  }
}

/** Where the sheet at a place (from 0) lies in the package. */
export const sheetPart = (index: number) => `xl/worksheets/sheet${index + 1}.xml`

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
