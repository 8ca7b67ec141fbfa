import { sql, type RawBuilder } from 'kysely'
import type { Store } from '#collector/deps.ts'
import type { EntryKind } from '#protocol/register.ts'
import type { HostClass } from '#protocol/values.ts'
import { byBytes } from '../engine.ts'
import { foldForSearch } from '../fold.ts'
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
  readonly page: number
  readonly pageSize: number
}

export type ListedEntry = Entry & { readonly agencyName: string }
export type EntryList = { readonly total: number; readonly entries: readonly ListedEntry[] }

/** One page of the entries that hold on a day, by agency and then by what they are called by. */
export async function listEntries(
  { engine, reader }: Pick<Store, 'engine' | 'reader'>,
  look: EntryListLook,
): Promise<EntryList> {
  const order = sql`${byBytes(engine, 'a.name_folded')}, ${byBytes(engine, 'e.search_folded')},
    ${byBytes(engine, 'e.entry_id')}`
  const from = sql`from entry e join agency a on a.id = e.agency_id where ${passes(look)}`
  const counted = await sql<{ total: number }>`select count(*) as total ${from}`.execute(reader)
  const { rows } = await sql<EntryRow & { agencyName: string }>`
    select ${entryColumns('e')}, a.name as "agencyName" ${from} order by ${order}
    limit ${look.pageSize} offset ${(look.page - 1) * look.pageSize}`.execute(reader)
  return {
    total: Number(counted.rows[0]?.total ?? 0),
    entries: rows.map(({ agencyName, ...row }) => ({ ...entryOf(row), agencyName })),
  }
}

function passes(look: EntryListLook): RawBuilder<unknown> {
  const conditions = [sql`e.kind = ${look.kind}`, sql`e.is_withdrawn = 0`, holdsOn(look)]
  if (look.scope !== 'all') conditions.push(isOneOf('e.agency_id', look.scope.agencyIds))
  if (look.agencyId !== undefined) conditions.push(sql`e.agency_id = ${look.agencyId}`)
  if (look.class !== undefined) conditions.push(sql`e.class = ${look.class}`)
  if (look.state !== undefined) conditions.push(sql`e.state = ${look.state}`)
  if (look.importId !== undefined) conditions.push(sql`e.import_id = ${look.importId}`)
  const folded = foldForSearch(look.q ?? '')
  if (folded !== '') {
    const pattern = `%${folded.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`
    conditions.push(sql`e.search_folded like ${pattern} escape '\\'`)
  }
  return sql.join(conditions, sql` and `)
}

function isOneOf(column: string, ids: readonly string[]): RawBuilder<unknown> {
  return ids.length === 0 ? sql`1 = 0` : sql`${sql.ref(column)} in (${sql.join(ids)})`
}
