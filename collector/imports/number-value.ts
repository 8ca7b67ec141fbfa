import { textOf, type Cell } from './cell.ts'
import { expected, foldWords, type ReadValue, type Value } from './value.ts'

/**
 * A whole number. Separators of thousands of either language are understood, because a count has no decimals:
 * `1.200`, `1,200` and `1 200` are 1200; `12,0` is 12; `12,5` is no count.
 */
export const asInteger: ReadValue = (cell) => {
  const digits = digitsOf(cell)
  if (/^-?\d+$/.test(digits)) return integer(digits)
  // A spreadsheet writes large numbers with an exponent.
  if (isNumberCell(cell)) return integer(String(Number(digits)))
  if (/^\d{1,3}([., ])\d{3}(\1\d{3})*$/.test(digits)) return integer(digits.replaceAll(/\D/g, ''))
  const whole = /^(-?\d+)[.,]0+$/.exec(digits)?.[1]
  return whole === undefined ? expected('integer') : integer(whole)
}

/** A level, also as a Roman numeral or after its word: `Cấp độ 3`, `III`. */
export const asLevel: ReadValue = (cell, unit) => {
  const words = foldWords(textOf(cell)).replace(/^(cap do|cap|level|muc)\s*/, '')
  const roman = ['i', 'ii', 'iii', 'iv', 'v'].indexOf(words)
  return roman >= 0 ? { value: roman + 1 } : asInteger(isNumberCell(cell) ? cell : words, unit)
}

const units: readonly (readonly [pattern: RegExp, factor: number])[] = [
  [/\b(nghin|ngan)( dong)?\b/, 1_000],
  [/\b(trieu|tr)( dong| d)?\b|\bmillion\b/, 1_000_000],
  [/\b(ty|ti)( dong| d)?\b|\bbillion\b/, 1_000_000_000],
]

/** By what an amount is multiplied where words name its unit; 1 where they name none. */
function unitOf(words: string): number {
  const folded = foldWords(words)
  return units.find(([pattern]) => pattern.test(folded))?.[1] ?? 1
}

/** The unit that the head of a column names: in brackets, after "ĐVT", or as a number of đồng. */
export function unitOfHead(head: string): number {
  const folded = foldWords(head)
  const named =
    /[([]([^)\]]*)[)\]]/.exec(folded)?.[1] ??
    /(?:dvt|don vi tinh)\s*:?\s*(.*)$/.exec(folded)?.[1] ??
    /(?:nghin|ngan|trieu|ty|ti) dong/.exec(folded)?.[0]
  return named === undefined ? 1 : unitOf(named)
}

/**
 * An amount in đồng, whole. `12,5` in a column of millions is 12 500 000. Dots before three digits are thousands,
 * as is written here; one comma before three digits may be either, so it is asked about.
 */
export const asAmount: ReadValue = (cell, unit) => {
  const text = digitsOf(cell)
  const [, number = '', words = ''] = /^(-?[\d., ]*\d)\s*(\D*)$/.exec(text) ?? []
  const factor = words === '' ? unit : unitOf(words) === 1 ? 1 : unitOf(words)
  if (words !== '' && !isUnitWord(words)) return expected('amount')
  if (isNumberCell(cell)) return timesUnit(plainDecimal(text), factor)
  const digits = number.replaceAll(' ', '')
  if (/^-?\d{1,3},\d{3}$/.test(digits)) return expected('amount-ambiguous')
  return timesUnit(decimalOf(digits), factor)
}

const isUnitWord = (words: string) =>
  unitOf(words) !== 1 || ['d', 'dong', 'vnd', 'vnđ', '₫'].includes(foldWords(words))

/** With a dot before the decimals; null: no number. */
function decimalOf(digits: string): string | null {
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(digits)) {
    return digits.replaceAll('.', '').replace(',', '.')
  }
  if (/^-?\d{1,3}(,\d{3}){2,}(\.\d+)?$|^-?\d{1,3}(,\d{3})+\.\d+$/.test(digits)) {
    return digits.replaceAll(',', '')
  }
  return /^-?\d+([.,]\d+)?$/.test(digits) ? digits.replace(',', '.') : null
}

/** Digit by digit, so that no binary fraction rounds an amount. */
function timesUnit(decimal: string | null, factor: number): Value {
  if (decimal === null) return expected('amount')
  const [whole = '', fraction = ''] = decimal.split('.')
  const zeros = String(factor).length - 1
  const significant = fraction.replace(/0+$/, '')
  if (significant.length > zeros) return expected('amount')
  return integer(`${whole}${significant.padEnd(zeros, '0')}`, 'amount')
}

function integer(digits: string, kind: 'integer' | 'amount' = 'integer'): Value {
  const value = Number(digits)
  return Number.isSafeInteger(value) ? { value } : expected(kind)
}

function plainDecimal(digits: string): string | null {
  if (/^-?\d+(\.\d+)?$/.test(digits)) return digits
  const value = Number(digits)
  return Number.isFinite(value) && Math.abs(value) < 1e21 ? decimalOf(String(value)) : null
}

const isNumberCell = (cell: Cell) => cell !== null && typeof cell === 'object' && 'number' in cell

const digitsOf = (cell: Cell) =>
  textOf(cell)
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
