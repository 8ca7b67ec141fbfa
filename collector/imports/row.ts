import { codeOf, type KindedBody } from '#domain/register.ts'
import { faultsOfEntry } from '#protocol/register-faults.ts'
import { importLimits, type ImportError } from '#protocol/import-views.ts'
import { entryBodies, type EntryKind } from '#protocol/register.ts'
import { isStorable } from '#protocol/values.ts'
import type { FindAgency } from './agencies.ts'
import { shownText, textOf, type Cell } from './cell.ts'
import type { Column } from './columns.ts'
import { legacyEncodingOf } from './legacy-text.ts'
import { expected, foldWords, isValue, type Value } from './value.ts'

/** A field and the column of the file that it is read from; null: there is none. */
export type Source = {
  readonly column: Column
  readonly at: number | null
  readonly header: string | null
  readonly unit: number
}

/** A row that can be declared. */
export type RowEntry = KindedBody & { readonly agencyId: string }

export type RowResult =
  | { readonly entry: RowEntry; readonly errors: readonly [] }
  | { readonly entry: null; readonly errors: readonly ImportError[] }

type Reading = {
  readonly kind: EntryKind
  readonly sources: readonly Source[]
  readonly findAgency: FindAgency
}

/** One row as an entry, or everything that is wrong with it. `row` is its number in the file. */
export function readRow(cells: readonly Cell[], row: number, reading: Reading): RowResult {
  const errors: ImportError[] = []
  const body: Record<string, unknown> = {}
  let agencyId = ''
  for (const source of reading.sources) {
    const cell = cellAt(cells, source)
    const value = valueOf(cell, source, reading)
    if (!isValue(value)) errors.push(errorOf(source, { row, cell, value }))
    else if (source.column.field === 'agency') agencyId = String(value.value)
    else body[source.column.field] = value.value
  }
  if (errors.length > 0) return { entry: null, errors }
  const parsed = entryBodies[reading.kind].safeParse(body)
  if (parsed.success) {
    const kinded = { kind: reading.kind, body: parsed.data }
    // The schema of this very kind has parsed the body, which the type of a table of schemas cannot say.
    const entry = { ...(kinded as KindedBody), agencyId }
    const faults = faultsOfEntry(entry).map(({ field, fault }) =>
      faultAt(field, { row, cells, reading, value: { expected: fault, params: {} } }),
    )
    return faults.length === 0 ? { entry, errors: [] } : { entry: null, errors: faults }
  }
  return { entry: null, errors: faultsOf(parsed.error.issues, { cells, row, reading }) }
}

const cellAt = (cells: readonly Cell[], { at }: Source): Cell =>
  at === null ? null : (cells[at] ?? null)

function valueOf(cell: Cell, { column, unit }: Source, { findAgency }: Reading): Value {
  const refused = refusedCell(cell)
  if (refused) return refused
  if (column.field === 'agency') return findAgency(cell)
  if (textOf(cell).trim() === '') {
    return column.whenEmpty === 'required' ? expected('required') : column.whenEmpty
  }
  return column.read(cell, unit)
}

function refusedCell(cell: Cell): Value | null {
  if (cell !== null && typeof cell === 'object' && 'trouble' in cell) return expected(cell.trouble)
  const text = textOf(cell)
  const lengthMax = importLimits.cellLengthMax
  if (text.length > lengthMax) return expected('cell-length', { length: text.length, lengthMax })
  if (!isStorable(text)) return expected('storable')
  const encoding = legacyEncodingOf(text)
  return encoding === null ? null : expected('vietnamese', { encoding })
}

type Place = {
  readonly row: number
  readonly cell: Cell
  readonly value: Extract<Value, { expected: unknown }>
}

function errorOf(source: Source, { row, cell, value }: Place): ImportError {
  const { header, column } = source
  return { row, column: header, field: column.field, value: shownText(cell), ...value }
}

type Issues = readonly {
  readonly code?: string
  readonly path: readonly PropertyKey[]
  readonly origin?: unknown
  readonly maximum?: unknown
  readonly minimum?: unknown
}[]

/** What the schema of the body finds, at the cells that it was read from. */
function faultsOf(
  issues: Issues,
  { cells, row, reading }: { cells: readonly Cell[]; row: number; reading: Reading },
): ImportError[] {
  return issues.map((issue) =>
    faultAt(String(issue.path[0]), { cells, row, reading, value: faultOf(issue) }),
  )
}

type Fault = {
  readonly cells: readonly Cell[]
  readonly row: number
  readonly reading: Reading
  readonly value: Place['value']
}

/** What is wrong with a field, at the cell that it was read from. */
function faultAt(field: string, { cells, row, reading, value }: Fault): ImportError {
  const source = reading.sources.find(({ column }) => column.field === field)
  if (!source) return { row, column: null, field: null, value: '', ...value }
  return errorOf(source, { row, cell: cellAt(cells, source), value })
}

function faultOf({ code, origin, maximum, minimum }: Issues[number]): Place['value'] {
  if (code === 'too_big') {
    const max = Number(maximum)
    if (origin === 'string') return { expected: 'length', params: { max } }
    return { expected: origin === 'array' ? 'items' : 'at-most', params: { max } }
  }
  if (code === 'too_small' && origin !== 'string') {
    return { expected: 'at-least', params: { min: Number(minimum) } }
  }
  return { expected: code === 'too_small' ? 'required' : 'valid', params: {} }
}

/** What an entry is told from others by: its code, or all that it says where it has none. */
export function keyOf(entry: RowEntry): string {
  const code = codeOf(entry)
  return code === null
    ? `${entry.agencyId} ${JSON.stringify(entry.body)}`
    : `${entry.agencyId} ${foldWords(code)}`
}
