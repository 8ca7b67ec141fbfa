import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { allJobs } from '#collector/jobs/registry.ts'
import { startJobs } from '#collector/jobs/scheduler.ts'
import { troublesOf } from '#domain/system-trouble.ts'
import { jobIds, systemHealthView, type JobView, type SystemHealthView } from '#protocol/system.ts'
import { recordBackup } from '#store/backups/runs.ts'
import { readDatabaseBytes } from '#store/database-bytes.ts'
import { claimRun, finishRun, readJobRecord } from '#store/job-runs.ts'
import { call, signInAs, startApi, type RunningApi } from '#tests/collector/api/running-api.ts'
import { startMs } from '#tests/collector/ingest/reports.ts'
import { jobsAt } from '#tests/collector/jobs/running-jobs.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs } from '#tests/support/seed.ts'

const dayMs = 86_400_000
const gib = 1024 ** 3
const ran = (startedMs: number) => ({
  dueMs: startedMs,
  startedMs,
  finishedMs: startedMs + 900,
  error: null,
})
const aJob = (over: Partial<JobView> = {}): JobView => ({
  id: 'silence',
  last: ran(seededNowMs - 60_000),
  succeededMs: seededNowMs - 59_100,
  failedMs: null,
  nextMs: seededNowMs + 240_000,
  ...over,
})
const aBackup = (momentMs: number) => ({
  file: '/backup/a.khien-backup',
  bytes: gib,
  momentMs,
  verifiedMs: momentMs + 60_000,
  isSealed: true,
  isThere: true,
})
/** Nothing is wrong with it. */
const whole: SystemHealthView = {
  troubles: [],
  version: '0.1.0',
  startedMs: seededNowMs - dayMs,
  nowMs: seededNowMs,
  database: { engine: 'sqlite', bytes: gib },
  disk: { freeBytes: 50 * gib, totalBytes: 100 * gib },
  queueDepth: 0,
  connectedAgents: 412,
  liveListeners: 3,
  jobs: [aJob()],
  certificates: [{ name: 'gateway', endsMs: seededNowMs + 200 * dayMs }],
  backup: aBackup(seededNowMs - dayMs),
}
const said = (over: Partial<SystemHealthView>) =>
  troublesOf({ ...whole, ...over }).map(({ weight, kind, subject }) => [weight, kind, subject])

test('where nothing is wrong nothing is said', () => {
  expect(said({})).toEqual([])
})

test('a disk is low below a tenth or below 5 GB, and unknown is not low', () => {
  const disk = (freeBytes: number, totalBytes: number) => said({ disk: { freeBytes, totalBytes } })
  expect(disk(99 * gib, 1000 * gib)).toEqual([['wrong', 'disk-low', null]])
  expect(disk(4 * gib, 20 * gib)).toEqual([['wrong', 'disk-low', null]])
  expect(disk(10 * gib, 100 * gib)).toEqual([])
  expect(said({ disk: null })).toEqual([['warning', 'disk-unknown', null]])
})

test('a job that failed, hangs or was missed is named; one that never ran is not late', () => {
  const late = seededNowMs - 16 * 60_000
  const jobs = [
    aJob({ id: 'survey', last: { ...ran(late), error: 'no space left' } }),
    aJob({ id: 'rejudge', last: { ...ran(late), finishedMs: null } }),
    aJob({ id: 'uptime', nextMs: late }),
    aJob({ id: 'snapshots', last: null, succeededMs: null }),
    aJob({ id: 'retention', last: { ...ran(seededNowMs - 60_000), finishedMs: null } }),
  ]
  expect(said({ jobs })).toEqual([
    ['wrong', 'job-failed', 'survey'],
    ['wrong', 'job-late', 'rejudge'],
    ['wrong', 'job-late', 'uptime'],
  ])
})

test('a backup of more than 36 hours ago is old, one that is not where it was put is gone', () => {
  const [old, young] = [37, 35].map((hours) => aBackup(seededNowMs - hours * 3_600_000))
  expect(said({ backup: old ?? null })).toEqual([['wrong', 'backup-old', null]])
  expect(said({ backup: young ?? null })).toEqual([])
  const gone = { ...aBackup(seededNowMs), isThere: false }
  expect(said({ backup: gone })).toEqual([['wrong', 'backup-gone', null]])
  expect(said({ backup: { ...gone, isThere: null } })).toEqual([])
})

