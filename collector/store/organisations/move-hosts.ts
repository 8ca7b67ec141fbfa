import { sql } from 'kysely'
import { handedOver, type HostInterval } from '#domain/succession.ts'
import { startOfDayMs } from '#domain/organisation-days.ts'
import { controlIds } from '#protocol/controls.ts'
import type { Day } from '#protocol/register.ts'
import { hostQuery } from '#protocol/routes.ts'
import type { HostId } from '#protocol/values.ts'
import { addToCounters, type CountChange } from '../counters.ts'
import { rowsFrom } from '../engine.ts'
import { lockHosts } from '../host-state.ts'
import { listHosts, type ListedHost } from '../hosts.ts'
import type { Writing } from './writing.ts'

/** Hosts of one agency that count for another from a day on. `hostIds` null: all of them. */
export type HandOver = {
  readonly fromAgencyId: string
  readonly toAgencyId: string
  readonly onDay: Day
  readonly hostIds: readonly HostId[] | null
}

/**
 * Moves the intervals of hosts from a day on, and with those that are open the host itself and its counts, so that
 * counts stay equal to lists. Returns how many hosts count for the other now.
 */
export async function moveHosts(writing: Writing, handOver: HandOver): Promise<number> {
  const intervals = await intervalsFrom(writing, handOver)
  const hostIds = [...new Set(intervals.map(({ hostId }) => hostId))]
  await lockHosts(writing.trx, writing.engine, hostIds)
  const open = new Set(intervals.flatMap((one) => (one.untilMs === null ? [one.hostId] : [])))
  const counted = await countedHosts(writing, handOver.fromAgencyId, open)
  await writeIntervals(writing, handOver, intervals)
  await assignHosts(writing, handOver.toAgencyId, [...open])
  await addToCounters(writing.trx, writing.engine, changesOf(counted, handOver))
  return open.size
}

/** What of an agency lies on or after a day. */
async function intervalsFrom(
  { trx }: Writing,
  { fromAgencyId, onDay, hostIds }: HandOver,
): Promise<HostInterval[]> {
  const rows = await trx
    .selectFrom('host_agency')
    .selectAll()
    .where('agency_id', '=', fromAgencyId)
    .where((eb) => eb.or([eb('until_ms', 'is', null), eb('until_ms', '>', startOfDayMs(onDay))]))
    .orderBy('host_id')
    .execute()
  const wanted = hostIds === null ? null : new Set<string>(hostIds)
  return rows
    .filter(({ host_id: hostId }) => wanted === null || wanted.has(hostId))
    .map((row) => ({
      hostId: row.host_id,
      agencyId: row.agency_id,
      fromMs: row.from_ms,
      untilMs: row.until_ms,
    }))
}

async function writeIntervals(
  writing: Writing,
  { fromAgencyId, toAgencyId, onDay }: HandOver,
  intervals: readonly HostInterval[],
): Promise<void> {
  const rows = intervals.flatMap((interval) => {
    const pieces = handedOver(interval, { toAgencyId, onDay })
    return pieces.map(({ hostId, agencyId, fromMs, untilMs }) => ({
      host_id: hostId,
      agency_id: agencyId,
      from_ms: fromMs,
      until_ms: untilMs,
    }))
  })
  const { trx, engine, changeId } = writing
  const source = rowsFrom(
    engine,
    { host_id: 'text', agency_id: 'text', from_ms: 'bigint', until_ms: 'bigint' },
    rows,
  )
  await sql`
    insert into host_agency (host_id, agency_id, from_ms, until_ms)
    select host_id, agency_id, from_ms, until_ms from ${source} where true
    on conflict (host_id, from_ms) do update set
      agency_id = excluded.agency_id, until_ms = excluded.until_ms`.execute(trx)
  const moved = rows.filter((row) => row.agency_id === toAgencyId)
  const moves = rowsFrom(
    engine,
    { host_id: 'text', from_ms: 'bigint' },
    moved.map((row) => ({ host_id: row.host_id, from_ms: row.from_ms })),
  )
  await sql`
    insert into organisation_move
      (change_id, subject, subject_id, from_ms, from_agency_id, to_agency_id)
    select ${sql.lit(changeId)}, 'host', host_id, from_ms, ${fromAgencyId}, ${toAgencyId}
    from ${moves}`.execute(trx)
}

/** The hosts that count for an agency now, with their states. */
export async function countedHosts(
  { trx, engine }: Pick<Writing, 'trx' | 'engine'>,
  agencyId: string,
  wanted: ReadonlySet<string>,
): Promise<readonly ListedHost[]> {
  const found: ListedHost[] = []
  const query = { ...hostQuery.parse({ agency: agencyId, sort: 'hostname' }), pageSize: pageHosts }
  for (let page = 1; found.length < wanted.size; page += 1) {
    const look = { scope: 'all', asOfMs: null, query: { ...query, page } } as const
    const { hosts } = await listHosts({ engine, reader: trx }, look)
    if (hosts.length === 0) break
    found.push(...hosts.filter(({ id }) => wanted.has(id)))
  }
  return found
}

const pageHosts = 500

/** Hosts count for another agency from now on; names in lists follow with `bringCurrent`. */
export async function assignHosts(
  { trx, engine }: Pick<Writing, 'trx' | 'engine'>,
  agencyId: string,
  hostIds: readonly string[],
): Promise<void> {
  const source = rowsFrom(
    engine,
    { id: 'text' },
    hostIds.map((id) => ({ id })),
  )
  await sql`update host set agency_id = ${agencyId} from ${source} where host.id = r.id`.execute(
    trx,
  )
}

/** What the counters of two agencies change by when hosts go from one to the other. */
export function changesOf(
  hosts: readonly ListedHost[],
  { fromAgencyId, toAgencyId }: Pick<HandOver, 'fromAgencyId' | 'toAgencyId'>,
): readonly CountChange[] {
  return hosts.flatMap((host) =>
    controlIds.flatMap((control): readonly CountChange[] => {
      const state = host.states[control]
      if (state === undefined) return []
      const counted = { class: host.class, control, state }
      return [
        { ...counted, agencyId: fromAgencyId, by: -1 },
        { ...counted, agencyId: toAgencyId, by: 1 },
      ]
    }),
  )
}
