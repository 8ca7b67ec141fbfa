import type { ExpectedCode, ImportError } from '#protocol/import-views.ts'
import { textOf, type Cell } from './cell.ts'

/** What a cell means, or what was expected in its place. */
export type Value =
  | { readonly value: unknown }
  | { readonly expected: ExpectedCode; readonly params: ImportError['params'] }

/** Reads a cell that is not empty. `unit` multiplies an amount, as the head of its column says. */
export type ReadValue = (cell: Cell, unit: number) => Value

export const isValue = (value: Value): value is { readonly value: unknown } => 'value' in value

export const expected = (code: ExpectedCode, params: ImportError['params'] = {}): Value => ({
  expected: code,
  params,
})

/** What a spreadsheet has made of a code that it took for a number is not always the code. */
const faithfulNumber = /^-?\d{1,15}$/

/** Words as they stand; spaces at the ends and repeated ones do not count. */
export const asText: ReadValue = (cell) => {
  if (cell !== null && typeof cell === 'object' && 'number' in cell) {
    return faithfulNumber.test(cell.number) ? { value: cell.number } : expected('text-cell')
  }
  const text = textOf(cell)
  return {
    value: text
      .replaceAll(/[\s\u00a0]+/g, ' ')
      .trim()
      .normalize('NFC'),
  }
}

/** Several words between semicolons, bars or line ends. */
export const asTexts: ReadValue = (cell) => {
  const text = asText(typeof cell === 'string' ? cell.replaceAll(/[\n\r|]+/g, ';') : cell, 1)
  return isValue(text) ? { value: partsOf(String(text.value), ';') } : text
}

/** Hardware addresses in any usual spelling, between semicolons, commas, bars or spaces. */
export const asMacs: ReadValue = (cell) => {
  const macs = textOf(cell)
    .toLowerCase()
    .split(/[;,|\s]+/)
    .filter((part) => part !== '')
    .map((part) => part.replaceAll(/[:.-]/g, ''))
  if (macs.some((mac) => !/^[0-9a-f]{12}$/.test(mac))) return expected('mac')
  return { value: macs.map((mac) => mac.match(/../g)?.join(':') ?? '') }
}

/** One hardware address in any usual spelling. */
export const asMac: ReadValue = (cell, unit) => {
  const macs = asMacs(cell, unit)
  if (!isValue(macs) || !Array.isArray(macs.value)) return macs
  const [mac, ...others] = macs.value
  return others.length > 0 ? expected('mac') : { value: mac ?? null }
}

/** `Bkav (trong nước); Kaspersky (nước ngoài); CMC`: what is not said stays unsaid. */
export const asProducts: ReadValue = (cell, unit) => {
  const texts = asTexts(cell, unit)
  if (!isValue(texts) || !Array.isArray(texts.value)) return texts
  return {
    value: texts.value.map((text: string) => {
      const [, name = text, origin] = /^(.*?)\s*\(([^()]*)\)$/.exec(text) ?? []
      const isDomestic = origin === undefined ? null : domesticOf(origin)
      return isDomestic === undefined ? { name: text, isDomestic: null } : { name, isDomestic }
    }),
  }
}

function domesticOf(origin: string): boolean | null | undefined {
  const words = foldWords(origin)
  if (['trong nuoc', 'viet nam', 'domestic'].includes(words)) return true
  if (['nuoc ngoai', 'ngoai nuoc', 'foreign'].includes(words)) return false
  return undefined
}

const partsOf = (text: string, separator: string) =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** One of some words, whatever their case and marks. `words`: each spelling, folded, with what it means. */
export function asChoice(words: ReadonlyMap<string, string>, shown: readonly string[]): ReadValue {
  return (cell) => {
    const found = words.get(foldWords(textOf(cell)))
    return found === undefined
      ? expected('choice', { choices: shown.join(' / ') })
      : { value: found }
  }
}

const yes = new Set(['co', 'x', 'yes', 'y', 'true', '1', 'da', 'dung', '✓', '✔', '√', 'roi', 'c'])
const no = new Set(['khong', 'no', 'n', 'false', '0', 'chua', 'sai', 'k', '-'])

/** Yes or no, as forms are filled in. */
export const asFlag: ReadValue = (cell) => {
  if (cell !== null && typeof cell === 'object' && 'flag' in cell) return { value: cell.flag }
  const words = foldWords(textOf(cell))
  if (yes.has(words)) return { value: true }
  return no.has(words) ? { value: false } : expected('flag')
}

/** A text as words are compared here: without marks, case and doubled spaces. */
export function foldWords(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .trim()
}
