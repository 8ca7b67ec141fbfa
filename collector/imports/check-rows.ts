import {
  importLimits,
  type ImportCheck,
  type ImportCounts,
  type ImportError,
} from '#protocol/import-views.ts'
import { isEmptyRow, shownText, type Cell, type Rows } from './cell.ts'
import { readingLimits } from './limits.ts'
import { keyOf, readRow, type RowEntry } from './row.ts'

/** An entry that stands, as a row is compared with it. */
export type StandingEntry = RowEntry & { readonly entryId: string }
/** A row to be written. `entryId` null: a new entry. */
export type RowDraft = RowEntry & { readonly entryId: string | null }

export type RowsChecked = {
  readonly counts: ImportCounts
  readonly errorsTotal: number
  readonly errors: readonly ImportError[]
  readonly preview: ImportCheck['preview']
  readonly drafts: readonly RowDraft[]
}

type Checking = Parameters<typeof readRow>[2] & {
  readonly headerRow: number
  readonly width: number
  readonly standing: readonly StandingEntry[]
  /** What happens to a row whose code stands already with other content. */
  readonly onStanding: 'correct' | 'refuse'
  readonly onProgress: (done: number) => void
}

/** Reads every row below the head and compares it with the rows above it and with what stands. */
export function checkRows(rows: Rows, checking: Checking): RowsChecked {
  const standing = new Map(checking.standing.map((entry) => [keyOf(entry), entry]))
  const seen = new Map<string, number>()
  const counts = { rows: 0, added: 0, corrected: 0, unchanged: 0, wrong: 0 }
  const [errors, drafts]: [ImportError[], RowDraft[]] = [[], []]
  const preview: ImportCheck['preview'] = []
  let errorsTotal = 0
  for (const [at, cells] of rows.entries()) {
    if (at < checking.headerRow || isEmptyRow(cells)) continue
    const row = at + 1
    const result = readRow(cells, row, checking)
    const judged = result.entry
      ? judge(result.entry, { row, seen, standing, checking, cells })
      : { outcome: 'wrong' as const, errors: result.errors, draft: null }
    counts.rows += 1
    counts[judged.outcome] += 1
    errorsTotal += judged.errors.length
    errors.push(...judged.errors.slice(0, importLimits.errorsShownMax - errors.length))
    if (judged.draft) drafts.push(judged.draft)
    if (preview.length < importLimits.previewRowsMax) {
      preview.push({ row, outcome: judged.outcome, cells: shown(cells, checking.width) })
    }
    if (counts.rows % readingLimits.progressEveryRows === 0) checking.onProgress(counts.rows)
  }
  return { counts, errorsTotal, errors, preview, drafts }
}

const shown = (cells: readonly Cell[], width: number) =>
  Array.from({ length: width }, (_, at) => shownText(cells[at]))

type Judged = {
  readonly outcome: keyof Omit<ImportCounts, 'rows'>
  readonly errors: readonly ImportError[]
  readonly draft: RowDraft | null
}

type Known = {
  readonly row: number
  readonly cells: readonly Cell[]
  readonly seen: Map<string, number>
  readonly standing: ReadonlyMap<string, StandingEntry>
  readonly checking: Checking
}

function judge(entry: RowEntry, { row, cells, seen, standing, checking }: Known): Judged {
  const key = keyOf(entry)
  const first = seen.get(key)
  const wrong = (error: Pick<ImportError, 'expected' | 'params'>): Judged => ({
    outcome: 'wrong',
    errors: [{ ...placeOf(cells, checking), row, ...error }],
    draft: null,
  })
  if (first !== undefined) return wrong({ expected: 'once-in-file', params: { firstRow: first } })
  seen.set(key, row)
  const before = standing.get(key)
  if (!before) return { outcome: 'added', errors: [], draft: { ...entry, entryId: null } }
  if (JSON.stringify(before.body) === JSON.stringify(entry.body)) {
    return { outcome: 'unchanged', errors: [], draft: null }
  }
  if (checking.onStanding === 'refuse') return wrong({ expected: 'not-standing', params: {} })
  return { outcome: 'corrected', errors: [], draft: { ...entry, entryId: before.entryId } }
}

const codeFields: ReadonlySet<string> = new Set(['code', 'class', 'metric', 'name'])

/** The cell of the code, where the kind has one. */
function placeOf(cells: readonly Cell[], { sources }: Checking) {
  const source = sources.find(({ column, at }) => at !== null && codeFields.has(column.field))
  if (!source || source.at === null) return { column: null, field: null, value: '' }
  const { header, column, at } = source
  return { column: header, field: column.field, value: shownText(cells[at]) }
}
