import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Looking } from '#agent/looking.ts'
import { Patience, probeBudgets } from '#agent/probe-budget.ts'
import { ownBytesOf, residentBytes } from '#agent/resident-memory.ts'
import { Runner } from '#agent/runner.ts'
import { CpuAllowance, MemoryLimit, residentBytesMax } from '#agent/self-limits.ts'
import { takeSnapshot } from '#agent/snapshot.ts'
import { openSystem, type System } from '#agent/system.ts'
import { keptLog } from '../support/agent-parts.ts'
import { startPeer } from '../support/protocol-peer.ts'
import { startProduct, temporaryFolder, until } from '../support/processes.ts'
import { aLook, aMachine } from './machine.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** Field 19 of /proc/<pid>/stat. Source: proc(5). */
function niceOf(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])
}

describe('priority', () => {
  test('a child of the agent runs at the lowest CPU priority and, where Linux can, in the idle class of I/O', (ctx) => {
    if (process.platform !== 'linux') ctx.skip('priorities are read back from /proc')
    const script = fileURLToPath(new URL('./yielding.ts', import.meta.url))
    const printed = execFileSync(process.execPath, [script], { encoding: 'utf8' })
    const { missing, stat, ioClass } = z
      .object({ missing: z.array(z.string()), stat: z.string(), ioClass: z.string().nullable() })
      .parse(JSON.parse(printed))
    expect(niceOf(stat)).toBe(19)
    if (!existsSync('/usr/bin/ionice')) return expect(missing).toEqual(['io'])
    expect([missing, ioClass]).toEqual([[], 'idle'])
  })

  test('every thread of a running agent has the lowest priority', async (ctx) => {
    if (process.platform !== 'linux') ctx.skip('priorities are read back from /proc')
    const { path, remove } = await temporaryFolder()
    const peer = await startPeer()
    const settings = { KHIEN_AGENT_DATA_DIR: path, KHIEN_JOIN: peer.join() }
    const running = startProduct('agent', ['run'], settings)
    try {
      await until('a report', () => peer.reports.length > 0, { explain: running.output })
      const tasks = `/proc/${running.pid}/task`
      const nices = readdirSync(tasks).map((id) =>
        niceOf(readFileSync(`${tasks}/${id}/stat`, 'utf8')),
      )
      expect(new Set(nices)).toEqual(new Set([19]))
    } finally {
      running.signal('SIGKILL')
      await running.ended
      await peer.close()
      await remove()
    }
  }, 40_000)
})

describe('a probe past its budget', () => {
  const quick = { wallMs: 200, memoryBytes: 2 ** 30, isHeavy: false }
  const budgets = { ...probeBudgets, os: quick, ports: quick }

  /** A machine on which asking takes as long as a real child sleeps. */
  function sleepyMachine(seconds: string): { system: System; asked: () => number } {
    const real = openSystem()
    let asked = 0
    const machine = aMachine({ files: { '/etc/os-release': 'ID=debian' } })
    const readFile: System['readFile'] = async (path) => {
      asked += 1
      await real.run('/bin/sleep', [seconds])
      return machine.readFile(path)
    }
    return { system: { ...machine, readFile }, asked: () => asked }
  }

  function patient(atMs: () => number): Patience {
    return new Patience({ steadyMs: atMs, residentBytes, budgets })
  }

  const sourceOf = (system: System, patience: Patience) => {
    const onBug = (probe: string, error: unknown) => {
      throw new Error(probe, { cause: error })
    }
    return { system, patience, context: aLook(), now: () => Date.now(), onBug }
  }

  test('is left out and unknown, the others answer, and the door is closed to it', async () => {
    const { system, asked } = sleepyMachine('0.6')
    const source = sourceOf(
      system,
      patient(() => performance.now()),
    )
    const startedMs = performance.now()
    const entries = await takeSnapshot(source, ['os', 'agent'])
    expect(performance.now() - startedMs).toBeLessThan(550)
    expect(entries.map(({ probe, reading }) => [probe, reading])).toEqual([
      ['os', expect.objectContaining({ state: 'unknown', because: 'probe-too-slow' })],
      ['agent', expect.objectContaining({ state: 'known' })],
    ])
    await new Promise((resolve) => setTimeout(resolve, 900))
    // The answer that came late was the last one: nothing more was asked for it.
    expect(asked()).toBe(1)
  })

  test('says the same each time, so that nothing travels for it', async () => {
    const { system } = sleepyMachine('0.4')
    const source = sourceOf(
      system,
      patient(() => performance.now()),
    )
    const [first] = await takeSnapshot(source, ['os'])
    const [second] = await takeSnapshot(source, ['os'])
    expect(second?.body).toBe(first?.body)
  })

  test('is asked again after a pause that doubles, up to a day, and at once after it was well', async () => {
    let nowMs = 0
    let isSlow = true
    const patience = patient(() => nowMs)
    let asked = 0
    const look = async () => {
      asked += 1
      if (isSlow) nowMs += 1000
      return 'facts'
    }
    const pauses: number[] = []
    for (let round = 0; round < 9; round += 1) {
      await patience.ask('os', openSystem(), look)
      pauses.push(patience.pauseMs('os') / minuteMs)
      await patience.ask('os', openSystem(), look)
      nowMs += patience.pauseMs('os')
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1440, 1440, 1440])
    expect(asked).toBe(9)
    isSlow = false
    expect(await patience.ask('os', openSystem(), look)).toBe('facts')
    expect(patience.pauseMs('os')).toBe(0)
  })

  test('that still hangs when its pause has ended is not started a second time', async () => {
    let nowMs = 0
    const patience = new Patience({
      steadyMs: () => nowMs,
      residentBytes,
      budgets: { ...budgets, os: { ...quick, wallMs: 30 } },
    })
    let asked = 0
    const hang = () => {
      asked += 1
      return new Promise<string>(() => undefined)
    }
    await patience.ask('os', openSystem(), hang)
    nowMs += dayMs
    expect(await patience.ask('os', openSystem(), hang)).toMatchObject({
      because: 'probe-too-slow',
    })
    expect(asked).toBe(1)
  })

  test('of memory is left out too', async () => {
    const kept: Buffer[] = []
    const patience = new Patience({
      steadyMs: () => performance.now(),
      residentBytes,
      budgets: { ...budgets, patches: { ...quick, wallMs: 20_000, memoryBytes: 32 * 2 ** 20 } },
    })
    const greedy = async () => {
      kept.push(Buffer.alloc(96 * 2 ** 20, 1))
      return 'facts'
    }
    expect(await patience.ask('patches', openSystem(), greedy)).toMatchObject({
      state: 'unknown',
      because: 'probe-too-slow',
    })
    expect(kept).toHaveLength(1)
  })
})

