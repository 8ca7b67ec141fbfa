import { afterAll, beforeAll, expect, test } from 'vitest'
import { matchPage, type MatchView } from '#protocol/register-views.ts'
import { refreshHostSigns } from '#store/register/host-signs.ts'
import {
  call,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { machineOf } from '#tests/collector/access/two-agencies.ts'
import { seedProvince } from '#tests/support/seed.ts'

let api: RunningApi
let administrator: SignedIn

/** A machine with the name of each host, so that every pair waits for a person. */
beforeAll(async () => {
  api = await startApi()
  const province = await seedProvince(api.store, 24)
  await refreshHostSigns(api.store, api.clock.nowMs)
  administrator = await signInAs(api, 'administrator')
  const real = province.hosts.filter(({ agencyId }) => agencyId !== province.sample)
  for (const [index, { agencyId, sample }] of real.entries()) {
    const machine = machineOf(agencyId, `MT-${index}`)
    const body = { ...machine, body: { ...machine.body, name: sample.hostname } }
    await post('/api/register/entries', body)
  }
}, 60_000)
afterAll(() => api.stop())

const post = async (url: string, body: object) => {
  const answer = await call(api, administrator, { method: 'POST', url, body })
  if (answer.statusCode !== 200) throw new Error(answer.body)
}
const page = async (query: Record<string, string>) => {
  const url = `/api/register/matches?${new URLSearchParams(query).toString()}`
  return matchPage.parse((await call(api, administrator, { method: 'GET', url })).json())
}
const keyOf = ({ machine, host }: MatchView) => `${machine.entryId} ${host.hostId}`
const whole = async () => (await page({ pageSize: '200' })).matches.map(keyOf)

test('the pages go through every pair once, there and back, and count them', async () => {
  const all = await whole()
  expect(all.length).toBeGreaterThan(12)
  const there: string[] = []
  let at = await page({ pageSize: '5' })
  for (;;) {
    expect([at.before, at.total]).toEqual([there.length, all.length])
    there.push(...at.matches.map(keyOf))
    if (at.next === null) break
    at = await page({ pageSize: '5', after: at.next })
  }
  expect(there).toEqual(all)
  const back: string[] = []
  for (;;) {
    back.unshift(...at.matches.map(keyOf))
    if (at.previous === null) break
    at = await page({ pageSize: '5', after: at.previous })
  }
  expect(back).toEqual(all)
})

test('pairs that are decided meanwhile move no other past a page', async () => {
  const all = await whole()
  const first = await page({ pageSize: '6' })
  for (const { machine, host } of first.matches) {
    const pair = { entryId: machine.entryId, hostId: host.hostId }
    await post('/api/register/matches', { ...pair, decision: 'rejected' })
  }
  const second = await page({ pageSize: '6', after: first.next ?? '' })
  expect(second.matches.map(keyOf)).toEqual(all.slice(6, 12))
  expect([second.before, second.total]).toEqual([0, all.length - 6])
})

test('a cursor of an agency that has no pair left goes on with the next agency', async () => {
  const { matches } = await page({ pageSize: '200' })
  const [agency] = matches.map((one) => one.agency)
  const last = matches.findLast((one) => one.agency.id === agency?.id)
  if (!agency || !last) throw new Error('no pairs')
  const cursor = `${agency.id}.${last.machine.entryId}.${last.host.hostId}`
  for (const { machine, host, agency: of } of matches) {
    if (of.id !== agency.id) continue
    const pair = { entryId: machine.entryId, hostId: host.hostId }
    await post('/api/register/matches', { ...pair, decision: 'rejected' })
  }
  const next = await page({ pageSize: '5', after: cursor })
  expect([next.before, next.matches.map(keyOf)]).toEqual([0, (await whole()).slice(0, 5)])
  expect(next.matches.every((one) => one.agency.id !== agency.id)).toBe(true)
})
