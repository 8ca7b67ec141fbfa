import { sql, type RawBuilder } from 'kysely'

/** The two databases that one code serves. Where they differ, the difference stands in this file. */
export type Engine = 'sqlite' | 'postgres'

type ColumnType = 'text' | 'bigint'
type Columns = Readonly<Record<string, ColumnType>>
type RowOf<C extends Columns> = {
  readonly [Name in keyof C]: C[Name] extends 'bigint' ? number | null : string | null
}

/**
 * Rows as a table named `r`, made from one JSON parameter, to stand after `from` or `using`.
 * Measured by the study behind this design: 10–13 µs a frame, against 100–113 row by row.
 */
export function rowsFrom<const C extends Columns>(
  engine: Engine,
  columns: C,
  rows: readonly RowOf<C>[],
): RawBuilder<unknown> {
  const names = Object.keys(columns)
  if (engine === 'postgres') {
    const types = sql.join(
      names.map((name) => sql`${sql.id(name)} ${sql.raw(columns[name] ?? 'text')}`),
    )
    return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(${types})`
  }
  const arrays = JSON.stringify(rows.map((row) => names.map((name) => row[name] ?? null)))
  const fields = sql.join(
    names.map(
      (name, index) => sql`json_extract(value, ${sql.lit(`$[${index}]`)}) as ${sql.id(name)}`,
    ),
  )
  return sql`(select ${fields} from jsonb_each(${arrays})) as r`
}

/**
 * Ends a `select` that must keep other collectors off its rows until the commit.
 * SQLite has one writer at a time, so there is nothing to lock.
 */
export function lockingRows(engine: Engine, table: string): RawBuilder<unknown> {
  return engine === 'postgres' ? sql`for update of ${sql.id(table)}` : sql``
}

/** Orders a folded text by its bytes: SQLite does so by itself, PostgreSQL by the collation of the database. */
export function byBytes(engine: Engine, column: string): RawBuilder<unknown> {
  return engine === 'postgres' ? sql`${sql.ref(column)} collate "C"` : sql.ref(column)
}

/**
 * True when the database refused what it was given: the same rows would be refused again.
 * False for what has nothing to do with the rows: no space, no connection, a deadlock, a bug.
 * Source: PostgreSQL, Appendix A, classes 22, 23, 54; SQLite, Result and Error Codes.
 */
export function isRefusedData(error: unknown): boolean {
  const code = codeOf(error)
  if (code.startsWith('SQLITE_')) return /^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH)/.test(code)
  return /^(22|23|54)[0-9A-Z]{3}$/.test(code)
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
