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
} as const

/** Index of the first format of decimals, of one digit. */
const firstDecimal = 8
const digitsMax = 12
const decimalDigits = Array.from({ length: digitsMax }, (_, index) => index + 1)
const firstDecimalNumFmt = 166

/** Index of the format that shows so many digits and no fewer: a sheet would round what it does not show. */
export const decimalFormat = (digits: number): number =>
  firstDecimal - 1 + Math.min(Math.max(digits, 1), digitsMax)

const font = (bold: string) => `<font>${bold}<sz val="12"/><name val="Times New Roman"/></font>`
const format = (numFmt: number, fontId: number, align: string) =>
  `<xf numFmtId="${numFmt}" fontId="${fontId}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment ${align}/></xf>`
const top = 'vertical="top"'
export const styles =
  `${xmlHead}<styleSheet xmlns="${main}"><numFmts count="${2 + digitsMax}">` +
  '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy hh:mm"/>' +
  decimalDigits
    .map((digits) => {
      const id = firstDecimalNumFmt + digits - 1
      return `<numFmt numFmtId="${id}" formatCode="#,##0.${'0'.repeat(digits)}"/>`
    })
    .join('') +
  '</numFmts>' +
  `<fonts count="2">${font('')}${font('<b/>')}</fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${firstDecimal + digitsMax}">` +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  format(49, 1, 'horizontal="center" vertical="center" wrapText="1"') +
  format(49, 0, `${top} wrapText="1"`) +
  format(3, 0, top) +
  format(164, 0, top) +
  format(165, 0, top) +
  format(49, 1, top) +
  format(3, 1, top) +
  decimalDigits.map((digits) => format(firstDecimalNumFmt + digits - 1, 0, top)).join('') +
  '</cellXfs></styleSheet>'
