import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rejudge } from '#collector/jobs/rejudge.ts'
import { silence } from '#collector/jobs/silence.ts'
import type { Store } from '#collector/deps.ts'
import { controlIds } from '#protocol/controls.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import { factsSince } from '#store/facts.ts'
import { recount, repairCounters } from '#store/recount.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { jobsAt, run, wasUp } from '../jobs/running-jobs.ts'
import {
  aReading,
  aReport,
  days,
  enrolHosts,
  factIntervals,
  firewall,
  hostIdOf,
  os,
  startIngest,
  startMs,
  verdictIntervals,
  type RunningIngest,
} from './reports.ts'

/** One thing that may happen in the life of three hosts. */
type Happening =
  | {
      what: 'report'
      host: number
      firewall: 'on' | 'off' | null
      installation: 'client' | 'server'
    }
  | { what: 'confirm'; host: number }
  | { what: 'pass'; days: number }
  | { what: 'sweep' }

const host = fc.nat({ max: 2 })
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    what: fc.constant('report' as const),
    host,
    firewall: fc.constantFrom('on' as const, 'off' as const, null),
    installation: fc.constantFrom('client' as const, 'server' as const),
  }),
  fc.record({ what: fc.constant('confirm' as const), host }),
  fc.record({ what: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ what: fc.constant('sweep' as const) }),
)

onEachDatabase((fresh) => {
  test('after any history the counters equal a recount and add up to the hosts', async () => {
    const store = await (await fresh()).open()
    const ingest = startIngest(store)
    let turn = -1
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 14 }), async (history) => {
        turn += 1
        const hostIds = [0, 1, 2].map((index) => hostIdOf(turn * 3 + index))
        await enrolHosts(store, hostIds)
        await live(store, ingest, { history, hostIds })
        expect(await recount(store.db)).toEqual([])
        expect(await totals(store)).toEqual(controlIds.map(() => (turn + 1) * hostIds.length))
        expect(await overlaps(store, hostIds)).toEqual([])
        expect(await strayFacts(store, hostIds)).toEqual([])
      }),
      { numRuns: 12 },
    )
  })

  test('two collectors that hear of the same hosts at once count them once', async () => {
    const database = await fresh()
    const first = await database.open()
    // A SQLite file has one collector; there the two share its connection.
    const second = database.engine === 'postgres' ? await database.open() : first
    const hostIds = Array.from({ length: 20 }, (_, index) => hostIdOf(index))
    await enrolHosts(first, hostIds)
    const ingests = [startIngest(first), startIngest(second)]
    const answers = Array.from({ length: 6 }, (_, sequence) =>
      hostIds.map((hostId, index) => {
        const facts = firewall((sequence + index) % 2 === 0 ? 'on' : 'off')
        const readings = [aReading('firewall', facts), aReading('os', os('server'))]
        const ingest = ingests[(sequence + index) % 2]
        return ingest?.submit(aReport({ hostId, session: sequence + 1, sequence: 1, readings }))
      }),
    )
    const outcomes = await Promise.all(answers.flat())
    expect(outcomes.filter((one) => one?.outcome === 'refused')).toEqual([])
    expect(await recount(first.db)).toEqual([])
    expect(await overlaps(first, hostIds)).toEqual([])
    expect(await strayFacts(first, hostIds)).toEqual([])
  })

  test('a counter that a hand has changed is found and put right', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [1, 2, 3].map(hostIdOf))
    await store.db
      .updateTable('counter')
      .set({ met: 2, unknown: 1 })
      .where('control', '=', 'patched')
      .execute()
    const differences = [
      {
        agencyId: 'health',
        class: 'workstation',
        control: 'patched',
        held: { met: 2, unmet: 0, unknown: 1, not_applicable: 0 },
        counted: { met: 0, unmet: 0, unknown: 3, not_applicable: 0 },
      },
    ]
    expect(await recount(store.db)).toEqual(differences)
    expect(await repairCounters(store.db, store.engine)).toEqual(differences)
    expect(await recount(store.db)).toEqual([])
  })
})

async function live(
  store: Store,
  { submit }: RunningIngest,
  { history, hostIds }: { history: readonly Happening[]; hostIds: readonly string[] },
): Promise<void> {
  const jobs = jobsAt(store, startMs)
  let sequence = 0
  for (const happening of history) {
    sequence += 1
    const hostId = 'host' in happening ? (hostIds[happening.host] ?? '') : ''
    const report = { hostId, sequence, receivedMs: jobs.nowMs }
    switch (happening.what) {
      case 'report': {
        const state = happening.firewall
        const facts = state === null ? null : firewall(state)
        const readings = [
          aReading('firewall', facts, jobs.nowMs),
          aReading('os', os(happening.installation), jobs.nowMs),
        ]
        await submit(aReport({ ...report, readings }))
        break
      }
      case 'confirm':
        await submit(aReport({ ...report, confirmed: { firewall: jobs.nowMs } }))
        break
      case 'pass':
        await wasUp(store, jobs.nowMs, jobs.nowMs + days(happening.days))
        jobs.nowMs += days(happening.days)
        break
      case 'sweep':
        await run(silence, jobs)
        await run(rejudge, jobs)
    }
  }
}

async function totals(store: Store): Promise<number[]> {
  const rows = await store.db.selectFrom('counter').selectAll().execute()
  return controlIds.map((control) =>
    rows
      .filter((row) => row.control === control)
      .reduce((sum, row) => sum + row.met + row.unmet + row.unknown + row.not_applicable, 0),
  )
}

/** Intervals of one thing that run backwards, overlap, or are open although another follows. */
async function overlaps(store: Store, hostIds: readonly string[]): Promise<unknown[]> {
  const lines = hostIds.flatMap((hostId) => [
    ...probeIds.map((probe) => factIntervals(store, hostId, probe)),
    ...controlIds.map((control) => verdictIntervals(store, hostId, control)),
  ])
  return (await Promise.all(lines)).flatMap((line: readonly Interval[]) =>
    line.filter(({ from_ms, until_ms }, index) => {
      const next = line[index + 1]
      return next === undefined
        ? until_ms !== null
        : until_ms === null || until_ms < from_ms || until_ms !== next.from_ms
    }),
  )
}

/** Facts that no line of a probe leads to. */
async function strayFacts(store: Store, hostIds: readonly string[]): Promise<unknown[]> {
  const lines = await Promise.all(hostIds.map((hostId) => factsSince(store, hostId, 0)))
  const led = new Set(lines.flat().map(({ id }) => id))
  const rows = await store.db
    .selectFrom('fact')
    .selectAll()
    .where('host_id', 'in', [...hostIds])
    .execute()
  return rows.filter(({ id }) => !led.has(id))
}

type Interval = { readonly from_ms: number; readonly until_ms: number | null }
