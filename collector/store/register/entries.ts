import { sql, type RawBuilder } from 'kysely'
import { codeOf, type KindedBody } from '#domain/register.ts'
import type { Day, EntryKind, EntryView } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { foldForSearch } from '../fold.ts'
import type { Db } from '../schema.ts'

/** One version of an entry with its body parsed. */
export type Entry = Omit<EntryView, 'body' | 'kind'> & KindedBody

/** From where entries are looked at. `knownAtMs` null: as is known now. */
export type EntryMoment = { readonly asOfDay: Day; readonly knownAtMs: EpochMs | null }

type EntriesLook = EntryMoment & {
  /** Undefined: all agencies. */
  readonly agencyIds?: readonly string[]
  readonly kinds: readonly EntryKind[]
}

/** What held on a day, as known then; withdrawn entries are not in it. By agency, kind and code. */
export async function entriesAsOf(db: Db, look: EntriesLook): Promise<Entry[]> {
  if (look.kinds.length === 0 || look.agencyIds?.length === 0) return []
  const agencies =
    look.agencyIds === undefined ? sql`1 = 1` : sql`e.agency_id in (${sql.join(look.agencyIds)})`
  const { rows } = await sql<EntryRow>`
    select ${entryColumns('e')} from entry e
    where e.kind in (${sql.join(look.kinds)}) and ${agencies}
      and e.is_withdrawn = 0 and ${holdsOn(look)}
    order by e.agency_id, e.kind, e.code_folded, e.entry_id`.execute(db)
  return rows.map(entryOf)
}

/** Every version of one entry, the newest recorded first; empty: there is no such entry. */
export async function entryHistory(db: Db, entryId: string): Promise<Entry[]> {
  const { rows } = await sql<EntryRow>`
    select ${entryColumns('e')} from entry e where e.entry_id = ${entryId}
    order by e.row_id desc`.execute(db)
  return rows.map(entryOf)
}

/** The code of an entry as the table compares it: case, marks and spaces do not matter. */
export function foldedCodeOf(entry: KindedBody): string | null {
  const code = codeOf(entry)
  return code === null ? null : foldForSearch(code)
}

/** The columns of EntryRow, from an alias of the table. */
export function entryColumns(alias: string): RawBuilder<unknown> {
  return sql.join(
    Object.entries(columnNames).map(
      ([name, column]) => sql`${sql.ref(`${alias}.${column}`)} as ${sql.id(name)}`,
    ),
  )
}

const columnNames = {
  rowId: 'row_id',
  entryId: 'entry_id',
  kind: 'kind',
  agencyId: 'agency_id',
  body: 'body',
  fromDay: 'from_day',
  recordedMs: 'recorded_ms',
  supersededMs: 'superseded_ms',
  isWithdrawn: 'is_withdrawn',
  actor: 'actor',
  evidence: 'evidence',
  importId: 'import_id',
} as const satisfies Record<keyof EntryView, string>

export type EntryRow = Omit<EntryView, 'body' | 'isWithdrawn'> & {
  body: string
  isWithdrawn: 0 | 1
}

/** The version of its entry that holds on a day, as known then: a condition on `entry e`. */
export function holdsOn({ asOfDay, knownAtMs }: EntryMoment): RawBuilder<unknown> {
  return sql`e.from_day <= ${asOfDay} and ${stoodAt('e', knownAtMs)} and not exists (
    select 1 from entry n where n.entry_id = e.entry_id
      and n.from_day > e.from_day and n.from_day <= ${asOfDay} and ${stoodAt('n', knownAtMs)})`
}

function stoodAt(alias: string, knownAtMs: EpochMs | null): RawBuilder<unknown> {
  const superseded = sql.ref(`${alias}.superseded_ms`)
  if (knownAtMs === null) return sql`${superseded} is null`
  return sql`${sql.ref(`${alias}.recorded_ms`)} <= ${knownAtMs}
    and (${superseded} is null or ${superseded} > ${knownAtMs})`
}

/** A row as an entry. Bodies were checked by the schema of their kind before they were written. */
export function entryOf({ body, isWithdrawn, ...row }: EntryRow): Entry {
  const kinded = { kind: row.kind, body: JSON.parse(body) as unknown } as KindedBody
  return { ...row, ...kinded, isWithdrawn: isWithdrawn === 1 }
}
