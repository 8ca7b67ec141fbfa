import { createProbeCache } from '#agent/probes/cache.ts'
import { residentBytes } from '#agent/resident-memory.ts'
import { snapshotAll } from '#agent/snapshot.ts'
import { openSystem } from '#agent/system.ts'
import { aLook } from './machine.ts'

/* Run as a process of its own with --expose-gc: prints what it holds after 10 and after 50 snapshots of this machine. */
const source = {
  system: openSystem(),
  context: { ...aLook(), cache: createProbeCache() },
  now: () => Date.now(),
  onBug: (probe: string, error: unknown) => {
    throw new Error(probe, { cause: error })
  },
}
const held: { residentBytes: number; heapBytes: number }[] = []
for (let taken = 1; taken <= 50; taken += 1) {
  await snapshotAll(source)
  if (taken !== 10 && taken !== 50) continue
  globalThis.gc?.()
  globalThis.gc?.()
  held.push({ residentBytes: residentBytes(), heapBytes: process.memoryUsage().heapUsed })
}
console.log(JSON.stringify(held))
