import { CompiledQuery, sql, type RawBuilder } from 'kysely'
import type { Db } from './schema.ts'

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

/** Rows that one statement of SQLite takes; more gain nothing. */
const rowsPerStatement = 16

/**
 * Appends rows to a table and returns their ids in the order of the rows. SQLite binds them value by value, because
 * reading long texts out of JSON again costs more than all else: 29 µs for eight facts against 44.
 */
export async function appendRows<const C extends Columns>(
  trx: Db,
  engine: Engine,
  {
    table,
    columns,
    rows,
  }: { table: 'fact_bundle' | 'posture'; columns: C; rows: readonly RowOf<C>[] },
): Promise<readonly number[]> {
  if (rows.length === 0) return []
  const names = Object.keys(columns)
  if (engine === 'postgres') {
    const into = sql.join(names.map((name) => sql.id(name)))
    const { rows: written } = await sql<{ id: number }>`
      insert into ${sql.id(table)} (${into}) select ${into} from ${rowsFrom(engine, columns, rows)}
      returning id`.execute(trx)
    return written.map(({ id }) => id)
  }
  const ids: number[] = []
  for (const { text, values } of boundGroups(names, rows)) {
    const insert = `insert into ${table} (${names.join()}) ${text} returning id`
    const written = await trx.executeQuery<{ id: number }>(CompiledQuery.raw(insert, values))
    for (const { id } of written.rows) ids.push(id)
  }
  return ids
}

/** Changes rows, each found by the first of the columns. SQLite binds them value by value: 5 µs a host against 9. */
export async function updateRows<const C extends Columns>(
  trx: Db,
  engine: Engine,
  {
    table,
    columns,
    rows,
  }: { table: 'host' | 'fact_bundle'; columns: C; rows: readonly RowOf<C>[] },
): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(columns)
  const [key = '', ...others] = names
  const set = `update ${table} set ${others.map((name) => `${name} = r.${name}`).join()}`
  const found = `where ${table}.${key} = r.${key}`
  if (engine === 'postgres') {
    const source = rowsFrom(engine, columns, rows)
    await sql`${sql.raw(set)} from ${source} ${sql.raw(found)}`.execute(trx)
    return
  }
  const fields = names.map((name, index) => `column${index + 1} as ${name}`).join()
  for (const { text, values } of boundGroups(names, rows)) {
    const update = `${set} from (select ${fields} from (${text})) as r ${found}`
    await trx.executeQuery(CompiledQuery.raw(update, values))
  }
}

/** `values (?,?),(?,?)` with what is bound to it, for some rows at a time. */
function boundGroups(
  names: readonly string[],
  rows: readonly { readonly [Name in string]?: string | number | null }[],
): { text: string; values: unknown[] }[] {
  const one = `(${names.map(() => '?').join()})`
  const count = Math.ceil(rows.length / rowsPerStatement)
  return Array.from({ length: count }, (_, index) => {
    const group = rows.slice(index * rowsPerStatement, (index + 1) * rowsPerStatement)
    const values = group.flatMap((row) => names.map((name) => row[name]))
    return { text: `values ${group.map(() => one).join()}`, values }
  })
}

/** So many ids below the newest that was seen, rows may still come: PostgreSQL may commit a lower id after a higher. */
export const lateIdsMax = (engine: Engine): number => (engine === 'postgres' ? 2000 : 0)

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
