import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Ingest, ReceivedReport } from '#collector/deps.ts'
import { createMetrics } from '#collector/metrics.ts'
import { countReports } from '#collector/upkeep.ts'
import { Refusal } from '#protocol/refusals.ts'
import { claimRun, finishRun } from '#store/job-runs.ts'
import {
  call,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'

let api: RunningApi
let leader: SignedIn

beforeAll(async () => {
  api = await startApi()
  await seedProvince(api.store, 12)
  leader = await signInAs(api, 'leader')
})
afterAll(() => api.stop())
beforeEach(() => {
  api.jobs.length = 0
})

const scrape = async () => (await call(api, leader, { method: 'GET', url: '/api/metrics' })).body

/** The value of a line of the text format; undefined: there is no such line. */
function valueOf(text: string, series: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

test('the text format tells what stands now', async () => {
  api.connected.add('k4xq7m2c5wz3hnd6b2rtyaoev4')
  api.queue.depth = 17
  const answer = await call(api, leader, { method: 'GET', url: '/api/metrics' })
  expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  const { body } = answer
  expect(valueOf(body, 'khien_agents_connected')).toBe(1)
  expect(valueOf(body, 'khien_ingest_queue_depth')).toBe(17)
  expect(valueOf(body, 'khien_live_listeners')).toBe(0)
  expect(valueOf(body, 'khien_started_timestamp_seconds')).toBe(seededNowMs / 1000)
  expect(valueOf(body, 'khien_database_bytes')).toBeGreaterThan(100_000)
  expect(valueOf(body, 'khien_data_folder_free_bytes')).toBeGreaterThan(0)
  expect(valueOf(body, 'process_cpu_seconds_total')).toBeGreaterThan(0)
  expect(valueOf(body, 'nodejs_eventloop_lag_p99_seconds')).toBeDefined()
})

test('each answer is timed under the name of its route, never under its address', async () => {
  await call(api, leader, { method: 'GET', url: '/api/hosts?q=may-cua-chi-lan' })
  await call(api, null, { method: 'GET', url: '/api/hosts' })
  await call(api, null, { method: 'GET', url: '/somewhere/else' })
  const text = await scrape()
  const count = (labels: string) => valueOf(text, `khien_http_answer_seconds_count{${labels}}`)
  expect(count('route="hosts",status="2xx"')).toBe(1)
  expect(count('route="hosts",status="4xx"')).toBe(1)
  // No browser application was built here.
  expect(count('route="web",status="5xx"')).toBe(1)
  expect(text).not.toContain('may-cua-chi-lan')
})

test('a job tells when it did well and when it failed last; one that never ran tells nothing', async () => {
  const run = async (dueMs: number, error: string | null) => {
    await claimRun(api.store.db, { job: 'silence', dueMs, startedMs: dueMs })
    await finishRun(api.store.db, { job: 'silence', dueMs, finishedMs: dueMs + 1000, error })
  }
  await run(seededNowMs - 120_000, null)
  await run(seededNowMs - 60_000, 'no space left on device')
  api.jobs.push({ id: 'silence', nextMs: null }, { id: 'survey', nextMs: null })
  const text = await scrape()
  const of = (kind: string, job: string) =>
    valueOf(text, `khien_job_${kind}_timestamp_seconds{job="${job}"}`)
  expect(of('succeeded', 'silence')).toBe((seededNowMs - 119_000) / 1000)
  expect(of('failed', 'silence')).toBe((seededNowMs - 59_000) / 1000)
  expect([of('succeeded', 'survey'), of('failed', 'survey')]).toEqual([undefined, undefined])
})

test('no label names a host, an agency or a person', async () => {
  const text = await scrape()
  const labels = [...text.matchAll(/[{,]([a-z_]+)="/g)].map(([, name]) => name)
  const known = ['route', 'status', 'le', 'job', 'certificate', 'kind', 'type', 'version', 'space']
  const nodes = ['major', 'minor', 'patch', 'quantile']
  expect(labels.filter((name) => ![...known, ...nodes].includes(name ?? ''))).toEqual([])
  for (const { name } of await api.store.db.selectFrom('agency').select('name').execute()) {
    expect(text).not.toContain(name)
  }
})

test('what a report becomes is counted, and so is one that found no room', async () => {
  const metrics = createMetrics()
  const answers: (() => ReturnType<Ingest['submit']>)[] = [
    () => Promise.resolve({ outcome: 'stored' }),
    () => Promise.resolve({ outcome: 'duplicate' }),
    () => Promise.resolve({ outcome: 'refused', code: 'FRAME_NOT_STORABLE' }),
    () => Promise.reject(new Refusal('COLLECTOR_BUSY', { retryAfterMs: 1 })),
  ]
  const ingest = countReports(
    {
      submit: () => answers.shift()?.() ?? Promise.resolve({ outcome: 'stored' }),
      depth: () => 0,
      close: () => Promise.resolve(),
    },
    metrics,
  )
  const submit = () => ingest.submit({} as ReceivedReport)
  await submit()
  await submit()
  await submit()
  await expect(submit()).rejects.toThrow('COLLECTOR_BUSY')
  await submit()
  const text = await metrics.text({
    startedMs: seededNowMs,
    connectedAgents: 0,
    queueDepth: 0,
    liveListeners: 0,
    databaseBytes: 0,
    freeBytes: null,
    certificates: [],
    backup: null,
    jobs: [],
  })
  const of = (outcome: string) => valueOf(text, `khien_reports_total{outcome="${outcome}"}`)
  expect(['stored', 'duplicate', 'refused', 'turned-away'].map(of)).toEqual([2, 1, 1, 1])
  // What the system does not say is left out: free space of nothing would ring every bell.
  expect(valueOf(text, 'khien_data_folder_free_bytes')).toBeUndefined()
  expect(valueOf(text, 'khien_backup_timestamp_seconds')).toBeUndefined()
})
