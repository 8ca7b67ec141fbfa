import { z } from 'zod'
import { importFields } from './import-fields.ts'
import { day, entryKind } from './register.ts'
import { digest, epochMs } from './values.ts'

/** What one file may hold. Each limit has its own sentence when a file exceeds it. */
export const importLimits = {
  fileBytesMax: 16 * 1024 * 1024,
  /** Of all parts of an .xlsx file together. */
  inflatedBytesMax: 64 * 1024 * 1024,
  partsMax: 500,
  /** Three times the machines of a province. */
  rowsMax: 50_000,
  columnsMax: 100,
  cellLengthMax: 4_000,
  errorsShownMax: 500,
  previewRowsMax: 20,
  /** The head of a table stands within so many rows. */
  headerRowMax: 30,
} as const

const count = z.int().min(0)
const fieldNames = [...new Set(Object.values(importFields).flat())] as [string, ...string[]]
const field = z.enum(fieldNames)

export const importStatuses = ['draft', 'done', 'undone'] as const

/** What a value was expected to be; its sentence is `import.expected.<code>`. */
export const expectedCodes = [
  'required',
  'integer',
  'amount',
  'amount-ambiguous',
  'day',
  'flag',
  'choice',
  'mac',
  'at-most',
  'at-least',
  'length',
  'items',
  'cell-length',
  'text-cell',
  'no-formula',
  'no-cell-error',
  'storable',
  'vietnamese',
  'agency-known',
  'agency-named',
  'agency-chosen',
  'once-in-file',
  'not-standing',
  'reason-missing',
  'address-name',
  'address-range',
  'address-public',
  'ends-before',
  'more-than-whole',
  'network-not-private',
  'valid',
] as const
export type ExpectedCode = (typeof expectedCodes)[number]

/** One value that cannot be taken: where it is, what stands there and what is expected. */
export const importError = z.object({
  /** As a spreadsheet counts, from 1. */
  row: z.int().min(1),
  /** The head of its column; null: of the whole row. */
  column: z.string().nullable(),
  field: field.nullable(),
  value: z.string(),
  expected: z.enum(expectedCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type ImportError = z.infer<typeof importError>

/** How a file was read. */
export const importFormat = z.object({
  format: z.enum(['csv', 'xlsx']),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1258']).nullable(),
  delimiter: z.enum([';', '\t', ',']).nullable(),
  sheets: z.array(z.string()),
})
export type ImportFormat = z.infer<typeof importFormat>

/** A column of the file: its head, some values, and to which field it goes; null: to none. */
export const importColumn = z.object({
  index: z.int().min(0),
  header: z.string(),
  samples: z.array(z.string()),
  field: field.nullable(),
  /** What an amount of this column is multiplied by, as its head says ("triệu đồng"). */
  unit: z.int().min(1),
})
export type ImportColumn = z.infer<typeof importColumn>

/** What the caller chooses; null is left to the program. */
export const importChoice = z.strictObject({
  kind: entryKind,
  /** The agency of every row; null: a column says it. */
  agencyId: z.string().max(40).nullable(),
  fromDay: day,
  evidence: z.string().trim().min(1).max(300).normalize('NFC').nullable(),
  /** From 1. */
  sheet: z.int().min(1).max(importLimits.partsMax).nullable(),
  headerRow: z.int().min(1).max(importLimits.headerRowMax).nullable(),
  /** Of each column, in its order, the field. */
  mapping: z.array(field.nullable()).max(importLimits.columnsMax).nullable(),
  /** What happens to a row whose code stands already with other content. */
  standing: z.enum(['correct', 'refuse']),
})
export type ImportChoice = z.infer<typeof importChoice>

/** What an import would do, row by row. The parts add up to `rows`. */
export const importCounts = z.object({
  rows: count,
  added: count,
  corrected: count,
  unchanged: count,
  wrong: count,
})
export type ImportCounts = z.infer<typeof importCounts>

/** The dry run: how the file was understood and what importing it would do. Nothing is written. */
export const importCheck = z.object({
  file: importFormat,
  headerRow: z.int().min(1),
  mappingFrom: z.enum(['given', 'remembered', 'guessed']),
  columns: z.array(importColumn),
  /** Required fields that no column goes to. */
  missing: z.array(field),
  counts: importCounts,
  errorsTotal: count,
  /** The first `errorsShownMax`. */
  errors: z.array(importError),
  /** The first rows as they were read, by column. */
  preview: z.array(
    z.object({
      row: z.int().min(1),
      outcome: z.enum(['added', 'corrected', 'unchanged', 'wrong']),
      cells: z.array(z.string()),
    }),
  ),
})
export type ImportCheck = z.infer<typeof importCheck>

/** How far the reading of a file is. */
export const importProgress = z.object({
  stage: z.enum(['opening', 'reading', 'checking', 'writing', 'written', 'undone']),
  done: count,
  total: count.nullable(),
})
export type ImportProgress = z.infer<typeof importProgress>

/** One uploaded file and what became of it. */
export const importView = z.object({
  id: z.string(),
  fileName: z.string(),
  fileBytes: count,
  digest,
  status: z.enum(importStatuses),
  kind: entryKind.nullable(),
  agencyId: z.string().nullable(),
  fromDay: day.nullable(),
  counts: importCounts.nullable(),
  uploadedMs: epochMs,
  actor: z.string(),
  doneMs: epochMs.nullable(),
  undoneMs: epochMs.nullable(),
  undoneBy: z.string().nullable(),
  /** Entries that an undo left as they are because somebody changed them afterwards. */
  undoSkipped: count.nullable(),
})
export type ImportView = z.infer<typeof importView>
