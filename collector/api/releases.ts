import { standsIn } from '#domain/rollout.ts'
import { releaseManifest, updateTroubles } from '#protocol/releases.ts'
import type { ReleaseHostsQuery } from '#protocol/release-routes.ts'
import {
  troubledStandings,
  type ReleaseHost,
  type ReleaseStanding,
  type ReleaseView,
  type RingView,
} from '#protocol/release-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import { readPause } from '#store/releases/pauses.ts'
import {
  pauseRelease,
  readReleases,
  startRelease,
  type HeldRelease,
} from '#store/releases/releases.ts'
import {
  readHostnames,
  readNamedStandings,
  readStandings,
  type NamedStanding,
  type Standing,
} from '#store/releases/standings.ts'
import type { ApiDeps, Handlers } from './call.ts'

type Names = 'releases' | 'releaseHosts' | 'startRelease' | 'pauseRelease'

/** So many of those that failed stand on the card of a release; its list has all. */
const troubledMax = 10

/** Releases of the agent: how far each is rolled out, to begin one and to pause it. */
export function releaseHandlers({ reloadReleases, store }: ApiDeps): Pick<Handlers, Names> {
  const { reader } = store
  const view = async () => {
    const releases: ReleaseView[] = []
    for (const release of await readReleases(reader)) releases.push(await viewOf(release))
    return { releases }
  }

  async function viewOf({ manifest, ...release }: HeldRelease): Promise<ReleaseView> {
    const { plan, sequence, state, version } = release
    const [content = ''] = manifest.split('\n')
    const { packs } = releaseManifest.parse(JSON.parse(content))
    const rings = ringsOf(release, await readStandings(reader, sequence))
    const hasTroubled = rings.some(({ counts }) => troubledStandings.some((one) => counts[one] > 0))
    return {
      ...release,
      platforms: packs.map(({ bytes, platform }) => ({ bytes, platform })),
      rings,
      pilots: await readHostnames(reader, plan.pilotHosts),
      pause: state === 'paused' ? await readPause(reader, version) : null,
      troubled: hasTroubled
        ? (await hostsOf(release, { standing: 'troubled' })).slice(0, troubledMax)
        : [],
    }
  }

  async function hostsOf(
    { plan, sequence }: Pick<HeldRelease, 'plan' | 'sequence'>,
    { ring, standing }: Pick<ReleaseHostsQuery, 'ring' | 'standing'>,
  ): Promise<ReleaseHost[]> {
    const hosts = await readNamedStandings(reader, sequence)
    return hosts
      .map((host) => hostView(host, standsIn(host, plan)))
      .filter((host) => (ring ?? host.ring) === host.ring && fits(host.state, standing))
  }

  return {
    releases: view,

    async releaseHosts({ params, query }) {
      const { sequence } = params
      const release = (await readReleases(reader)).find((one) => one.sequence === sequence)
      if (!release) throw new Refusal('NOT_FOUND')
      const all = await hostsOf(release, query)
      const from = (query.page - 1) * query.pageSize
      const { plan, version } = release
      const hosts = all.slice(from, from + query.pageSize)
      return { sequence, version, percents: plan.percents, total: all.length, hosts }
    },

    async startRelease({ params, body, by }) {
      await startRelease(store.db, { ...params, ...body }, by)
      await reloadReleases()
      return view()
    },

    async pauseRelease({ params, body, by }) {
      const { reason, revision } = body
      await pauseRelease(store.db, { ...params, revision, why: { reason } }, by)
      await reloadReleases()
      return view()
    },
  }
}

function fits(state: ReleaseStanding, standing: ReleaseHostsQuery['standing']): boolean {
  if (standing === undefined) return true
  if (standing === 'troubled') return troubledStandings.some((one) => one === state)
  return state === standing
}

function hostView(host: NamedStanding, ring: number): ReleaseHost {
  const { agency, beganMs, hostname, id, state } = host
  const why = updateTroubles.find((one) => one === host.why) ?? null
  return { hostId: id, hostname, agency, ring, state, why, beganMs }
}

const nobody: RingView['counts'] = {
  waiting: 0,
  began: 0,
  proved: 0,
  'went-back': 0,
  refused: 0,
  lost: 0,
}

function ringsOf(
  { plan, ring: open, state }: Pick<HeldRelease, 'plan' | 'ring' | 'state'>,
  hosts: readonly Standing[],
): RingView[] {
  const rings = Map.groupBy(hosts, (host) => standsIn(host, plan))
  return [null, ...plan.percents].map((percent, ring) => {
    const own = rings.get(ring) ?? []
    const counts = { ...nobody }
    for (const host of own) counts[host.state] += 1
    return { ring, percent, isOpen: state !== 'held' && ring <= open, hosts: own.length, counts }
  })
}
