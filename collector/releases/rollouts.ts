import type { AgentFrame, CollectorFrame } from '#protocol/frames.ts'
import { compareVersions, releaseCapability, releaseManifest } from '#protocol/releases.ts'
import type { RolloutPlan } from '#protocol/release-views.ts'
import type { HostId } from '#protocol/values.ts'
import { ringOf } from '#domain/rollout.ts'
import { readRingHosts, recordBegun } from '#store/releases/progress.ts'
import {
  readKeyStatements,
  readRunningRelease,
  type HeldRelease,
} from '#store/releases/releases.ts'
import type { Clock, Log, Releases, Store } from '#collector/deps.ts'
import { Pace } from './pace.ts'
import { readPart } from './shelf.ts'

/** Rings open by the minute, and another collector on the same database may have opened one. */
const reloadEveryMs = 30_000

type Running = {
  readonly release: HeldRelease
  readonly digests: ReadonlySet<string>
  /** Who stands in which ring. */
  readonly rings: ReadonlyMap<HostId, number>
  readonly offer: CollectorFrame
}

type RolloutParts = {
  readonly store: Store
  readonly dataDir: string
  readonly now: Clock
  readonly log: Log
}

/** The release that is rolled out, to whom it is offered, and its bytes. */
export async function openRollouts(
  parts: RolloutParts,
  everyMs = reloadEveryMs,
): Promise<Releases & { reload(): Promise<void>; close(): void }> {
  const { dataDir, log, now, store } = parts
  const pace = new Pace()
  const listeners = new Set<() => void>()
  let running = await readRunning(store)
  const reload = async () => {
    running = await readRunning(store)
    for (const listener of listeners) listener()
  }
  const timer = setInterval(() => {
    reload().catch((error: unknown) => log.error({ err: error }, 'releases could not be read'))
  }, everyMs)
  timer.unref()

  return {
    reload,
    close: () => clearInterval(timer),
    subscribe: (listener) => void listeners.add(listener),
    offerTo({ capabilities, hostId, version }) {
      if (!running || !capabilities.includes(releaseCapability)) return null
      const ring = running.rings.get(hostId)
      // A host that has come since stands in no ring yet; the next reading of them finds it.
      if (ring === undefined || ring > running.release.ring) return null
      return compareVersions(version, running.release.version) < 0 ? running.offer : null
    },
    async partFor(hostId, want) {
      if (!running?.digests.has(want.digest)) return null
      const ring = running.rings.get(hostId)
      if (ring === undefined || ring > running.release.ring) return null
      const { sequence } = running.release
      if (want.offset === 0) await recordBegun(store.db, { sequence, hostId, ring, nowMs: now() })
      const bytes = await readPart(dataDir, want.digest, want.offset)
      if (bytes !== null) await pace.wait(bytes.length, performance.now())
      return bytes && partOf(want, bytes)
    },
  }
}

type Want = Extract<AgentFrame, { type: 'want' }>

const partOf = ({ digest, kind, offset }: Want, bytes: Buffer): CollectorFrame => ({
  type: 'part',
  kind,
  digest,
  offset,
  bytes: bytes.toString('base64url'),
})

async function readRunning({ reader }: Store): Promise<Running | null> {
  const release = await readRunningRelease(reader)
  if (!release) return null
  const statements = await readKeyStatements(reader)
  const [content = ''] = release.manifest.split('\n')
  const manifest = releaseManifest.parse(JSON.parse(content))
  return {
    release,
    digests: new Set(manifest.packs.map(({ digest }) => digest)),
    rings: await ringsOf(reader, release.plan),
    offer: { type: 'release', manifest: release.manifest, statements },
  }
}

async function ringsOf(reader: Store['reader'], plan: RolloutPlan) {
  const hosts = await readRingHosts(reader)
  return new Map(hosts.map((host) => [host.id, ringOf(host, plan)]))
}
