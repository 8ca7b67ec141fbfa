import { expect, test } from 'vitest'
import { silence } from '#collector/jobs/silence.ts'
import { contextOf } from '#domain/context.ts'
import type { ControlId } from '#protocol/controls.ts'
import { recount } from '#store/recount.ts'
import type { Store } from '#collector/deps.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import {
  aReading,
  aReport,
  days,
  enrolHosts,
  firewall,
  hostIdOf,
  minutes,
  standingVerdicts,
  startIngest,
  startMs,
} from '../ingest/reports.ts'
import { jobsAt, run, wasUp } from './running-jobs.ts'

const [first, second] = [hostIdOf(1), hostIdOf(2)]
const on = aReading('firewall', firewall('on'))

async function countsOf(store: Store, control: ControlId) {
  return store.db
    .selectFrom('counter')
    .select(['met', 'unmet', 'unknown', 'not_applicable'])
    .where('control', '=', control)
    .execute()
}

onEachDatabase((fresh) => {
  test('a setting that is raised ends the silence of those whom it allows to wait longer', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first, second])
    const { submit } = startIngest(store)
    await submit(aReport({ hostId: first, sequence: 1, readings: [on] }))
    const jobs = jobsAt(store, startMs + days(8))
    await wasUp(store, startMs - days(20), jobs.nowMs)
    await run(silence, jobs)
    expect(await recount(store.db)).toEqual([])
    const silentAfterDays = { value: 14, author: 'admin', decidedOn: '2026-11-22' }
    const { revision: _, ...content } = jobs.current
    const settings = { ...content.settings, silentAfterDays }
    jobs.current = contextOf({ ...content, settings })
    await run(silence, jobs)

    const hosts = await store.db.selectFrom('host').select('silent_since_ms').execute()
    expect(hosts).toEqual([{ silent_since_ms: null }, { silent_since_ms: null }])
    expect(await store.db.selectFrom('silence').selectAll().execute()).toEqual([
      { host_id: first, from_ms: jobs.nowMs, until_ms: jobs.nowMs },
    ])
    expect(await countsOf(store, 'firewall-on')).toEqual([
      { met: 1, unmet: 0, unknown: 1, not_applicable: 0 },
    ])
    expect(await recount(store.db)).toEqual([])

    // Lowered again, and found at the moment at which the first silence began: that one goes on.
    jobs.current = contextOf(content)
    await run(silence, jobs)
    expect(await store.db.selectFrom('silence').selectAll().execute()).toEqual([
      { host_id: first, from_ms: jobs.nowMs, until_ms: null },
    ])
    expect(await recount(store.db)).toEqual([])
  })

  test('a silent host counts as unknown, not as unmet, and its verdicts stay', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first, second])
    const { submit } = startIngest(store)
    await submit(aReport({ hostId: first, sequence: 1, readings: [on] }))
    const late = { receivedMs: startMs + days(5) }
    await submit(aReport({ hostId: second, sequence: 1, readings: [on], ...late }))
    const jobs = jobsAt(store, startMs + days(8))
    await wasUp(store, startMs - days(1), jobs.nowMs)
    await run(silence, jobs)

    expect(await countsOf(store, 'firewall-on')).toEqual([
      { met: 1, unmet: 0, unknown: 1, not_applicable: 0 },
    ])
    expect(await countsOf(store, 'reporting')).toEqual([
      { met: 1, unmet: 1, unknown: 0, not_applicable: 0 },
    ])
    expect((await standingVerdicts(store, first))['firewall-on']?.state).toBe('met')
    expect(jobs.published).toMatchObject([{ hostIds: [first], hasNewVerdicts: true }])
    expect(await recount(store.db)).toEqual([])
  })

  test('a silent host that reports counts again, and the silence has an end', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first])
    const { submit } = startIngest(store)
    await submit(aReport({ hostId: first, sequence: 1, readings: [on] }))
    const jobs = jobsAt(store, startMs + days(8))
    await wasUp(store, startMs, jobs.nowMs)
    await run(silence, jobs)
    const backMs = startMs + days(9)
    const confirmed = { firewall: backMs }
    await submit(aReport({ hostId: first, sequence: 2, receivedMs: backMs, confirmed }))

    const silences = await store.db.selectFrom('silence').selectAll().execute()
    expect(silences).toEqual([{ host_id: first, from_ms: jobs.nowMs, until_ms: backMs }])
    const host = await store.db.selectFrom('host').selectAll().executeTakeFirstOrThrow()
    expect(host.silent_since_ms).toBe(null)
    expect(await countsOf(store, 'firewall-on')).toEqual([
      { met: 1, unmet: 0, unknown: 0, not_applicable: 0 },
    ])
    expect(await recount(store.db)).toEqual([])
  })

  test("the collector's own downtime is nobody's silence", async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first])
    const { submit } = startIngest(store)
    await submit(aReport({ hostId: first, sequence: 1, readings: [on] }))
    await wasUp(store, startMs - days(1), startMs + days(1))
    await wasUp(store, startMs + days(30), startMs + days(36))
    const jobs = jobsAt(store, startMs + days(36))
    await run(silence, jobs)
    expect(await store.db.selectFrom('silence').selectAll().execute()).toEqual([])

    await wasUp(store, startMs + days(36), startMs + days(36) + minutes(5))
    jobs.nowMs = startMs + days(36) + minutes(5)
    await run(silence, jobs)
    expect(await store.db.selectFrom('silence').selectAll().execute()).toHaveLength(1)
  })

  test('a host that never reported is not silent: it counts as it did at enrolment', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first])
    const jobs = jobsAt(store, startMs + days(60))
    await wasUp(store, startMs, jobs.nowMs)
    await run(silence, jobs)
    expect(await store.db.selectFrom('silence').selectAll().execute()).toEqual([])
    expect(await countsOf(store, 'reporting')).toEqual([
      { met: 0, unmet: 1, unknown: 0, not_applicable: 0 },
    ])
  })
})
