import { sql, type RawBuilder } from 'kysely'
import type { Posture, Restated, StandingVerdict } from '#domain/posture.ts'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { appendRows, rowsFrom, type Engine } from './engine.ts'
import type { Db } from './schema.ts'
import { packStates } from './states.ts'

/** A posture and, for each verdict, the id of the row that holds it: that of the posture that began it. */
export type StoredPosture = Posture & { readonly heldIn: HeldIn }

type HeldIn = { readonly [Id in ControlId]?: number }
type ChangedVerdicts = { readonly [Id in ControlId]?: StandingVerdict }

/** What stands of a host after it was judged, and what stood before. */
export type RestatedHost = {
  readonly hostId: HostId
  readonly before: StoredPosture | null
  readonly restated: Restated
  readonly receivedMs: EpochMs
}

/**
 * Appends a posture for each host of which a verdict changed: it ends the one before it and holds what changed; for
 * the rest it names the rows that do. Nothing that stands is rewritten.
 * Returns what stands of each host, in their order; null: it was never judged.
 */
export async function appendPostures(
  trx: Db,
  engine: Engine,
  hosts: readonly RestatedHost[],
): Promise<readonly (StoredPosture | null)[]> {
  const columns = {
    subject_kind: 'text',
    subject_id: 'text',
    from_ms: 'bigint',
    received_ms: 'bigint',
    states: 'text',
    verdicts: 'text',
    held_in: 'text',
  } as const
  const changing = hosts.filter(({ restated }) => restated.changed.length > 0)
  const rows = changing.map(({ hostId, before, receivedMs, restated: { posture, changed } }) => ({
    subject_kind: 'host',
    subject_id: hostId,
    from_ms: posture.fromMs,
    received_ms: receivedMs,
    states: packStates(posture.verdicts),
    verdicts: JSON.stringify(pick(posture.verdicts, changed)),
    held_in: JSON.stringify(without(before?.heldIn ?? {}, changed)),
  }))
  const ids = (await appendRows(trx, engine, { table: 'posture', columns, rows })).values()
  return hosts.map(({ before, restated: { posture, changed } }) => {
    if (changed.length === 0) return before
    const { value: id } = ids.next()
    const heldIn: { [Id in ControlId]?: number } = { ...before?.heldIn }
    if (id === undefined) throw new Error('no id for a posture')
    for (const control of changed) heldIn[control] = id
    return { fromMs: posture.fromMs, verdicts: posture.verdicts, heldIn }
  })
}

type ByControl<Value> = { [Id in ControlId]?: Value }

function pick<Value>(
  values: Readonly<ByControl<Value>>,
  controls: readonly ControlId[],
): ByControl<Value> {
  const picked: ByControl<Value> = {}
  for (const control of controls) {
    const value = values[control]
    if (value !== undefined) picked[control] = value
  }
  return picked
}

function without(heldIn: HeldIn, controls: readonly ControlId[]): HeldIn {
  const others = controlIds.filter((control) => !controls.includes(control))
  return pick(heldIn, others)
}

/** The posture of each host that stood at `asOfMs`, or stands now (null). A host that is missing: never judged. */
export async function loadPostures(
  db: Db,
  engine: Engine,
  { hostIds, asOfMs }: { hostIds: readonly HostId[]; asOfMs: EpochMs | null },
): Promise<ReadonlyMap<HostId, StoredPosture>> {
  if (hostIds.length === 0) return new Map()
  const wanted = rowsFrom(
    engine,
    { host_id: 'text' },
    hostIds.map((hostId) => ({ host_id: hostId })),
  )
  const newest = sql`v.id = ${newestPosture(sql.ref('r.host_id'), asOfMs)}`
  const rows = await readRows(db, sql`${wanted} cross join posture v where ${newest}`)
  const postures = rows.map(({ id, hostId, fromMs, verdicts, held_in }) => {
    const begun = Object.keys(verdicts).map((control) => [control, id])
    return { hostId, fromMs, heldIn: { ...held_in, ...Object.fromEntries(begun) } as HeldIn }
  })
  const ids = [...new Set(postures.flatMap(({ heldIn }) => Object.values(heldIn)))]
  const named = rowsFrom(
    engine,
    { id: 'bigint' },
    ids.map((id) => ({ id })),
  )
  const holding = await readRows(db, sql`${named} cross join posture v where v.id = r.id`)
  const verdictsIn = new Map(holding.map(({ id, verdicts }) => [id, verdicts]))
  return new Map(
    postures.map(({ hostId, fromMs, heldIn }) => {
      const verdicts = controlIds.flatMap((control) => {
        const verdict = verdictsIn.get(heldIn[control] ?? 0)?.[control]
        return verdict === undefined ? [] : [[control, verdict]]
      })
      return [hostId, { fromMs, heldIn, verdicts: Object.fromEntries(verdicts) }]
    }),
  )
}

type Row = {
  readonly id: number
  readonly hostId: HostId
  readonly fromMs: EpochMs
  readonly verdicts: ChangedVerdicts
  readonly held_in: HeldIn
}

/** Reads postures; this product wrote them and nothing else does. */
async function readRows(db: Db, source: RawBuilder<unknown>): Promise<readonly Row[]> {
  const { rows } = await sql<Omit<Row, 'verdicts' | 'held_in'> & Record<string, string>>`
    select v.id as "id", v.subject_id as "hostId", v.from_ms as "fromMs", v.verdicts as "verdicts",
      v.held_in as "held_in" from ${source}`.execute(db)
  return rows.map((row) => ({
    ...row,
    verdicts: JSON.parse(row['verdicts'] ?? '{}') as ChangedVerdicts,
    held_in: JSON.parse(row['held_in'] ?? '{}') as HeldIn,
  }))
}

/** The id of the posture of a host that stood at `asOfMs`, or stands now (null), as a value in SQL. */
export function newestPosture(
  hostId: RawBuilder<unknown>,
  asOfMs: EpochMs | null = null,
): RawBuilder<number | null> {
  const begun = asOfMs === null ? sql`` : sql`and q.from_ms <= ${asOfMs}`
  return sql<number | null>`(
    select q.id from posture q where q.subject_kind = 'host' and q.subject_id = ${hostId} ${begun}
    order by q.from_ms desc, q.id desc limit 1)`
}

/** Each change of a verdict of a host, those of the newest posture first. */
export async function readChanges(
  db: Db,
  hostId: HostId,
  { asOfMs, limit }: { asOfMs: EpochMs | null; limit: number },
): Promise<readonly (StandingVerdict & { control: ControlId; receivedMs: EpochMs })[]> {
  const rows = await db
    .selectFrom('posture')
    .select(['verdicts', 'received_ms'])
    .where('subject_kind', '=', 'host')
    .where('subject_id', '=', hostId)
    .$if(asOfMs !== null, (query) => query.where('from_ms', '<=', asOfMs ?? 0))
    .orderBy('from_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.flatMap(({ verdicts, received_ms }) => {
    const changed = JSON.parse(verdicts) as ChangedVerdicts
    return controlIds.flatMap((control) => {
      const verdict = changed[control]
      return verdict === undefined ? [] : [{ ...verdict, control, receivedMs: received_ms }]
    })
  })
}
