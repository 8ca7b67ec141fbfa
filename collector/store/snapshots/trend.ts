import { sql } from 'kysely'
import { z } from 'zod'
import { dayOf } from '#domain/register.ts'
import type { FrozenSnapshot } from '#domain/snapshot.ts'
import { aloneOn } from '#domain/subtrees.ts'
import { packPoint, unpackPoint, type PackedPoint } from '#domain/trend.ts'
import type { Day } from '#protocol/register.ts'
import type { TrendLine, TrendPoint } from '#protocol/snapshot-views.ts'
import { rowsFrom, type Engine } from '../engine.ts'
import { livesKnown } from '../organisations/read.ts'
import type { Db } from '../schema.ts'

/** In the key of a row the province stands as '', an agency with everything under it as its id after a `+`. */
const provinceKey = ''
const subtreeKey = (agencyId: string) => `+${agencyId}`
/** The agency that a row of the trend is about, alone or with what stands under it; null: the province. */
export const agencyOfKey = (key: string) => (key === provinceKey ? null : key.replace(/^\+/, ''))

/** Writes a snapshot's values as the day of its cut-off, for each agency and the province. */
export async function writeTrend(trx: Db, engine: Engine, snapshot: FrozenSnapshot): Promise<void> {
  const { planId, number, cutOffMs } = snapshot
  const { ids, rows } = trendRowsOf(snapshot)
  if (ids.length === 0) return
  const shape = await shapeOf(trx, ids)
  const day = dayOf(cutOffMs)
  // An agency that the newer snapshot of a day does not have keeps no row of the older one.
  await trx
    .deleteFrom('trend')
    .where('plan_id', '=', planId)
    .where('day', '=', day)
    .where('cut_off_ms', '<=', cutOffMs)
    .execute()
  const source = rowsFrom(engine, { agency_id: 'text', points: 'text' }, rows)
  await sql`
    insert into trend (plan_id, agency_id, day, snapshot_number, cut_off_ms, shape, points)
    select ${planId}, r.agency_id, ${day}, cast(${number} as bigint),
      cast(${cutOffMs} as bigint), cast(${shape} as bigint), r.points
    from ${source} where not exists (
      select 1 from trend t where t.plan_id = ${planId} and t.day = ${day})`.execute(trx)
}

/** What a snapshot writes into the trend: the indicators in their order, and a row for each agency and the province. */
export function trendRowsOf({
  values,
  subtrees = [],
}: Pick<FrozenSnapshot, 'values' | 'subtrees'>): {
  readonly ids: readonly string[]
  readonly rows: readonly { readonly agency_id: string; readonly points: string }[]
} {
  const ids = [...new Set(values.map(({ indicatorId }) => indicatorId))]
  const byKey = [
    ...Map.groupBy(values, ({ agencyId }) => agencyId ?? provinceKey),
    ...subtrees.map((one) => [subtreeKey(one.agencyId), one.values] as const),
  ]
  const rows = byKey.map(([key, own]) => {
    const byId = new Map(own.map((value) => [value.indicatorId, value]))
    const points = ids.map((id) => {
      const value = byId.get(id)
      return value ? packPoint(value) : null
    })
    return { agency_id: key, points: JSON.stringify(points) }
  })
  return { ids, rows }
}

async function shapeOf(trx: Db, ids: readonly string[]): Promise<number> {
  const text = JSON.stringify(ids)
  await trx
    .insertInto('trend_shape')
    .values({ indicator_ids: text })
    .onConflict((conflict) => conflict.column('indicator_ids').doNothing())
    .execute()
  const row = await trx
    .selectFrom('trend_shape')
    .select('shape')
    .where('indicator_ids', '=', text)
    .executeTakeFirstOrThrow()
  return row.shape
}

/** Which days of whom. Both days are in it. */
export type TrendLook = {
  readonly planId: string
  /** Null: the province. */
  readonly agencyId: string | null
  /** An agency with everything that stands under it, as its figures are counted elsewhere. */
  readonly isWithParts: boolean
  readonly fromDay: Day
  readonly untilDay: Day
}

/**
 * A line for each indicator, its days in order. Days without a snapshot are absent: nothing is made up between them.
 * Of an agency with its parts, so are the days that were frozen before such figures were.
 */
export async function readTrend(db: Db, look: TrendLook): Promise<TrendLine[]> {
  const { agencyId, isWithParts } = look
  const rows =
    agencyId !== null && isWithParts
      ? await rowsWithParts(db, look, agencyId)
      : await rowsOf(db, look, agencyId ?? provinceKey)
  const shapes = await readShapes(db)
  const lines = new Map<string, TrendPoint[]>()
  for (const { day, snapshot_number: snapshotNumber, shape, points } of rows) {
    const ids = shapes.get(shape) ?? []
    const of = { day, snapshotNumber }
    for (const [index, packed] of readPoints(points).entries()) {
      const id = ids[index]
      if (id === undefined || packed === null) continue
      const line = lines.get(id)
      if (line) line.push(unpackPoint(packed, of))
      else lines.set(id, [unpackPoint(packed, of)])
    }
  }
  return [...lines].map(([indicatorId, points]) => ({ indicatorId, points }))
}

function rowsOf(db: Db, { planId, fromDay, untilDay }: TrendLook, key: string) {
  return db
    .selectFrom('trend')
    .select(['day', 'snapshot_number', 'shape', 'points'])
    .where('plan_id', '=', planId)
    .where('agency_id', '=', key)
    .where('day', '>=', fromDay)
    .where('day', '<=', untilDay)
    .orderBy('day')
    .execute()
}

/** Where nothing stood under it, an agency's own day is that of all of it. */
async function rowsWithParts(db: Db, look: TrendLook, agencyId: string) {
  const whole = await rowsOf(db, look, subtreeKey(agencyId))
  const isAlone = aloneOn(await livesKnown(db, null), agencyId)
  const own = (await rowsOf(db, look, agencyId)).filter(({ day }) => isAlone(day))
  const days = new Set(whole.map(({ day }) => day))
  return [...whole, ...own.filter(({ day }) => !days.has(day))].toSorted((left, right) =>
    left.day < right.day ? -1 : 1,
  )
}

/** This product wrote them and nothing else does; to check each with a schema took twice as long as all the rest. */
function readPoints(points: string): readonly (PackedPoint | null)[] {
  return JSON.parse(points) as readonly (PackedPoint | null)[]
}

/** The indicators of each shape, in order. */
export async function readShapes(db: Db): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await db.selectFrom('trend_shape').select(['shape', 'indicator_ids']).execute()
  return new Map(
    rows.map(({ shape, indicator_ids }) => [
      shape,
      z.array(z.string()).parse(JSON.parse(indicator_ids)),
    ]),
  )
}
