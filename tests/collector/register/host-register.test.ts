import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostRegisterView } from '#protocol/host-register.ts'
import { readHostSigns, refreshHostSigns } from '#store/register/host-signs.ts'
import {
  call,
  signInAs,
  startApi,
  type RunningApi,
  type SignedIn,
} from '#tests/collector/api/running-api.ts'
import { machineOf } from '#tests/collector/access/two-agencies.ts'
import { seedProvince, type SeededHost, type SeededProvince } from '#tests/support/seed.ts'

let api: RunningApi
let province: SeededProvince
let administrator: SignedIn

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store, 18)
  await refreshHostSigns(api.store, api.clock.nowMs)
  administrator = await signInAs(api, 'administrator')
})
afterAll(() => api.stop())

const post = async (url: string, body: object) => {
  const answer = await call(api, administrator, { method: 'POST', url, body })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json()
}
const registerOf = async (id: string) => {
  const url = `/api/hosts/${id}/register`
  return hostRegisterView.parse((await call(api, administrator, { method: 'GET', url })).json())
}
const hostsOf = (agencyId: string) => province.hosts.filter((one) => one.agencyId === agencyId)

/** Declares a machine of the department of health; the id of its entry. */
async function declare(code: string, signs: object): Promise<string> {
  const machine = machineOf(province.health, code)
  const body = { ...machine, body: { ...machine.body, ...signs } }
  return (await post('/api/register/entries', body)).entry.entryId
}

async function healthHost(): Promise<SeededHost & { serial: string }> {
  const known = await readHostSigns(api.store.reader, null)
  for (const host of hostsOf(province.health)) {
    const serial = known.get(host.id)?.serial
    if (serial) return { ...host, serial }
  }
  throw new Error('no host with a serial number')
}

test('why a host is no machine of the register, until one is listed that agrees', async () => {
  const host = await healthHost()
  const before = await registerOf(host.id)
  expect(before.agency).toEqual({ id: province.health, name: 'Sở Y tế' })
  expect(before.found).toEqual({ state: 'none', because: 'nothing-declared', listed: 0 })

  const count = { kind: 'machine-count', agencyId: province.health, fromDay: '2026-01-01' }
  await post('/api/register/entries', { ...count, body: { class: 'workstation', count: 9 } })
  expect((await registerOf(host.id)).found).toMatchObject({ because: 'only-counted' })

  await declare('MT-KHAC', { serial: 'SN-KHAC' })
  const listed = { state: 'none', because: 'no-sign-agrees', listed: 1 }
  expect((await registerOf(host.id)).found).toEqual(listed)
})

test('a machine with the same serial number is it, and the entry names the host in turn', async () => {
  const host = await healthHost()
  const entryId = await declare('MT-01', { serial: host.serial })
  const { found } = await registerOf(host.id)
  expect(found).toMatchObject({
    state: 'matched',
    match: { basis: 'serial', machine: { code: 'MT-01', state: 'in-use' }, decision: null },
  })
  const url = `/api/register/entries/${entryId}`
  const entry = await call(api, administrator, { method: 'GET', url })
  expect(entry.json().host).toEqual({ hostId: host.id, hostname: host.sample.hostname })

  await post('/api/register/matches', { entryId, hostId: host.id, decision: 'rejected' })
  expect((await registerOf(host.id)).found).toMatchObject({ because: 'rejected' })
  expect((await call(api, administrator, { method: 'GET', url })).json().host).toBe(null)
})

test('what agrees in name alone waits for a person', async () => {
  const [, second] = hostsOf(province.health)
  if (!second) throw new Error('one host')
  await declare('MT-02', { name: second.sample.hostname })
  const { found } = await registerOf(second.id)
  expect(found).toMatchObject({
    state: 'doubtful',
    doubts: [{ machine: { code: 'MT-02' }, reasons: ['name-only'] }],
  })
})
