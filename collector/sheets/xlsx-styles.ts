import { xmlHead, main } from './xml.ts'

/** Index of each format in `styles`. */
export const formats = {
  head: 1,
  text: 2,
  whole: 3,
  day: 4,
  moment: 5,
  total: 6,
  totalWhole: 7,
  decimal: 8,
} as const

const font = (bold: string) => `<font>${bold}<sz val="12"/><name val="Times New Roman"/></font>`
const format = (numFmt: number, fontId: number, align: string) =>
  `<xf numFmtId="${numFmt}" fontId="${fontId}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment ${align}/></xf>`
const top = 'vertical="top"'
export const styles =
  `${xmlHead}<styleSheet xmlns="${main}"><numFmts count="2">` +
  '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/></numFmts>' +
  `<fonts count="2">${font('')}${font('<b/>')}</fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="9"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  format(49, 1, 'horizontal="center" vertical="center" wrapText="1"') +
  format(49, 0, `${top} wrapText="1"`) +
  format(3, 0, top) +
  format(164, 0, top) +
  format(165, 0, top) +
  format(49, 1, top) +
  format(3, 1, top) +
  format(4, 0, top) +
  '</cellXfs></styleSheet>'
