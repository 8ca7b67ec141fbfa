import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { rollout } from '#collector/jobs/rollout.ts'
import { survey } from '#collector/jobs/survey.ts'
import { firstPlan } from '#domain/rollout.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { countProgress, recordBegun } from '#store/releases/progress.ts'
import { readPause } from '#store/releases/pauses.ts'
import { readNamedStandings } from '#store/releases/standings.ts'
import { pauseRelease, readReleases, startRelease } from '#store/releases/releases.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { holdRelease } from '#tests/support/update/held-release.ts'
import { aReading, aReport, enrolHosts, hostIdOf, startIngest, startMs } from '../ingest/reports.ts'
import { jobsAt, run } from '../jobs/running-jobs.ts'

const hourMs = 3_600_000
/** When the release began: the clock of the ingest is at `startMs`, and what is reported then has to be later. */
const begunMs = startMs - hourMs
const by = { actor: 'user an', address: null, nowMs: begunMs }
const plan = { ...firstPlan, percents: [50, 100], ringHours: 24, failedPercentMax: 20 }
const hosts = [1, 2, 3, 4, 5].map(hostIdOf)

type Update = NonNullable<Facts<'agent'>['update']>
const agentFacts = (version: string, update?: Update) =>
  aReading('agent', { version, runtime: 'v24', lastDay: null, ...(update ? { update } : {}) })

/** A release of version 1.2.3 that is rolled out, with which all hosts have begun. */
async function begun(store: Store) {
  await enrolHosts(store, hosts)
  await holdRelease(store.db, 7, by)
  await startRelease(store.db, { sequence: 7, revision: 1, plan }, by)
  for (const hostId of hosts) {
    await recordBegun(store.db, { sequence: 7, hostId, ring: 1, nowMs: begunMs })
  }
  const { submit } = startIngest(store)
  const says = (index: number, reading: ReturnType<typeof agentFacts>) =>
    submit(aReport({ hostId: hostIdOf(index), sequence: 1, readings: [reading] }))
  return { says, jobs: jobsAt(store, startMs) }
}

const standing = async (store: Store) => {
  const [release] = await readReleases(store.db)
  return release && [release.state, release.ring, release.revision]
}
const progress = async (store: Store) =>
  Object.fromEntries((await countProgress(store.db, 7)).map(({ hosts: n, state }) => [state, n]))
const actions = async (store: Store) =>
  (await store.db.selectFrom('audit').select(['actor', 'action']).orderBy('id').execute()).map(
    ({ action, actor }) => `${actor}: ${action}`,
  )

onEachDatabase((fresh) => {
  test('hosts count by what they say themselves; a full disk is their own affair, silence is a failure', async () => {
    const store = await (await fresh()).open()
    const { jobs, says } = await begun(store)
    await says(1, agentFacts('1.2.3'))
    await says(2, agentFacts('1.0.0', { version: '1.2.3', state: 'refused', why: 'no-space' }))
    await says(3, agentFacts('1.0.0', { version: '1.1.0', state: 'went-back', why: 'not-proved' }))
    await run(rollout, jobs)
    expect(await progress(store)).toEqual({ proved: 1, began: 4 })
    // What host 3 says is of another release; hosts 4 and 5 have not been heard of since they began.
    jobs.nowMs = begunMs + 2 * hourMs + 1
    await run(rollout, jobs)
    expect(await progress(store)).toEqual({ proved: 1, began: 2, lost: 2 })
    expect(await standing(store)).toEqual(['paused', 1, 3])
    expect(await actions(store)).toContain('job rollout: pause-release')
    const lost = (await readNamedStandings(store.db, 7)).filter(({ state }) => state === 'lost')
    expect(lost.map(({ id, ring }) => [id, ring])).toEqual([4, 5].map((at) => [hostIdOf(at), 1]))
    expect(await readPause(store.db, '1.2.3')).toEqual({
      actor: 'job rollout',
      atMs: jobs.nowMs,
      reason: null,
      failed: 2,
      ended: 3,
    })
  })

  test('a release that is refused before a byte is asked for counts as refused, and pauses', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, hosts)
    await holdRelease(store.db, 7, by)
    await startRelease(
      store.db,
      { sequence: 7, revision: 1, plan: { ...plan, percents: [100] } },
      by,
    )
    const { submit } = startIngest(store)
    const says = (index: number, version: string, why: Update['why']) => {
      const reading = agentFacts('1.0.0', { version, state: 'refused', why })
      return submit(aReport({ hostId: hostIdOf(index), sequence: 1, readings: [reading] }))
    }
    await says(1, '1.2.3', 'not-signed')
    // Neither of these is a failure of this release.
    await says(2, '1.2.3', 'no-space')
    await says(3, '1.1.0', 'not-signed')
    const jobs = jobsAt(store, startMs)
    await run(rollout, jobs)
    expect(await progress(store)).toEqual({})
    await run(survey, jobs)
    await run(rollout, jobs)
    expect(await progress(store)).toEqual({ refused: 1 })
    expect(await standing(store)).toEqual(['paused', 1, 3])
    const [refused] = (await readNamedStandings(store.db, 7)).filter(
      ({ state }) => state === 'refused',
    )
    expect(refused).toMatchObject({ id: hostIdOf(1), ring: 1, why: 'not-signed' })
  })

  test('going on after a pause forgets the failures and opens no ring by itself', async () => {
    const store = await (await fresh()).open()
    const { jobs, says } = await begun(store)
    const wentBack = { version: '1.2.3', state: 'went-back', why: 'not-started' } as const
    await says(1, agentFacts('1.0.0', wentBack))
    await run(rollout, jobs)
    expect(await standing(store)).toEqual(['paused', 1, 3])
    // A paused release is looked at by nobody, however often the job runs.
    await run(rollout, jobs)
    expect(await standing(store)).toEqual(['paused', 1, 3])
    await startRelease(store.db, { sequence: 7, revision: 3, plan }, by)
    expect([await standing(store), await progress(store)]).toEqual([
      ['running', 1, 4],
      { began: 4 },
    ])
  })

  test('the next ring opens once its time is over and somebody has proved it, and once alone', async () => {
    const store = await (await fresh()).open()
    const { jobs, says } = await begun(store)
    for (const index of [1, 2, 3, 4, 5]) await says(index, agentFacts('1.2.3'))
    await run(rollout, jobs)
    expect(await standing(store)).toEqual(['running', 1, 2])
    jobs.nowMs = begunMs + 24 * hourMs
    // Two collectors on one database look in the same minute.
    const both = await Promise.allSettled([run(rollout, jobs), run(rollout, jobs)])
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await standing(store)).toEqual(['running', 2, 3])
    jobs.nowMs += 48 * hourMs
    await run(rollout, jobs)
    expect(await standing(store)).toEqual(['running', 2, 3])
  })

  test('beginning one release holds the other, and a revision of before changes nothing', async () => {
    const store = await (await fresh()).open()
    await begun(store)
    await holdRelease(store.db, 8, by)
    await startRelease(store.db, { sequence: 8, revision: 1, plan }, by)
    const states = (await readReleases(store.db)).map(({ sequence, state }) => [sequence, state])
    expect(states).toEqual([
      [8, 'running'],
      [7, 'held'],
    ])
    await expect(
      pauseRelease(store.db, { sequence: 8, revision: 1, why: { reason: 'x' } }, by),
    ).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    })
    expect(await actions(store)).not.toContain('user an: pause-release')
  })
})
