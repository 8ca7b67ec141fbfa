import { pseudonymsUnder } from '#agent/identity.ts'
import { createProbeCache } from '#agent/probes/cache.ts'
import { snapshotAll, type SnapshotSource } from '#agent/snapshot.ts'
import { openSystem } from '#agent/system.ts'
import { cpuOf, median } from './cpu.ts'

/*
 * Bundled and run as a process of its own: takes whole snapshots as the running agent does and prints what they
 * cost, its children included, the start of the process apart.
 */
const followers = 20

const source: SnapshotSource = {
  system: openSystem(),
  context: {
    agentVersion: 'bench',
    pseudonym: pseudonymsUnder(Buffer.alloc(32, 7)),
    lastDay: null,
    cache: createProbeCache(),
  },
  now: Date.now,
  onBug(probe, error) {
    throw new Error(`probe ${probe} failed`, { cause: error })
  },
}

/** CPU milliseconds of this process and of its children that have ended. */
async function usedMs(): Promise<number> {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000 + (await cpuOf(process.pid)).childrenMs
}

const startMs = await usedMs()
const entries = await snapshotAll(source)
const firstCpuMs = (await usedMs()) - startMs

// Children are counted in ticks of 10 ms, so a single snapshot would be too coarse.
const batches: number[] = []
for (let batch = 0; batch < 3; batch += 1) {
  const beforeMs = await usedMs()
  for (let taken = 0; taken < followers; taken += 1) await snapshotAll(source)
  batches.push(((await usedMs()) - beforeMs) / followers)
}

process.stdout.write(
  JSON.stringify({
    bytes: entries.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0),
    firstCpuMs,
    nextCpuMs: median(batches),
    residentBytes: process.memoryUsage().rss,
  }),
)
