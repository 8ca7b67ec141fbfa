import type { PlainKey } from '#i18n/translator.ts'
import type { Db } from '#store/schema.ts'
import { inMemory, sendTable, type ExportCall, type FileColumn } from './send-table.ts'

/** A table whose rows its list answers: they are asked of the handler of the list, so that both say the same. */
export type ListFile<Asked extends ExportCall, Row> = {
  /** `people` and its like: names the file and, after `export-`, the action of the audit. */
  readonly name: string
  /** What the sheet is called. */
  readonly title: PlainKey
  readonly columns: readonly FileColumn<Row>[]
  readonly rows: (call: Asked) => Promise<readonly Row[]> | readonly Row[]
}

/** The handler that sends such a table as a file. */
export function listFile<Asked extends ExportCall, Row>(
  db: Db,
  { name, title, columns, rows }: ListFile<Asked, Row>,
): (call: Asked) => Promise<void> {
  return async (call) =>
    sendTable(db, call, {
      name,
      title: ({ t }) => t(title),
      columns,
      ...inMemory(await rows(call)),
    })
}

const pageSize = 200

type Page<Row> = { readonly total: number; readonly rows: readonly Row[] }

/**
 * All pages of a list, each row once and in its order: what comes in between two pages repeats rows at the end of one
 * and the start of the next.
 */
export async function everyPage<Row>(
  keyOf: (row: Row) => string | number,
  read: (page: { page: number; pageSize: number }) => Promise<Page<Row>>,
): Promise<Row[]> {
  const rows = new Map<string | number, Row>()
  for (let page = 1; ; page += 1) {
    const { total, rows: some } = await read({ page, pageSize })
    for (const row of some) if (!rows.has(keyOf(row))) rows.set(keyOf(row), row)
    if (page * pageSize >= total) return [...rows.values()]
  }
}
