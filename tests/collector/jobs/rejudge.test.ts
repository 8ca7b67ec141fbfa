import { expect, test } from 'vitest'
import { rejudge } from '#collector/jobs/rejudge.ts'
import { contextOf, productContext } from '#domain/context.ts'
import { recount } from '#store/recount.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import {
  aReading,
  aReport,
  days,
  enrolHosts,
  firewall,
  hostIdOf,
  minutes,
  os,
  standingVerdicts,
  startIngest,
  startMs,
  verdictIntervals,
} from '../ingest/reports.ts'
import { jobsAt, run } from './running-jobs.ts'

const hostId = hostIdOf(1)
const on = aReading('firewall', firewall('on'))

onEachDatabase((fresh) => {
  test('a verdict that time has overtaken changes when it ran out, not when the sweep came by', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [hostId])
    const { submit } = startIngest(store)
    await submit(aReport({ hostId, sequence: 1, readings: [on] }))
    const later = startMs + days(3)
    const other = aReading('os', os('client'), later)
    await submit(aReport({ hostId, sequence: 2, receivedMs: later, readings: [other] }))
    const jobs = jobsAt(store, startMs + days(4))
    await run(rejudge, jobs)

    const verdicts = await verdictIntervals(store, hostId, 'firewall-on')
    expect(verdicts.at(-1)).toMatchObject({ state: 'unknown', until_ms: null })
    expect(verdicts.at(-1)?.from_ms).toBeLessThanOrEqual(later)
    expect(await recount(store.db)).toEqual([])
  })

  test('a verdict that was confirmed meanwhile only holds longer', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [hostId])
    const { submit } = startIngest(store)
    await submit(aReport({ hostId, sequence: 1, readings: [on] }))
    const lookedMs = startMs + days(1) - minutes(1)
    const confirmed = { firewall: lookedMs }
    await submit(aReport({ hostId, sequence: 2, receivedMs: lookedMs, confirmed }))
    const jobs = jobsAt(store, startMs + days(2) + minutes(1))
    await run(rejudge, jobs)

    expect(await verdictIntervals(store, hostId, 'firewall-on')).toMatchObject([
      { state: 'met', from_ms: startMs, until_ms: null },
    ])
    const host = await store.db.selectFrom('host').select('due_ms').executeTakeFirstOrThrow()
    expect(host.due_ms).toBe(lookedMs + days(2))
    expect(jobs.published).toEqual([])
  })

  test('a probe that answers again after its answer went stale is judged at once', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [hostId])
    const { submit } = startIngest(store)
    await submit(aReport({ hostId, sequence: 1, readings: [on] }))
    const [staleMs, backMs] = [startMs + days(4), startMs + days(5)]
    const other = aReading('os', os('client'), staleMs)
    await submit(aReport({ hostId, sequence: 2, receivedMs: staleMs, readings: [other] }))
    await run(rejudge, jobsAt(store, staleMs + minutes(1)))
    const confirmed = { firewall: backMs }
    await submit(aReport({ hostId, sequence: 3, receivedMs: backMs, confirmed }))

    const states = (await verdictIntervals(store, hostId, 'firewall-on')).map(({ state }) => state)
    expect(states).toEqual(['met', 'unknown', 'met'])
    expect(await recount(store.db)).toEqual([])
  })

  test('another context judges every open verdict again, once', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [hostId])
    const { submit } = startIngest(store)
    await submit(aReport({ hostId, sequence: 1, readings: [on, aReading('os', os('client'))] }))
    const jobs = jobsAt(store, startMs + minutes(5))
    const { revision: _, ...content } = productContext
    jobs.current = contextOf({ ...content, osSupport: [] })
    await run(rejudge, jobs)

    const { context_revision } = await store.db
      .selectFrom('host')
      .select('context_revision')
      .executeTakeFirstOrThrow()
    expect(context_revision).toBe(jobs.current.revision)
    expect((await standingVerdicts(store, hostId))['os-supported']?.state).toBe('unknown')
    expect(await recount(store.db)).toEqual([])
    const rows = () => store.db.selectFrom('host').selectAll().execute()
    const before = await rows()
    await run(rejudge, jobs)
    expect(await rows()).toEqual(before)
  })
})
