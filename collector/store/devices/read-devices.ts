import { sql, type RawBuilder, type Selectable } from 'kysely'
import { z } from 'zod'
import { judgementsOf } from '#domain/device-checks.ts'
import type { DeviceReview, DeviceVersion } from '#domain/devices.ts'
import { answers, reviewStatuses } from '#protocol/devices.ts'
import { entryBodies, type Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { sightsKnownAt } from '../device-checks/sights.ts'
import { chunksOf } from '../batches.ts'
import { foldForSearch } from '../fold.ts'
import type { Scope } from '../population.ts'
import type { Db, Schema } from '../schema.ts'

/** A device of the register with all that was declared and decided of it. */
export type StoredDevice = {
  readonly entryId: string
  readonly agency: { readonly id: string; readonly name: string }
  readonly searchFolded: string
  /** Those that stand, by rising days; the last is what holds today. */
  readonly versions: readonly DeviceVersion[]
  /** By rising revisions. */
  readonly reviews: readonly DeviceReview[]
  /** The same after what checks of devices have seen, by rising times: by these a device stands where it stands. */
  readonly judgements: readonly DeviceReview[]
}

type Look = {
  readonly scope: Scope
  readonly agencyId?: string | undefined
  readonly entryId?: string | undefined
  /** Finds in what a device is called by; case and marks do not matter. */
  readonly q?: string | undefined
  readonly today: Day
  /** As it was known at a moment; left out: now. */
  readonly knownMs?: EpochMs | undefined
}

type Row = {
  entryId: string
  agencyId: string
  agencyName: string
  searchFolded: string
  fromDay: string
  body: string
  isWithdrawn: 0 | 1
}

/** The devices that are declared today, with their whole history. One that was withdrawn is not among them. */
export async function readDevices(db: Db, look: Look): Promise<StoredDevice[]> {
  const { knownMs = null, entryId } = look
  const { rows } = await sql<Row>`
    select e.entry_id as "entryId", e.agency_id as "agencyId", a.name as "agencyName",
      e.search_folded as "searchFolded", e.from_day as "fromDay", e.body, e.is_withdrawn as "isWithdrawn"
    from entry e join agency a on a.id = e.agency_id
    where ${isLookedAt(look)} and ${isKnown(knownMs)} and e.from_day <= ${look.today}
    order by e.from_day`.execute(db)
  const reviews = await readReviews(
    db,
    sql`d.entry_id in (select e.entry_id from entry e where ${isLookedAt(look)})
      and ${knownMs === null ? sql`1 = 1` : sql`d.recorded_ms <= ${knownMs}`}`,
  )
  const found = [...Map.groupBy(rows, ({ entryId }) => entryId).values()]
  const few = entryId === undefined ? undefined : [entryId]
  const sights = await sightsKnownAt(db, knownMs, few)
  const wanted = foldForSearch(look.q ?? '')
  return found.flatMap((versions) => {
    const last = versions.at(-1)
    if (!last || last.isWithdrawn === 1 || !last.searchFolded.includes(wanted)) return []
    const { entryId: id, agencyId, agencyName, searchFolded } = last
    return [
      {
        entryId: id,
        agency: { id: agencyId, name: agencyName },
        searchFolded,
        versions: versions.map(versionOf),
        reviews: reviews.get(id) ?? [],
        judgements: judgementsOf(reviews.get(id) ?? [], sights.get(id) ?? []),
      },
    ]
  })
}

function isLookedAt({ scope, agencyId, entryId }: Look): RawBuilder<unknown> {
  const conditions = [sql`e.kind = 'device'`]
  if (scope !== 'all') {
    const ids = scope.agencyIds
    conditions.push(ids.length === 0 ? sql`1 = 0` : sql`e.agency_id in (${sql.join(ids)})`)
  }
  if (agencyId !== undefined) conditions.push(sql`e.agency_id = ${agencyId}`)
  if (entryId !== undefined) conditions.push(sql`e.entry_id = ${entryId}`)
  return sql.join(conditions, sql` and `)
}

/** Rows that stand, or stood at a moment. */
const isKnown = (knownMs: EpochMs | null): RawBuilder<unknown> =>
  knownMs === null
    ? sql`e.superseded_ms is null`
    : sql`e.recorded_ms <= ${knownMs} and (e.superseded_ms is null or e.superseded_ms > ${knownMs})`

const versionOf = ({ fromDay, body, isWithdrawn }: Row): DeviceVersion => ({
  fromDay,
  body: entryBodies.device.parse(JSON.parse(body)),
  isWithdrawn: isWithdrawn === 1,
})

/** What these devices are called and where they stand, as it is declared of a day; those withdrawn are not among them. */
export async function placesOf(
  db: Db,
  entryIds: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, { readonly code: string; readonly place: string | null }>> {
  const places = new Map<string, { readonly code: string; readonly place: string | null }>()
  for (const few of chunksOf(entryIds, devicesAtOnce)) {
    const rows = await db
      .selectFrom('entry')
      .select(['entry_id', 'body', 'is_withdrawn'])
      .where('kind', '=', 'device')
      .where('entry_id', 'in', few)
      .where('superseded_ms', 'is', null)
      .where('from_day', '<=', today)
      .orderBy('from_day')
      .execute()
    // The last version of a device is the one that holds.
    for (const { entry_id, body, is_withdrawn } of rows) {
      const { code, place } = entryBodies.device.parse(JSON.parse(body))
      if (is_withdrawn === 1) places.delete(entry_id)
      else places.set(entry_id, { code, place })
    }
  }
  return places
}

/** Both databases limit the parameters of a statement. */
const devicesAtOnce = 500

/** Decisions as they stood at a moment after what checks had seen, by entry and with rising times. */
export async function judgementsKnownAt(
  db: Db,
  knownMs: EpochMs,
): Promise<ReadonlyMap<string, readonly DeviceReview[]>> {
  const reviews = await readReviews(db, sql`d.recorded_ms <= ${knownMs}`)
  const sights = await sightsKnownAt(db, knownMs)
  const entryIds = new Set([...reviews.keys(), ...sights.keys()])
  return new Map(
    [...entryIds].map((id) => [id, judgementsOf(reviews.get(id) ?? [], sights.get(id) ?? [])]),
  )
}

async function readReviews(db: Db, which: RawBuilder<unknown>) {
  const { rows } = await sql<ReviewRow>`
    select d.* from device_review d where ${which} order by d.entry_id, d.revision`.execute(db)
  const reviews = new Map<string, DeviceReview[]>()
  for (const row of rows) {
    const list = reviews.get(row.entry_id) ?? []
    list.push(reviewOf(row))
    reviews.set(row.entry_id, list)
  }
  return reviews
}

type ReviewRow = Selectable<Schema['device_review']>

const { kind, vendor, model, mac } = entryBodies.device.shape
const reviewedAs = z.object({ kind, vendor, model, mac })
const status = z.enum(reviewStatuses)

function reviewOf(row: ReviewRow): DeviceReview {
  return {
    revision: Number(row.revision),
    status: status.parse(row.status),
    answers: answers.parse(JSON.parse(row.answers)),
    note: row.note,
    owner: row.owner,
    dueDay: row.due_day,
    reviewedAs: reviewedAs.parse(JSON.parse(row.reviewed_as)),
    by: row.actor.replace(/^(user|api-token) /, ''),
    atMs: Number(row.recorded_ms),
  }
}
