import { sql, type RawBuilder } from 'kysely'
import { controlIds, type ControlId, type Reason } from '#protocol/controls.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { rowsFrom, type Engine } from '../engine.ts'
import type { Db } from '../schema.ts'
import type { StateMoment } from './moment.ts'

/** Why each control stands as it does, by control. */
export type StandingReasons = { readonly [Id in ControlId]?: Reason }

type HeldIn = { readonly [Id in ControlId]?: number }
type HeldVerdicts = { readonly [Id in ControlId]?: { readonly reason: Reason } }

/** The id of the posture of host `hostId` that stood at the moment, as far as it was known, as a value in SQL. */
export function postureAt(
  hostId: RawBuilder<unknown>,
  { cutOffMs, knownMs }: StateMoment,
): RawBuilder<number | null> {
  return sql<number | null>`(
    select q.id from posture q where q.subject_kind = 'host' and q.subject_id = ${hostId}
      and q.from_ms <= ${cutOffMs} and q.received_ms <= ${knownMs}
    order by q.from_ms desc, q.id desc limit 1)`
}

/** When something was last received of a host by a moment, as its postures tell it, as a value in SQL. */
export function changedBefore(
  hostId: RawBuilder<unknown>,
  atMs: EpochMs,
): RawBuilder<number | null> {
  return sql<number | null>`(
    select max(q.received_ms) from posture q where q.subject_kind = 'host'
      and q.subject_id = ${hostId} and q.received_ms <= ${atMs})`
}

/** A posture by its id, of the host that has it. */
export type HostPosture = { readonly hostId: HostId; readonly postureId: number }

/** The reasons behind postures; each verdict is held by the posture that began it. */
export async function readReasons(
  db: Db,
  engine: Engine,
  postures: readonly HostPosture[],
): Promise<ReadonlyMap<HostId, StandingReasons>> {
  const heads = await readPostures(
    db,
    engine,
    postures.map(({ postureId }) => postureId),
  )
  const named = new Set<number>()
  for (const { heldIn } of heads.values()) {
    for (const id of Object.values(heldIn)) if (!heads.has(id)) named.add(id)
  }
  const others = await readPostures(db, engine, [...named])
  const verdictsOf = (id: number | undefined) =>
    id === undefined ? undefined : (heads.get(id) ?? others.get(id))?.verdicts
  return new Map(
    postures.map(({ hostId, postureId }) => {
      const head = heads.get(postureId)
      const reasons = controlIds.flatMap((control): [ControlId, Reason][] => {
        const own = head?.verdicts[control] ?? verdictsOf(head?.heldIn[control])?.[control]
        return own ? [[control, own.reason]] : []
      })
      return [hostId, Object.fromEntries(reasons)]
    }),
  )
}

type Held = { readonly verdicts: HeldVerdicts; readonly heldIn: HeldIn }

/** Reads postures; this product wrote them and nothing else does. */
async function readPostures(
  db: Db,
  engine: Engine,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Held>> {
  if (ids.length === 0) return new Map()
  const wanted = rowsFrom(
    engine,
    { id: 'bigint' },
    ids.map((id) => ({ id })),
  )
  const { rows } = await sql<{ id: number; verdicts: string; held_in: string }>`
    select v.id, v.verdicts, v.held_in from ${wanted} cross join posture v
    where v.id = r.id`.execute(db)
  return new Map(
    rows.map(({ id, verdicts, held_in }) => [
      id,
      {
        verdicts: JSON.parse(verdicts) as HeldVerdicts,
        heldIn: JSON.parse(held_in) as HeldIn,
      },
    ]),
  )
}
