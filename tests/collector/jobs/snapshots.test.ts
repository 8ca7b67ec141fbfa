import { expect, test } from 'vitest'
import { dailySnapshots, periodSnapshots } from '#collector/jobs/snapshots.ts'
import { allJobs } from '#collector/jobs/registry.ts'
import { runOnce, startJobs } from '#collector/jobs/scheduler.ts'
import type { Store } from '#collector/deps.ts'
import { takeByHand } from '#store/snapshots/taking.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seedProvince } from '#tests/support/seed.ts'
import { byAt, takingOf } from '../snapshots/taking.ts'
import { jobsAt, run } from './running-jobs.ts'

/** 23:30 in Vietnam; the seeded province has lived since 09/10/2026. */
const evening = (day: number, month = 11) => Date.UTC(2026, month - 1, day, 16, 30)

async function taken(store: Store, planId = 'qn-2458-2017') {
  const rows = await store.db
    .selectFrom('snapshot')
    .select(['kind', 'period', 'cut_off_ms', 'created_ms'])
    .where('plan_id', '=', planId)
    .orderBy('number')
    .execute()
  return rows.map((row) => [row.kind, row.period, row.cut_off_ms])
}

onEachDatabase((fresh) => {
  test('each evening is frozen once, whatever the number of collectors', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store, 6)
    const [here, there] = [jobsAt(store, evening(20)), jobsAt(store, evening(20))]
    await Promise.all([here, there].map((jobs) => runOnce(dailySnapshots(jobs), evening(20), jobs)))
    expect(await taken(store)).toEqual([['daily', null, evening(20)]])
  })

  test('evenings that were missed are made up for, as of their moment', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store, 6)
    await run(dailySnapshots, jobsAt(store, evening(18)))
    const late = jobsAt(store, evening(21))
    await run(dailySnapshots, late)
    expect(await taken(store)).toEqual([18, 19, 20, 21].map((day) => ['daily', null, evening(day)]))
  })

  test('a period is frozen as of its cut-off when the collector was down then', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store, 6)
    const jobs = jobsAt(store, evening(20, 12))
    await startJobs(
      allJobs(jobs).filter(({ id }) => id === 'period-snapshots'),
      jobs,
    ).stop()
    // The 14th and the 15th of December end at 17:00 UTC.
    const endOf = (day: number) => Date.UTC(2026, 11, day, 17) - 1
    expect(await taken(store)).toEqual([
      ['period', '2026', endOf(14)],
      ['period', '2026-Q4', endOf(15)],
    ])
  })

  test('nothing is frozen of a time before there was anything', async () => {
    const store = await (await fresh()).open()
    const jobs = jobsAt(store, evening(20))
    await run(dailySnapshots, jobs)
    await run(periodSnapshots, jobs)
    expect(await taken(store)).toEqual([])
  })

  test('a cut-off that is still to come is refused, and one that was frozen already', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store, 6)
    const wanted = { planId: 'qn-2458-2017', period: '2026-Q4', reason: 'họp' }
    const before = Date.UTC(2026, 11, 15, 16, 59)
    await expect(takeByHand(takingOf(store), wanted, byAt(before))).rejects.toMatchObject({
      code: 'SNAPSHOT_CUT_OFF_IN_FUTURE',
    })
    await takeByHand(takingOf(store), wanted, byAt(before + 60_000))
    await expect(takeByHand(takingOf(store), wanted, byAt(before + 61_000))).rejects.toMatchObject({
      code: 'SNAPSHOT_EXISTS',
      params: { period: '2026-Q4', number: 1 },
    })
    const past = { ...wanted, period: '2026-Q1' }
    await expect(takeByHand(takingOf(store), past, byAt(before))).rejects.toMatchObject({
      code: 'SNAPSHOT_BEFORE_HISTORY',
    })
  })
})
