import type { PlainKey, Translator } from '#i18n/translator.ts'
import type { Bilingual } from '#protocol/views.ts'
import type { Cell } from '#collector/sheets/cell.ts'
import type { FileColumn } from './send-table.ts'

/** The name of a column: a text of the catalogue, or a sentence made of one. */
type Head = PlainKey | { readonly id: string; readonly say: (words: Translator) => string }
type Read<Row, Value> = (row: Row, words: Translator) => Value | null | undefined

/** In characters. */
const widths = { text: 28, name: 44, sentence: 60, count: 12, day: 14, moment: 18 } as const

/**
 * The kinds of columns that a table has: what it is called and how its value is read from a row. Numbers stay numbers
 * and days days, so that a sheet can count and sort them; what is not known is an empty cell.
 */
export function columnsOf<Row>() {
  const made =
    <Value>(width: number, cellOf: (value: Value) => Cell) =>
    (head: Head, read: Read<Row, Value>): FileColumn<Row> => ({
      // What the query calls it holds no dots.
      id: (typeof head === 'string' ? head : head.id).replaceAll('.', '-'),
      width,
      head: (words) => (typeof head === 'string' ? words.t(head) : head.say(words)),
      cell: (row, words) => {
        const value = read(row, words)
        return value === null || value === undefined ? null : cellOf(value)
      },
    })
  return {
    text: made<string>(widths.text, (value) => value),
    /** Of an agency, a plan, an indicator. */
    name: made<string>(widths.name, (value) => value),
    sentence: made<string>(widths.sentence, (value) => value),
    count: made<number>(widths.count, (value) => value),
    day: made<string>(widths.day, (day) => ({ day })),
    moment: made<number>(widths.moment, (momentMs) => ({ momentMs })),
    seconds: made<number>(widths.count, (ms) => ({ decimal: ms / 1000, digits: 1 })),
  }
}

/** A sentence of data in the language of the file; Vietnamese where a province wrote nothing else. */
export const local = ({ vi, en }: Bilingual, { language }: Translator): string =>
  language === 'en' && en !== '' ? en : vi

/** Yes or no in a cell. */
export const yesOrNo = (isSo: boolean, { t }: Translator): string => t(isSo ? 'yes' : 'no')
