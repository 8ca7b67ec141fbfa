import { compiledProducts } from '#agent/catalogue.ts'
import { aroundSystem } from '#agent/door/around.ts'
import { pseudonymsUnder } from '#agent/identity.ts'
import { Looking } from '#agent/looking.ts'
import { createProbeCache } from '#agent/probes/cache.ts'
import type { ProbeContext } from '#agent/probes/probe.ts'
import { residentBytes } from '#agent/resident-memory.ts'
import { dueProbes, nextDueMs } from '#agent/schedule.ts'
import { snapshotAll, type SnapshotSource } from '#agent/snapshot.ts'
import { openSystem, type System } from '#agent/system.ts'
import type { ProbeId } from '#protocol/facts/registry.ts'
import { dayMs, minuteMs } from '#protocol/facts/spec.ts'
import { cpuOf, median } from './cpu.ts'

/*
 * Bundled and run as a process of its own, with --expose-gc: takes whole snapshots as the running agent does and
 * prints what they cost, its children included, the start of the process apart.
 */
const followers = 20

let children = 0
const system = countingChildren(openSystem())
const context: ProbeContext = {
  agentVersion: 'bench',
  pseudonym: pseudonymsUnder(Buffer.alloc(32, 7)),
  lastDay: null,
  products: compiledProducts,
}
const source: SnapshotSource = {
  system,
  context: { ...context, cache: createProbeCache() },
  now: Date.now,
  onBug: failBench,
}

function failBench(probe: string, error: unknown): never {
  throw new Error(`probe ${probe} failed`, { cause: error })
}

/** Counts every program that the door really starts. */
function countingChildren(door: System): System {
  return aroundSystem(door, async (ask, call) => {
    const answer = await ask()
    const isStarted = answer.ok || answer.because !== 'tool-missing'
    if (call === 'run' && isStarted) children += 1
    return answer
  })
}

/** CPU milliseconds of this process and of its children that have ended. */
async function usedMs(): Promise<number> {
  const { user, system: kernel } = process.cpuUsage()
  return (user + kernel) / 1000 + (await cpuOf(process.pid)).childrenMs
}

async function measured(act: () => Promise<unknown>): Promise<{ cpuMs: number; children: number }> {
  const [startMs, startedChildren] = [await usedMs(), children]
  await act()
  return { cpuMs: (await usedMs()) - startMs, children: children - startedChildren }
}

async function take(count: number): Promise<void> {
  for (let taken = 0; taken < count; taken += 1) await snapshotAll(source)
}

function heldNow(): { residentBytes: number; heapBytes: number } {
  globalThis.gc?.()
  globalThis.gc?.()
  return { residentBytes: residentBytes(), heapBytes: process.memoryUsage().heapUsed }
}

/** Every round of one day by the real schedule, through the same class as in the running agent, on a clock of its own. */
async function costOfDay(): Promise<{ cpuMs: number; children: number; rounds: number }> {
  const startMs = Date.now()
  let nowMs = startMs
  let rounds = 0
  const hostId = 'abcdefghijklmnopqrstuvwxyz'
  const lastLooks = new Map<ProbeId, number>()
  const looking = new Looking({
    system,
    clock: { now: () => nowMs, steadyMs: () => nowMs - startMs },
    log: { info: () => {}, debug: () => {}, warn: () => {}, error: () => failBench('', '') },
    context: () => context,
    cost: () => {},
  })
  const cost = await measured(async () => {
    while (nowMs < startMs + dayMs) {
      const due = dueProbes(nowMs, lastLooks, hostId)
      await looking.look(due)
      for (const probe of due) lastLooks.set(probe, nowMs)
      rounds += 1
      nowMs = Math.max(nowMs + minuteMs / 60, nextDueMs(nowMs, lastLooks, hostId))
    }
  })
  return { ...cost, rounds }
}

let bytes = 0
const first = await measured(async () => {
  const entries = await snapshotAll(source)
  bytes = entries.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0)
})

await take(9)
const afterTen = heldNow()
// Children are counted in ticks of 10 ms, so a single snapshot would be too coarse.
const batches = [await measured(() => take(followers)), await measured(() => take(followers))]
const afterFifty = heldNow()

process.stdout.write(
  JSON.stringify({
    bytes,
    firstCpuMs: first.cpuMs,
    firstChildren: first.children,
    nextCpuMs: median(batches.map(({ cpuMs }) => cpuMs / followers)),
    nextChildren: median(batches.map((batch) => batch.children / followers)),
    afterTen,
    afterFifty,
    day: await costOfDay(),
  }),
)