test('what is wrong stands before what is only to be noted', () => {
  const certificates = [{ name: 'browser', endsMs: seededNowMs + 29 * dayMs }] as const
  expect(said({ queueDepth: 2_049, certificates: [...certificates], backup: null })).toEqual([
    ['wrong', 'queue-deep', null],
    ['wrong', 'certificate-ending', 'browser'],
    ['warning', 'no-backup', null],
  ])
})

onEachDatabase((fresh) => {
  test('the newest run of a job stands beside its last success and failure', async () => {
    const { db } = await (await fresh()).open()
    const sinceMs = startMs - dayMs
    const runs = [
      [startMs - 3 * dayMs, 'long ago'],
      [startMs, null],
      [startMs + 1000, 'no space left'],
      [startMs + 2000, null],
    ] as const
    for (const [dueMs, error] of runs) {
      await claimRun(db, { job: 'survey', dueMs, startedMs: dueMs })
      await finishRun(db, { job: 'survey', dueMs, finishedMs: dueMs + 5, error })
    }
    await claimRun(db, { job: 'survey', dueMs: startMs + 3000, startedMs: startMs + 3001 })
    expect(await readJobRecord(db, { job: 'survey', sinceMs })).toEqual({
      last: { dueMs: startMs + 3000, startedMs: startMs + 3001, finishedMs: null, error: null },
      succeededMs: startMs + 2005,
      failedMs: startMs + 1005,
    })
    const never = { last: null, succeededMs: null, failedMs: null }
    expect(await readJobRecord(db, { job: 'rejudge', sinceMs })).toEqual(never)
  })

  test('the database knows its size', async () => {
    const store = await (await fresh()).open()
    expect(await readDatabaseBytes(store)).toBeGreaterThan(100_000)
  })

  test('every job has a name on the screen and a next time', async () => {
    const store = await (await fresh()).open()
    const jobs = jobsAt(store, startMs)
    const scheduler = startJobs(allJobs(jobs), jobs)
    const ahead = scheduler.ahead()
    await scheduler.stop()
    expect(ahead.map(({ id }) => id).toSorted()).toEqual(jobIds.toSorted())
    expect(ahead.filter(({ nextMs }) => nextMs === null)).toEqual([])
  })
})

let api: RunningApi
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

test('the screen is told what the collector knows of itself', async () => {
  api.jobs.push({ id: 'silence', nextMs: seededNowMs + 60_000 })
  api.queue.depth = 3
  const auditor = await signInAs(api, 'auditor')
  const answer = await call(api, auditor, { method: 'GET', url: '/api/system' })
  const health = systemHealthView.parse(answer.json())
  expect(health).toMatchObject({
    version: '0.1.0',
    nowMs: seededNowMs,
    database: { engine: 'sqlite' },
    queueDepth: 3,
    connectedAgents: 0,
    jobs: [{ id: 'silence', last: null, nextMs: seededNowMs + 60_000 }],
    backup: null,
  })
  expect(health.disk?.freeBytes).toBeGreaterThan(0)
  const names = health.certificates.map(({ name }) => name)
  expect(names).toEqual(['authority', 'next-authority', 'gateway', 'browser'])
  expect(health.troubles.at(-1)).toEqual({ kind: 'no-backup', weight: 'warning', subject: null })
})

test('the newest backup is told with its place, and whether it is still there', async () => {
  const file = join(tmpdir(), `khien-${process.pid}.khien-backup`)
  const taken = { momentMs: seededNowMs - 2, verifiedMs: seededNowMs - 1, file, bytes: 5 }
  const by = { actor: 'command', address: null, nowMs: seededNowMs, newId: randomUUID }
  await recordBackup(api.store.db, { ...taken, isSealed: true }, by)
  const auditor = await signInAs(api, 'auditor', 'the auditor of backups')
  const backup = async () => {
    const answer = await call(api, auditor, { method: 'GET', url: '/api/system' })
    return systemHealthView.parse(answer.json()).backup
  }
  expect(await backup()).toEqual({ ...taken, isSealed: true, isThere: false })
  writeFileSync(file, 'whole')
  onTestFinished(() => rmSync(file))
  expect(await backup()).toMatchObject({ isThere: true })
  const metrics = await call(api, auditor, { method: 'GET', url: '/api/metrics' })
  expect(metrics.body).toContain(`khien_backup_timestamp_seconds ${taken.momentMs / 1000}`)
})

test('an agency may not see how the collector fares', async () => {
  const cert = await signInAs(api, 'cert')
  for (const url of ['/api/system', '/api/metrics']) {
    expect((await call(api, cert, { method: 'GET', url })).statusCode).toBe(403)
    expect((await call(api, null, { method: 'GET', url })).statusCode).toBe(401)
  }
})
