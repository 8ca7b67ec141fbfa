import {
  importLimits,
  type ImportCheck,
  type ImportChoice,
  type ImportColumn,
  type ImportProgress,
} from '#protocol/import-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import { agencyFinder, type AgencyNames } from './agencies.ts'
import { isEmptyRow, shownText, textOf, type Cell, type Rows } from './cell.ts'
import { checkRows, type RowDraft, type StandingEntry } from './check-rows.ts'
import { columnsOf } from './columns.ts'
import {
  checkMapping,
  guessHeaderRow,
  guessMapping,
  signatureOf,
  type Mapping,
  type RememberedMapping,
} from './mapping.ts'
import { unitOfHead } from './number-value.ts'
import { readTable } from './read-table.ts'
import type { Source } from './row.ts'

/** Everything that the check of a file depends on, so that the same file and the same choice give the same. */
export type CheckWork = {
  readonly bytes: Uint8Array
  readonly choice: Omit<ImportChoice, 'fromDay' | 'evidence'>
  readonly agencies: readonly AgencyNames[]
  readonly remembered: readonly RememberedMapping[]
  readonly standing: readonly StandingEntry[]
  /** Only what would happen: the rows themselves stay in the thread. */
  readonly isDryRun: boolean
}

export type FileChecked = {
  readonly check: ImportCheck
  /** What an import writes; complete only where no row is wrong, and empty after a dry run. */
  readonly drafts: readonly RowDraft[]
  readonly signature: string
}

const samplesMax = 3
/** Columns within these rows are shown, so that an empty one beyond them is not. */
const widthRows = 200

/** Reads, maps and checks a file. Writes nothing and knows no database. @throws Refusal IMPORT_… */
export async function checkFile(
  work: CheckWork,
  onProgress: (progress: ImportProgress) => void,
): Promise<FileChecked> {
  const { choice } = work
  onProgress({ stage: 'reading', done: 0, total: null })
  const table = await readTable(work.bytes, choice.sheet)
  const headerRow = choice.headerRow ?? guessHeaderRow(table.rows, choice.kind)
  const rowsBelow = table.rows.slice(headerRow).filter((row) => !isEmptyRow(row)).length
  const { rowsMax } = importLimits
  if (rowsBelow > rowsMax) throw new Refusal('IMPORT_ROWS_TOO_MANY', { rows: rowsBelow, rowsMax })

  const headers = headersOf(table.rows, headerRow)
  const { mapping, mappingFrom, signature } = mappingOf(work, headers)
  const columns = headers.map((header, at) =>
    columnView(table.rows, { headerRow, at, header, mapping }),
  )
  const sources = sourcesOf(choice.kind, columns)
  const checked = checkRows(table.rows, {
    kind: choice.kind,
    sources,
    findAgency: agencyFinder(work.agencies, choice.agencyId),
    headerRow,
    width: headers.length,
    standing: work.standing,
    onStanding: choice.standing,
    onProgress: (done) => onProgress({ stage: 'checking', done, total: rowsBelow }),
  })
  const { drafts, ...found } = checked
  const isMissing = ({ column, at }: Source) =>
    at === null &&
    (column.field === 'agency' ? choice.agencyId === null : column.whenEmpty === 'required')
  return {
    check: {
      file: table.file,
      headerRow,
      mappingFrom,
      columns,
      missing: sources.filter(isMissing).map(({ column }) => column.field),
      ...found,
      errors: [...found.errors],
    },
    drafts: work.isDryRun ? [] : drafts,
    signature,
  }
}

/** Heads as they stand, to the last column that holds anything. */
function headersOf(rows: Rows, headerRow: number): string[] {
  const near = rows.slice(headerRow - 1, headerRow - 1 + widthRows)
  const lengthOf = (row: readonly Cell[]) => row.findLastIndex((cell) => textOf(cell) !== '') + 1
  const width = Math.max(0, ...near.map(lengthOf))
  const head = rows[headerRow - 1]
  if (!head || width === 0 || isEmptyRow(head)) throw new Refusal('IMPORT_HEADER_MISSING')
  return Array.from({ length: width }, (_, at) => textOf(head[at]).replaceAll(/\s+/g, ' ').trim())
}

function mappingOf({ choice, remembered }: CheckWork, headers: readonly string[]) {
  const signature = signatureOf(choice.kind, headers)
  if (choice.mapping !== null) {
    checkMapping(choice.kind, choice.mapping, headers.length)
    return { mapping: choice.mapping, mappingFrom: 'given', signature } as const
  }
  const known = remembered.find((one) => one.signature === signature)
  if (known) return { mapping: known.mapping, mappingFrom: 'remembered', signature } as const
  const mapping = guessMapping(choice.kind, headers)
  return { mapping, mappingFrom: 'guessed', signature } as const
}

type ColumnPlace = { headerRow: number; at: number; header: string; mapping: Mapping }

function columnView(rows: Rows, { headerRow, at, header, mapping }: ColumnPlace): ImportColumn {
  const samples: string[] = []
  for (const row of rows.slice(headerRow, headerRow + widthRows)) {
    const text = shownText(row[at])
    if (text !== '' && samples.length < samplesMax) samples.push(text)
  }
  return { index: at, header, samples, field: mapping[at] ?? null, unit: unitOfHead(header) }
}

function sourcesOf(kind: ImportChoice['kind'], columns: readonly ImportColumn[]): Source[] {
  return columnsOf(kind).map((column) => {
    const from = columns.find(({ field }) => field === column.field)
    if (!from) return { column, at: null, header: null, unit: 1 }
    return { column, at: from.index, header: from.header, unit: from.unit }
  })
}
