import { foldForSearch } from '#domain/fold.ts'
import { standingNeighbours, type StandingNeighbour } from '#domain/neighbours.ts'
import { dayOf } from '#domain/register.ts'
import type { Store } from '#collector/deps.ts'
import type { NeighbourQuery } from '#protocol/neighbour-routes.ts'
import type { NeighbourPage, NeighbourView } from '#protocol/neighbours.ts'
import type { EpochMs } from '#protocol/values.ts'
import { listAgencies } from '#store/agencies.ts'
import { declaredNetworks } from '#store/neighbours/declared-networks.ts'
import { ignoreNeighbour } from '#store/neighbours/ignore-neighbour.ts'
import { hostnamesWithin, readKnownMacs } from '#store/neighbours/known-macs.ts'
import { agenciesThatLooked, readNeighbours } from '#store/neighbours/list-neighbours.ts'
import { isWithin, requireAgency, type Scope } from '#store/population.ts'
import { countsForOn } from '#store/register/counts-for.ts'
import type { ApiDeps, Handlers } from './call.ts'

/** Devices that machines know on their networks. */
export function neighbourHandlers({
  store,
  now,
  events,
}: Pick<ApiDeps, 'store' | 'now' | 'events'>): Pick<Handlers, 'neighbours' | 'ignoreNeighbour'> {
  return {
    async neighbours({ query, scope }) {
      await requireAgency(store.reader, scope, query.agency)
      const nowMs = now()
      const { all, looked } = await readStanding(store, { scope, nowMs })
      const rows = all.filter((one) => passes(one, query))
      const { page, pageSize } = query
      const shown = rows.slice((page - 1) * pageSize, page * pageSize)
      return {
        total: rows.length,
        page,
        pageSize,
        nothingBecause: all.length > 0 ? null : await whyNothing(store, { scope, nowMs, looked }),
        neighbours: await viewsOf(store, scope, shown),
      }
    },

    async ignoreNeighbour({ body, scope, user, by }) {
      const { revision } = await ignoreNeighbour(
        store,
        { ...body, scope },
        { ...by, author: user.name },
      )
      events.publish({ kind: 'register-changed', atMs: by.nowMs })
      return { revision }
    },
  }
}

type Look = { readonly scope: Scope; readonly nowMs: EpochMs }
/** `countsFor`: the agency that it counts for, where its own was merged into another. */
type Counted = StandingNeighbour & { readonly countsFor: string }

async function readStanding(store: Pick<Store, 'reader'>, look: Look) {
  const { reader } = store
  const { scope, nowMs } = look
  const seen = await readNeighbours(reader, scope)
  const looked = await agenciesThatLooked(reader, scope)
  if (seen.length === 0) return { all: [], looked }
  const counting = await countsForOn(reader, { asOfDay: dayOf(nowMs), knownAtMs: null })
  const standing = standingNeighbours(seen, await readKnownMacs(reader, look))
  const all = standing.map((one): Counted => ({
    ...one,
    countsFor: counting.get(one.agencyId) ?? one.agencyId,
  }))
  return { all, looked }
}

/**
 * How many computers were seen, by agency: what the list shows of it under `kind=computer`. An agency of which no
 * machine has looked is left out, because nobody knows.
 */
export async function discoveredComputers(
  store: Pick<Store, 'reader'>,
  look: Look,
): Promise<ReadonlyMap<string, number>> {
  const { all, looked } = await readStanding(store, look)
  const counts = new Map([...looked].map((id) => [id, 0]))
  for (const { kind, countsFor } of all) {
    if (kind === 'computer') counts.set(countsFor, (counts.get(countsFor) ?? 0) + 1)
  }
  return counts
}

function passes(one: Counted, { agency, kind, standing, q }: NeighbourQuery): boolean {
  if (agency !== undefined && one.countsFor !== agency) return false
  if (kind !== undefined && one.kind !== kind) return false
  if (standing !== undefined && one.standing !== standing) return false
  const wanted = foldForSearch(q ?? '')
  const words = foldForSearch(`${one.mac} ${one.address} ${one.vendor ?? ''}`)
  return words.includes(wanted)
}

async function whyNothing(
  { reader }: Pick<Store, 'reader'>,
  { scope, nowMs, looked }: Look & { readonly looked: ReadonlySet<string> },
): Promise<NonNullable<NeighbourPage['nothingBecause']>> {
  if (looked.size > 0) return 'nothing'
  const networks = await declaredNetworks(reader, nowMs)
  return [...networks.keys()].some((id) => isWithin(scope, id)) ? 'no-agent' : 'no-lan'
}

async function viewsOf(
  { reader }: Pick<Store, 'reader'>,
  scope: Scope,
  shown: readonly Counted[],
): Promise<NeighbourView[]> {
  const names = new Map((await listAgencies(reader)).map(({ id, name }) => [id, name]))
  const hostIds = shown.flatMap(({ hostId }) => hostId ?? [])
  const hostnames = await hostnamesWithin(reader, scope, hostIds)
  return shown.map(({ agencyId: id, hostId, ...one }) => {
    const hostname = hostId === null ? undefined : hostnames.get(hostId)
    return {
      ...one,
      agency: { id, name: names.get(id) ?? id },
      host: hostId === null || hostname === undefined ? null : { hostId, hostname },
    }
  })
}
