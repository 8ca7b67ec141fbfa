import { request } from 'node:https'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hostId, type HostId } from '#protocol/values.ts'
import { liveEvent, type LiveEvent } from '#protocol/views.ts'
import {
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { until } from '#tests/support/processes.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'

let api: RunningApi
let province: SeededProvince
let port: number

beforeEach(async () => {
  api = await startApi({ liveHeartbeatMs: 50 })
  province = await seedProvince(api.store)
  await api.app.listen({ port: 0, host: '127.0.0.1' })
  const address = api.app.server.address()
  port = typeof address === 'object' ? (address?.port ?? 0) : 0
}, 60_000)
afterEach(() => api.stop())

type Stream = { readonly events: LiveEvent[]; readonly hasEnded: () => boolean }

function listen({ cookie }: SignedIn): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const target = { host: '127.0.0.1', port, path: '/api/live', headers: { cookie } }
    const asked = request({ ...target, rejectUnauthorized: false }, (answer) => {
      const events: LiveEvent[] = []
      let hasEnded = false
      answer.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n').filter((one) => one.startsWith('data: '))) {
          events.push(liveEvent.parse(JSON.parse(line.slice(6))))
        }
      })
      answer.once('close', () => (hasEnded = true))
      resolve({ events, hasEnded: () => hasEnded })
    })
    asked.once('error', reject)
    asked.end()
  })
}

const hostsOf = (agencyId: string): HostId[] =>
  province.hosts.filter((one) => one.agencyId === agencyId).map(({ id }) => hostId.parse(id))
const reported = (hostIds: HostId[], total = hostIds.length) =>
  api.events.publish({
    kind: 'hosts-reported',
    atMs: api.clock.nowMs,
    hostIds,
    total,
    hasNewVerdicts: true,
  })
const kinds = ({ events }: Stream) => events.map(({ kind }) => kind)

test('an agency hears of its own hosts, and the province of all', async () => {
  const { health, finance } = province
  const agency = await listen(await signInAs(api, 'agency-officer', 'y tế', health))
  const leader = await listen(await signInAs(api, 'leader'))
  const [mine, other] = [hostsOf(health), hostsOf(finance)]
  reported([...mine, ...other])
  for (const id of [mine[0], other[0]]) {
    if (!id) throw new Error('no host')
    const atMs = api.clock.nowMs
    api.events.publish({ kind: 'host-connected', atMs, hostId: id, isConnected: true })
  }
  await until(
    'the events',
    () => kinds(leader).filter((kind) => kind === 'host-connected').length === 2,
  )
  await until('the events', () => kinds(agency).includes('host-connected'))
  const told = agency.events.find(({ kind }) => kind === 'hosts-reported')
  expect(told).toMatchObject({ hostIds: mine, total: mine.length })
  expect(JSON.stringify(agency.events)).not.toMatch(new RegExp(other.join('|')))
  expect(kinds(agency).filter((kind) => kind === 'host-connected')).toHaveLength(1)
  const all = leader.events.find(({ kind }) => kind === 'hosts-reported')
  expect(all).toMatchObject({ total: mine.length + other.length })
})

test('nothing at all is sent of a report that is of others alone', async () => {
  const agency = await listen(await signInAs(api, 'agency-officer', 'y tế', province.health))
  const leader = await listen(await signInAs(api, 'leader'))
  reported(hostsOf(province.finance))
  await until('the events', () => kinds(leader).includes('hosts-reported'))
  api.events.publish({ kind: 'judging-changed', atMs: api.clock.nowMs })
  await until('the events', () => kinds(agency).includes('judging-changed'))
  expect(kinds(agency)).toEqual(['hello', 'judging-changed'])
})

test('where a report does not name its hosts, an agency is told to ask for everything', async () => {
  const agency = await listen(await signInAs(api, 'agency-officer', 'y tế', province.health))
  reported([], 5_000)
  await until('the events', () => kinds(agency).length > 1)
  expect(kinds(agency)).toEqual(['hello', 'register-changed'])
})

test('a stream ends when its viewer sees another part of the tree', async () => {
  const agency = await listen(await signInAs(api, 'agency-officer', 'y tế', province.health))
  await api.store.db
    .updateTable('console_user')
    .set({ agency_id: province.finance })
    .where('name', '=', 'y tế')
    .execute()
  await until('the end', agency.hasEnded)
  expect(kinds(agency)).toEqual(['hello'])
})
