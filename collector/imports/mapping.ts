import { createHash } from 'node:crypto'
import { importLimits } from '#protocol/import-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EntryKind } from '#protocol/register.ts'
import { textOf, type Rows } from './cell.ts'
import { columnsOf, foldHead, type Column } from './columns.ts'

/** Of each column of a file, the field that it goes to; null: to none. */
export type Mapping = readonly (string | null)[]

/** A mapping that somebody imported with, under the signature of its heads. */
export type RememberedMapping = { readonly signature: string; readonly mapping: Mapping }

/** The shortest head that is recognised inside a longer one. */
const partLengthMin = 5

/** Which row is the head: the one of the first that most names of fields stand in, at least one. From 1. */
export function guessHeaderRow(rows: Rows, kind: EntryKind): number {
  const columns = columnsOf(kind)
  let best = { row: 0, score: 0 }
  for (const [at, row] of rows.slice(0, importLimits.headerRowMax).entries()) {
    const heads = row.map((cell) => foldHead(textOf(cell)))
    const score = exactFields(heads, columns).filter((field) => field !== null).length
    if (score > best.score) best = { row: at + 1, score }
  }
  if (best.row > 0) return best.row
  const first = rows.findIndex((row) => row.some((cell) => textOf(cell).trim() !== ''))
  if (first < 0) throw new Refusal('IMPORT_HEADER_MISSING')
  return first + 1
}

/** Heads in order, without marks, case and brackets: the same form filled in by another office gives the same. */
export function signatureOf(kind: EntryKind, headers: readonly string[]): string {
  const heads = headers.map(foldHead)
  return createHash('sha256')
    .update(JSON.stringify([kind, heads]))
    .digest('hex')
}

/** Exact names first, then names within longer heads; a field is given once. */
export function guessMapping(kind: EntryKind, headers: readonly string[]): Mapping {
  const columns = columnsOf(kind)
  const heads = headers.map(foldHead)
  const mapping = exactFields(heads, columns)
  const free = () => columns.filter(({ field }) => !mapping.includes(field))
  for (const [at, head] of heads.entries()) {
    if (mapping[at] === null) mapping[at] = fieldWithin(head, free())
  }
  return mapping
}

function exactFields(heads: readonly string[], columns: readonly Column[]): (string | null)[] {
  const taken = new Set<string>()
  // The names of the templates come first, so that they win over what is another spelling elsewhere.
  const rank = (head: string, column: Column) => column.heads.indexOf(head)
  return heads.map((head) => {
    if (head === '') return null
    const found = columns
      .filter((column) => !taken.has(column.field) && rank(head, column) >= 0)
      .sort((a, b) => rank(head, a) - rank(head, b))[0]
    if (!found) return null
    taken.add(found.field)
    return found.field
  })
}

function fieldWithin(head: string, columns: readonly Column[]): string | null {
  const isWithin = (name: string) =>
    name.length >= partLengthMin && ` ${head} `.includes(` ${name} `)
  const found = columns
    .map(({ field, heads }) => {
      const lengths = heads.filter(isWithin).map((name) => name.length)
      return { field, length: Math.max(0, ...lengths) }
    })
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length)[0]
  return found?.field ?? null
}

/** @throws Refusal IMPORT_MAPPING_INVALID for a field of another kind, one given twice, or columns that are not there. */
export function checkMapping(kind: EntryKind, mapping: Mapping, columns: number): void {
  const fields = mapping.filter((field) => field !== null)
  const known = new Set(columnsOf(kind).map(({ field }) => field))
  const isWrong =
    mapping.length !== columns ||
    new Set(fields).size !== fields.length ||
    fields.some((field) => !known.has(field))
  if (isWrong) throw new Refusal('IMPORT_MAPPING_INVALID', { columns })
}
