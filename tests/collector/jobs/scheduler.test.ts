import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Job } from '#collector/jobs/job.ts'
import { allJobs } from '#collector/jobs/registry.ts'
import { runOnce, startJobs } from '#collector/jobs/scheduler.ts'
import { uptime } from '#collector/jobs/uptime.ts'
import type { ProbeId } from '#protocol/facts/registry.ts'
import { appendFacts } from '#store/fact-bundles.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { days, minutes, startMs } from '../ingest/reports.ts'
import { jobsAt, run } from './running-jobs.ts'

const hourly = (id: string, work: (dueMs: number) => Promise<void>): Job => ({
  id,
  schedule: '0 * * * *',
  run: work,
})

onEachDatabase((fresh) => {
  test('two schedulers on one database run a job once for each due time', async () => {
    const database = await fresh()
    const first = await database.open()
    // A SQLite file has one collector; there the two share its connection.
    const second = database.engine === 'postgres' ? await database.open() : first
    const [here, there] = [jobsAt(first, startMs), jobsAt(second, startMs)]
    const dueTimes: number[] = []
    const job = hourly('count', async (dueMs) => {
      await wait(5)
      dueTimes.push(dueMs)
    })
    const dueMs = [0, 60, 120].map((minute) => startMs + minutes(minute))
    await Promise.all(dueMs.flatMap((due) => [here, there].map((jobs) => runOnce(job, due, jobs))))
    expect(dueTimes.toSorted()).toEqual(dueMs)
  })

  test('the last due time that nobody took is made up for at start, and only once', async () => {
    const store = await (await fresh()).open()
    const jobs = jobsAt(store, Date.UTC(2026, 10, 22, 9, 25))
    const dueTimes: number[] = []
    const job = hourly('count', async (dueMs) => void dueTimes.push(dueMs))
    await startJobs([job], jobs).stop()
    await startJobs([job], jobs).stop()
    expect(dueTimes).toEqual([Date.UTC(2026, 10, 22, 9, 0)])
  })

  test('a job that fails is recorded with its error and leaves the next due time alone', async () => {
    const store = await (await fresh()).open()
    const jobs = jobsAt(store, startMs)
    const failing = hourly('fail', () => Promise.reject(new Error('no space left')))
    await runOnce(failing, startMs, jobs)
    await runOnce(failing, startMs + minutes(60), jobs)
    const runs = await store.db
      .selectFrom('job_run')
      .select(['due_ms', 'finished_ms', 'error'])
      .orderBy('due_ms')
      .execute()
    expect(runs).toEqual([
      { due_ms: startMs, finished_ms: startMs, error: 'no space left' },
      { due_ms: startMs + minutes(60), finished_ms: startMs, error: 'no space left' },
    ])
  })

  test('every job of the product runs on an empty database', async () => {
    const store = await (await fresh()).open()
    const jobs = jobsAt(store, startMs)
    await startJobs(allJobs(jobs), jobs).stop()
    const runs = await store.db.selectFrom('job_run').select(['job', 'error']).execute()
    const ids = allJobs(jobs).map(({ id }) => id)
    expect(runs.toSorted((a, b) => (a.job < b.job ? -1 : 1))).toEqual(
      ids.toSorted().map((job) => ({ job, error: null })),
    )
  })

  test('uptime is one interval until nobody was up', async () => {
    const store = await (await fresh()).open()
    const jobs = jobsAt(store, startMs)
    for (const minute of [0, 1, 2, 3, 30, 31]) {
      jobs.nowMs = startMs + minutes(minute)
      await run(uptime, jobs)
    }
    const rows = await store.db.selectFrom('uptime').select(['from_ms', 'until_ms']).execute()
    expect(rows).toEqual([
      { from_ms: startMs, until_ms: startMs + minutes(3) },
      { from_ms: startMs + minutes(30), until_ms: startMs + minutes(31) },
    ])
  })

  test('retention deletes facts that ended long enough ago and never the newest', async () => {
    const store = await (await fresh()).open()
    const last = new Map<ProbeId, number>()
    const brought: [number, ProbeId[]][] = [
      [0, ['os', 'ports', 'agent']],
      [1, ['os', 'ports']],
      [300, ['os']],
    ]
    for (const [day, probes] of brought) {
      const receivedMs = startMs + days(day)
      const facts = probes.map((probe) => ({
        probe,
        body: `{"of":"${probe} ${day} 🛡 ệ"}`,
        fromMs: receivedMs,
        follows: last.get(probe) ?? null,
        followsConfirmedMs: null,
      }))
      const [id = 0] = await appendFacts(store.db, store.engine, [
        { hostId: 'h', receivedMs, facts },
      ])
      for (const probe of probes) last.set(probe, id)
    }
    const jobs = jobsAt(store, startMs + days(500))
    await startJobs(
      allJobs(jobs).filter(({ id }) => id === 'retention'),
      jobs,
    ).stop()
    const left = await store.db.selectFrom('fact').select('body').orderBy('id').execute()
    const names = left.map(({ body }) => (JSON.parse(body) as { of: string }).of)
    expect(names.toSorted()).toEqual(['agent 0 🛡 ệ', 'os 1 🛡 ệ', 'os 300 🛡 ệ', 'ports 1 🛡 ệ'])
  })
})
