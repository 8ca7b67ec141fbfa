import type { ReleaseStanding } from '#protocol/release-views.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import type { Db } from '../schema.ts'

/** Where a host stands with a release; ring null: it has not begun, and the plan says in which it stands. */
export type Standing = {
  readonly id: HostId
  readonly agencyId: string
  readonly ring: number | null
  readonly state: ReleaseStanding
}

/** Every host and where it stands with a release. */
export async function readStandings(reader: Db, sequence: number): Promise<Standing[]> {
  const rows = await standingsOf(reader, sequence).execute()
  return rows.map((row) => ({ ...row, state: row.state ?? 'waiting' }))
}

export type NamedStanding = Standing & {
  readonly hostname: string
  readonly agency: string
  readonly why: string | null
  readonly beganMs: EpochMs | null
}

/** The same with what people call them, by name. */
export async function readNamedStandings(reader: Db, sequence: number): Promise<NamedStanding[]> {
  const rows = await standingsOf(reader, sequence)
    .innerJoin('agency as a', 'a.id', 'h.agency_id')
    .select(['h.hostname', 'a.name as agency', 'r.why', 'r.began_ms as beganMs'])
    .orderBy('h.hostname')
    .orderBy('h.id')
    .execute()
  return rows.map((row) => ({ ...row, state: row.state ?? 'waiting' }))
}

const standingsOf = (reader: Db, sequence: number) =>
  reader
    .selectFrom('host as h')
    .leftJoin('release_host as r', (join) =>
      join.onRef('r.host_id', '=', 'h.id').on('r.sequence', '=', sequence),
    )
    .select(['h.id', 'h.agency_id as agencyId', 'r.ring', 'r.state'])

/** Names of hosts by their ids; those that are no more have none. */
export function readHostnames(reader: Db, ids: readonly HostId[]) {
  return reader
    .selectFrom('host')
    .select(['id as hostId', 'hostname'])
    .where('id', 'in', ids.length > 0 ? [...ids] : [''])
    .orderBy('hostname')
    .execute()
}
