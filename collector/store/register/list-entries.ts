import { sql, type RawBuilder } from 'kysely'
import type { Store } from '#collector/deps.ts'
import type { EntryKind } from '#protocol/register.ts'
import type { HostClass } from '#protocol/values.ts'
import { inBatches } from '../batches.ts'
import { byBytes, rowsFrom, type Engine } from '../engine.ts'
import { containing, foldForSearch } from '../fold.ts'
import type { Scope } from '../population.ts'
import {
  entryColumns,
  entryOf,
  holdsOn,
  type Entry,
  type EntryMoment,
  type EntryRow,
} from './entries.ts'

/** Which entries of one kind a list shows, and which page of them. */
export type EntryListLook = EntryMoment & {
  readonly scope: Scope
  readonly kind: EntryKind
  readonly agencyId?: string | undefined
  /** Finds in what the entry is called by; case and marks do not matter. */
  readonly q?: string | undefined
  readonly class?: HostClass | undefined
  /** Of machines: where they are. */
  readonly state?: string | undefined
  readonly importId?: string | undefined
}
type PageLook = EntryListLook & { readonly page: number; readonly pageSize: number }

export type ListedEntry = Entry & { readonly agencyName: string }
export type EntryList = { readonly total: number; readonly entries: readonly ListedEntry[] }

/** One page of the entries that hold on a day, by agency and then by what they are called by. */
export async function listEntries(
  { engine, reader }: Pick<Store, 'engine' | 'reader'>,
  look: PageLook,
): Promise<EntryList> {
  const { page, pageSize } = look
  const counted = await sql<{ total: number }>`
    select count(*) as total ${listed(look)}`.execute(reader)
  const { rows } = await sql<ListedRow>`
    select ${entryColumns('e')}, a.name as "agencyName" ${listed(look)} order by ${orderOf(engine)}
    limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(reader)
  return { total: Number(counted.rows[0]?.total ?? 0), entries: rows.map(listedEntry) }
}

/** A file reads so many at once; nothing else happens on the thread meanwhile. */
const batchRows = 200

/** The whole list: how many there are is known before the first is read, and their numbers alone stand in memory. */
export async function batchEntries(
  { engine, reader }: Pick<Store, 'engine' | 'reader'>,
  look: EntryListLook,
): Promise<{ total: number; batches: AsyncIterable<readonly ListedEntry[]> }> {
  const { rows } = await sql<{ rowId: number }>`
    select e.row_id as "rowId" ${listed(look)} order by ${orderOf(engine)}`.execute(reader)

  const read = async (some: readonly { rowId: number }[]) => {
    const numbers = some.map(({ rowId }) => ({ row_id: rowId }))
    const found = await sql<ListedRow>`
      select ${entryColumns('e')}, a.name as "agencyName"
      from ${rowsFrom(engine, { row_id: 'bigint' }, numbers)}
      cross join entry e join agency a on a.id = e.agency_id
      where e.row_id = r.row_id order by ${orderOf(engine)}`.execute(reader)
    return found.rows.map(listedEntry)
  }
  return { total: rows.length, batches: inBatches(rows, { size: batchRows, read }) }
}

type ListedRow = EntryRow & { readonly agencyName: string }

const listedEntry = ({ agencyName, ...row }: ListedRow): ListedEntry => ({
  ...entryOf(row),
  agencyName,
})

const listed = (look: EntryListLook) =>
  sql`from entry e join agency a on a.id = e.agency_id where ${passes(look)}`

const orderOf = (engine: Engine) =>
  sql`${byBytes(engine, 'a.name_folded')}, ${byBytes(engine, 'e.search_folded')},
    ${byBytes(engine, 'e.entry_id')}`

function passes(look: EntryListLook): RawBuilder<unknown> {
  const conditions = [sql`e.kind = ${look.kind}`, sql`e.is_withdrawn = 0`, holdsOn(look)]
  if (look.scope !== 'all') conditions.push(isOneOf('e.agency_id', look.scope.agencyIds))
  if (look.agencyId !== undefined) conditions.push(sql`e.agency_id = ${look.agencyId}`)
  if (look.class !== undefined) conditions.push(sql`e.class = ${look.class}`)
  if (look.state !== undefined) conditions.push(sql`e.state = ${look.state}`)
  if (look.importId !== undefined) conditions.push(sql`e.import_id = ${look.importId}`)
  const folded = foldForSearch(look.q ?? '')
  if (folded !== '') {
    conditions.push(sql`e.search_folded like ${containing(folded)} escape '\\'`)
  }
  return sql.join(conditions, sql` and `)
}

function isOneOf(column: string, ids: readonly string[]): RawBuilder<unknown> {
  return ids.length === 0 ? sql`1 = 0` : sql`${sql.ref(column)} in (${sql.join(ids)})`
}