describe('self-limits', () => {
  test('5 % of one core: what is used beyond it is waited for', () => {
    const allowance = new CpuAllowance()
    expect(allowance.restMs(0, 500)).toBe(0)
    // Three seconds a minute are free; two more have to be earned back at 50 ms a second.
    expect(allowance.restMs(0, 5500)).toBe(40_000)
    expect(allowance.restMs(40_000, 5500)).toBe(0)
    expect(allowance.restMs(40_000, 5500 + 3000)).toBe(60_000)
  })

  test('an agent that idles through a day has earned no more than a minute', () => {
    const allowance = new CpuAllowance()
    allowance.restMs(0, 0)
    allowance.restMs(dayMs, 0)
    expect(allowance.restMs(dayMs, 10_000)).toBe(140_000)
  })

  test('rounds are put off by it, not dropped and not run in a loop', async () => {
    const rounds: number[] = []
    let rest = 400
    const startedMs = performance.now()
    const runner = new Runner({
      hostId: 'abcdefghijklmnopqrstuvwxyz',
      clock: { now: () => Date.now(), steadyMs: () => performance.now() },
      restMs: async () => rest,
      look: async () => {
        rounds.push(performance.now() - startedMs)
        return []
      },
      roundEnded: () => runner.ask(),
      failed: (error) => {
        throw error
      },
    })
    runner.start()
    await new Promise((resolve) => setTimeout(resolve, 100))
    rest = 0
    expect(rounds).toHaveLength(1)
    await until('the round that was put off', () => rounds.length === 2)
    runner.stop()
    expect(rounds[1]).toBeGreaterThanOrEqual(395)
  })

  test('above 96 MB it is said once, until it is below again', () => {
    const log = keptLog()
    const limit = new MemoryLimit(log)
    const answers = [1, residentBytesMax + 1, residentBytesMax + 2, 1, residentBytesMax + 1].map(
      (bytes) => limit.isAbove(bytes),
    )
    expect(answers).toEqual([false, true, true, false, true])
    expect(log.lines).toHaveLength(2)
  })

  test('the mapped file of the executable is no memory of the agent', () => {
    const status = 'RssAnon:\t   30000 kB\nRssFile:\t   90000 kB\nRssShmem:\t      24 kB\n'
    expect(ownBytesOf(status)).toBe(30_024 * 1024)
    expect(ownBytesOf('VmRSS:\t 120024 kB\n')).toBe(null)
    expect(residentBytes()).toBeLessThan(process.memoryUsage.rss())
  })

  test('fifty snapshots in a row leave memory flat, and below the limit', () => {
    const script = fileURLToPath(new URL('./fifty-snapshots.ts', import.meta.url))
    const printed = execFileSync(process.execPath, ['--expose-gc', script], { encoding: 'utf8' })
    const held = z.object({ residentBytes: z.number(), heapBytes: z.number() })
    const [ten, fifty] = z.tuple([held, held]).parse(JSON.parse(printed))
    // What is kept per snapshot would show forty times; compiled code and its statistics are some 100 KiB.
    expect(fifty.heapBytes - ten.heapBytes).toBeLessThan(2 ** 20)
    expect(fifty.residentBytes - ten.residentBytes).toBeLessThan(16 * 2 ** 20)
    expect(fifty.residentBytes).toBeLessThan(residentBytesMax)
  }, 60_000)

  test('a round counts what it cost, and looks through the door that spares children', async () => {
    const costs: number[] = []
    const looking = new Looking({
      system: openSystem(),
      clock: { now: () => Date.now(), steadyMs: () => performance.now() },
      log: keptLog(),
      context: () => aLook(),
      cost: ({ cpuMs, memoryBytes }) => costs.push(cpuMs, memoryBytes),
    })
    const entries = await looking.look(['agent', 'os'])
    expect(entries.map(({ probe }) => probe)).toEqual(['agent', 'os'])
    expect(costs).toEqual([expect.any(Number), expect.any(Number)])
    expect(await looking.restMs()).toBe(0)
  })
})
