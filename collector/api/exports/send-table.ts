import { addAbortSignal, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { translator, type Language, type Translator } from '#i18n/translator.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { fileFormats } from '#protocol/export-routes.ts'
import type { Cell } from '#collector/sheets/cell.ts'
import { csvChunks, xlsxChunks, type TableStream } from '#collector/sheets/stream.ts'
import { inBatches } from '#store/batches.ts'
import type { Db } from '#store/schema.ts'
import { recordAudit, type Actor } from '#store/audit.ts'
import type { FastifyReply } from 'fastify'

/** A column of a file. `id` is what the query calls it; several columns of a file may stand for one of the screen. */
export type FileColumn<Row> = {
  readonly id: string
  readonly head: (words: Translator) => string
  /** In characters. */
  readonly width: number
  readonly cell: (row: Row, words: Translator) => Cell
}

export type FileQuery = {
  readonly format: (typeof fileFormats)[number]
  readonly columns?: string | undefined
  readonly language: Language
}

export type ExportedTable<Row> = {
  /** `hosts` and its like: names the file and the action of the audit. */
  readonly name: string
  /** What the sheet is called. */
  readonly title: (words: Translator) => string
  readonly columns: readonly FileColumn<Row>[]
  readonly total: number
  readonly batches: AsyncIterable<readonly Row[]>
}

/** What the call gives: who asks, for what, and where the answer goes. */
export type ExportCall = {
  readonly query: FileQuery
  readonly params: unknown
  readonly by: Actor
  readonly reply: FastifyReply
}

/** A file that is not taken within this time is given up: it holds a connection to the database. */
const takenWithinMs = 10 * 60_000
const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/**
 * Writes who takes which rows into the audit, then sends them as a file, batch by batch.
 * Returns when the last byte was taken or the one who asked has gone.
 * @throws Refusal REQUEST_INVALID when a column is asked for that there is not.
 */
export async function sendTable<Row>(
  db: Db,
  call: ExportCall,
  table: ExportedTable<Row>,
): Promise<void> {
  const { query, by, reply } = call
  const words = translator(query.language)
  const columns = chosenColumns(table.columns, query.columns)
  await db.transaction().execute((trx) =>
    recordAudit(trx, {
      ...auditedBy(by),
      action: `export-${table.name}`,
      subject: table.name,
      after: { rows: table.total, filters: filtersOf(call), format: query.format },
    }),
  )
  const stream: TableStream = {
    name: table.title(words),
    creator: by.actor.replace(/^user /, ''),
    madeMs: by.nowMs,
    columns: columns.map(({ head, width }) => ({ head: head(words), width })),
    batches: cellsOf(table.batches, (row) => columns.map(({ cell }) => cell(row, words))),
  }
  await send(reply, { stream, format: query.format, name: fileName(table.name, by.nowMs, words) })
}

const auditedBy = ({ actor, address, nowMs }: Actor) => ({ actor, address, atMs: nowMs })

function filtersOf({ query, params }: ExportCall): Record<string, unknown> {
  const { format: _format, language: _language, ...filters } = query
  return Object.assign({}, params, filters)
}

function chosenColumns<Row>(
  columns: readonly FileColumn<Row>[],
  asked: string | undefined,
): readonly FileColumn<Row>[] {
  if (asked === undefined) return columns
  return asked.split(',').flatMap((id) => {
    const found = columns.filter((column) => column.id === id)
    if (found.length === 0) throw new Refusal('REQUEST_INVALID', { detail: `columns: ${id}` })
    return found
  })
}

async function* cellsOf<Row>(
  batches: AsyncIterable<readonly Row[]>,
  cells: (row: Row) => readonly Cell[],
): AsyncGenerator<readonly (readonly Cell[])[]> {
  for await (const rows of batches) yield rows.map(cells)
}

/** `khien-hosts-20261122-1134.csv`, by the clock of Vietnam. */
function fileName(table: string, nowMs: number, { time }: Translator): string {
  const [day = '', clock = ''] = time(nowMs).split(' ')
  const stamp = `${day.split('/').reverse().join('')}-${clock.replace(':', '')}`
  return `khien-${table}-${stamp}`
}

async function send(
  reply: FastifyReply,
  file: { stream: TableStream; format: FileQuery['format']; name: string },
): Promise<void> {
  const { stream, format, name } = file
  const chunks = format === 'csv' ? csvChunks(stream) : xlsxChunks(stream)
  const bytes = Readable.from(chunks, { objectMode: false })
  addAbortSignal(AbortSignal.timeout(takenWithinMs), bytes)
  const taken = finished(bytes).catch((error: unknown) => {
    // Whoever asked has gone, or took too long: that is no fault of ours.
    if (isGone(error)) return
    throw error
  })
  void reply
    .type(types[format])
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .send(bytes)
  await taken
}

const gone: ReadonlySet<unknown> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'])
const isGone = (error: unknown) => error instanceof Error && 'code' in error && gone.has(error.code)

/** Rows that stand in memory anyway, in the batches that a file is written in. */
export function inMemory<Row>(rows: readonly Row[]): Pick<ExportedTable<Row>, 'total' | 'batches'> {
  const read = (some: readonly Row[]) => Promise.resolve(some)
  return { total: rows.length, batches: inBatches(rows, { size: batchRows, read }) }
}

const batchRows = 500
