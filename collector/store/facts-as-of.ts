import { sql } from 'kysely'
import type { ProbeId } from '#protocol/facts/registry.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { rowsFrom, type Engine } from './engine.ts'
import type { HeldFacts } from './facts.ts'
import type { Db } from './schema.ts'

export type PastLook = {
  readonly hostIds: readonly HostId[]
  readonly asOf: EpochMs
  /** As far as it was known at this moment. */
  readonly knownMs: EpochMs
  readonly probes: readonly ProbeId[]
}

type Line = {
  readonly hostId: HostId
  readonly probe: ProbeId
  readonly id: number
  readonly body: string
  readonly fromMs: EpochMs
  readonly confirmedMs: EpochMs
  readonly endedMs: EpochMs | null
}

/** What was held of hosts at a moment: each fact names the one that it ended, so the past is walked. */
export async function factsAsOf(
  db: Db,
  engine: Engine,
  look: PastLook,
): Promise<ReadonlyMap<HostId, HeldFacts>> {
  const { hostIds, asOf, knownMs } = look
  if (hostIds.length === 0) return new Map()
  const newest = rowsFrom(engine, pointerColumns, await pointersOf(db, look))
  const { rows } = await sql<Line>`
    with recursive line as (
      select f.*, r.last_look_ms as confirmed_ms, r.ended_ms
      from ${newest} cross join fact f where f.id = r.newest_id and f.probe = r.newest_probe
      union all
      select f.*, l.follows_confirmed_ms, cast(null as bigint) from line l cross join fact f
      where f.id = l.follows and f.probe = l.probe and (l.from_ms > ${asOf} or l.received_ms > ${knownMs}))
    select host_id as "hostId", id as "id", probe as "probe", body as "body",
      from_ms as "fromMs", confirmed_ms as "confirmedMs", ended_ms as "endedMs"
    from line where from_ms <= ${asOf} and received_ms <= ${knownMs}`.execute(db)
  const held = new Map<HostId, HeldFacts>(hostIds.map((id) => [id, {}]))
  for (const { hostId, probe, endedMs, ...fact } of rows) {
    const isEnded = endedMs !== null && endedMs <= asOf
    const confirmedMs = Math.min(fact.confirmedMs, asOf)
    held.set(hostId, { ...held.get(hostId), [probe]: { ...fact, confirmedMs, isEnded } })
  }
  return held
}

const pointerColumns = {
  newest_id: 'bigint',
  newest_probe: 'text',
  last_look_ms: 'bigint',
  ended_ms: 'bigint',
} as const

type Pointers = { readonly [Id in ProbeId]?: readonly [number, EpochMs, 'ended'?] }

async function pointersOf(db: Db, { hostIds, probes }: PastLook) {
  const hosts = await db
    .selectFrom('host')
    .select(['id', 'facts'])
    .where('id', 'in', hostIds)
    .execute()
  return hosts.flatMap(({ facts }) => {
    // Written by packFacts.
    const pointers = JSON.parse(facts) as Pointers
    return probes.flatMap((probe) => {
      const pointer = pointers[probe]
      if (pointer === undefined) return []
      const [id, confirmedMs, ended] = pointer
      return [
        {
          newest_id: id,
          newest_probe: probe,
          last_look_ms: confirmedMs,
          ended_ms: ended ? confirmedMs : null,
        },
      ]
    })
  })
}
