import { compareVersions, type UpdateTrouble } from '#protocol/releases.ts'
import type { HostProgress } from '#protocol/release-views.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { ringOf } from '#domain/rollout.ts'
import type { Store } from '#collector/deps.ts'
import { hostFacts, loadFactsOf } from '../facts.ts'
import type { Db } from '../schema.ts'
import type { HeldRelease } from './releases.ts'

/** A host that began so long ago and has not reported since is lost. */
const lostAfterMs = 2 * 3_600_000
const hostsPerPage = 200

/** Writes down that a host has begun with a release; once for each. */
export async function recordBegun(
  db: Db,
  begun: {
    readonly sequence: number
    readonly hostId: HostId
    readonly ring: number
    readonly nowMs: EpochMs
  },
): Promise<void> {
  const { hostId: host_id, nowMs: began_ms, ring, sequence } = begun
  await db
    .insertInto('release_host')
    .values({ sequence, host_id, ring, began_ms, state: 'began', why: null })
    .onConflict((conflict) => conflict.columns(['sequence', 'host_id']).doNothing())
    .execute()
}

/** What an agent says of itself, and when it last looked. */
export type AgentSays = {
  readonly hostId: HostId
  readonly observedAtMs: EpochMs
  readonly facts: Facts<'agent'>
}

/**
 * Writes down hosts that refused the release that is rolled out before they asked for a byte of it, e.g. because no key
 * that they trust has signed it: nobody saw them begin. What came of it is looked at as with all others.
 */
export async function recordRefusing(
  db: Db,
  release: HeldRelease,
  agents: readonly AgentSays[],
): Promise<void> {
  const { plan, sequence, version } = release
  const refusing = agents.filter(({ facts, observedAtMs }) => {
    const isOfNow = observedAtMs > release.ringSinceMs
    return isOfNow && standingOf(facts, version)?.state === 'refused'
  })
  if (refusing.length === 0) return
  const ids = refusing.map(({ hostId }) => hostId)
  for (const host of await ringHosts(db).where('id', 'in', ids).execute()) {
    const ring = ringOf(host, plan)
    if (ring > release.ring) continue
    await recordBegun(db, { sequence, hostId: host.id, ring, nowMs: release.ringSinceMs })
  }
}

/** Looks how far the hosts have come that began with a release, by what they report themselves. */
export async function updateProgress(
  { db, engine, reader }: Pick<Store, 'db' | 'engine' | 'reader'>,
  release: Pick<HeldRelease, 'sequence' | 'version'>,
  nowMs: EpochMs,
): Promise<void> {
  let after = ''
  for (;;) {
    const rows = await reader
      .selectFrom('release_host as r')
      .innerJoin('host as h', 'h.id', 'r.host_id')
      .select(['r.host_id', 'r.began_ms', 'r.state', 'r.why', 'h.last_received_ms'])
      .where('r.sequence', '=', release.sequence)
      .where('r.state', '!=', 'proved')
      .where('r.host_id', '>', after)
      .orderBy('r.host_id')
      .limit(hostsPerPage)
      .execute()
    const held = await loadFactsOf(
      reader,
      engine,
      rows.map((row) => row.host_id),
    )
    for (const row of rows) {
      const agent = hostFacts(held.get(row.host_id) ?? {}, ['agent']).agent
      const isOfNow = agent !== undefined && agent.observedAtMs > row.began_ms
      const facts = isOfNow && agent.reading.state === 'known' ? agent.reading.facts : null
      const isSilent =
        nowMs - row.began_ms > lostAfterMs && (row.last_received_ms ?? 0) <= row.began_ms
      const now = standingOf(facts, release.version) ?? (isSilent ? lost : began)
      if (now.state === row.state && now.why === row.why) continue
      await db
        .updateTable('release_host')
        .set(now)
        .where('sequence', '=', release.sequence)
        .where('host_id', '=', row.host_id)
        .execute()
    }
    const last = rows.at(-1)
    if (!last || rows.length < hostsPerPage) return
    after = last.host_id
  }
}

type Progress = { readonly state: HostProgress; readonly why: UpdateTrouble | null }
const lost: Progress = { state: 'lost', why: null }
const began: Progress = { state: 'began', why: null }

/** Null: what it says is of before. A full disk is the machine's own affair and no failure of the release. */
function standingOf(facts: Facts<'agent'> | null, version: string): Progress | null {
  if (facts === null) return null
  if (compareVersions(facts.version, version) >= 0) return { state: 'proved', why: null }
  const { update } = facts
  if (update?.version !== version) return null
  const { state, why } = update
  if (state === 'went-back') return { state, why }
  return state === 'refused' && why !== 'no-space' ? { state, why } : null
}

/** Hosts that have begun with a release, by ring and by how they stand. */
export async function countProgress(
  reader: Db,
  sequence: number,
): Promise<
  readonly { readonly ring: number; readonly state: HostProgress; readonly hosts: number }[]
> {
  const rows = await reader
    .selectFrom('release_host')
    .select(({ fn }) => ['ring', 'state', fn.countAll().as('hosts')])
    .where('sequence', '=', sequence)
    .groupBy(['ring', 'state'])
    .execute()
  return rows.map(({ hosts, ring, state }) => ({ ring, state, hosts: Number(hosts) }))
}

/** Every host with its agency: who stands in which ring is worked out from these. */
export const readRingHosts = (reader: Db) => ringHosts(reader).execute()

const ringHosts = (reader: Db) => reader.selectFrom('host').select(['id', 'agency_id as agencyId'])
