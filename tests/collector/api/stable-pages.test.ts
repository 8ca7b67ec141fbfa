import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { archiveReport } from '#store/reports/archive.ts'
import { declaredMachine } from '#tests/builders/declared-machine.ts'
import { seedProvince, type SeededProvince } from '#tests/support/seed.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from './running-api.ts'

/* Pages that name one moment at which they were known are of one list, whatever is written between two of them. */

let api: RunningApi
let administrator: SignedIn
let province: SeededProvince

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store, 12)
  administrator = await signInAs(api, 'administrator')
})
afterAll(() => api.stop())

const post = async (url: string, body: object) => {
  const answer = await call(api, administrator, { method: 'POST', url, body })
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, ''])
}

const declare = (code: string) =>
  post('/api/register/entries', {
    kind: 'machine',
    agencyId: province.health,
    fromDay: '2026-01-01',
    body: declaredMachine(code),
  })

/** The newest is as bad as the others and stands among them by its code. */
const declareDevice = (index: number) =>
  post('/api/register/entries', {
    kind: 'device',
    agencyId: province.health,
    fromDay: '2026-01-01',
    body: { ...aDevice, code: `CAM-${index % 2 === 0 ? 'a' : 'z'}-${index}` },
  })

const aDevice = {
  kind: 'camera',
  vendor: null,
  model: null,
  address: null,
  mac: null,
  place: null,
  owner: null,
  state: 'in-use',
  stateReason: null,
}

/** What comes of a check may have been checked before what is there already. */
async function check(index: number): Promise<void> {
  const hostId = province.hosts[0]?.id ?? ''
  const result = { verdict: 'unreachable' as const }
  const mac = '00:40:8c:12:34:56'
  await api.store.db
    .insertInto('device_check_result')
    .values({
      host_id: hostId,
      mac,
      checked_ms: api.clock.nowMs - (index % 2) * 3_600_000,
      authorisation_id: 'a',
      agency_id: province.health,
      entry_id: 'nothing',
      checked_as: JSON.stringify({ kind: 'camera', vendor: null, model: null, mac }),
      received_ms: api.clock.nowMs,
      rules: '1',
      attempts: 0,
      verdict: result.verdict,
      result: JSON.stringify(result),
    })
    .execute()
}

const upload = async (name: string) => {
  const headers = { 'content-type': 'application/octet-stream' }
  const url = `/api/imports?fileName=${name}.csv`
  const payload = Buffer.from(`Mã máy;Loại máy
${name};PC
`)
  const answer = await call(api, administrator, { method: 'POST', url, headers, payload })
  expect([answer.statusCode, api.logged]).toEqual([200, []])
}

const take = () =>
  post('/api/snapshots', { planId: 'qn-2458-2017', period: null, reason: 'họp giao ban' })

const aFile = new TextEncoder().encode('báo cáo')

const report = () =>
  archiveReport(
    api.store.db,
    {
      kind: 'scorecard',
      period: '2026-Q4',
      agencyId: null,
      agencyName: null,
      planId: 'qn-2458-2017',
      snapshotId: 'snapshot-1',
      snapshotNumber: 1,
      snapshotHash: 'a'.repeat(64),
      cutOffMs: api.clock.nowMs,
      marking: null,
      templateId: null,
      remarks: [],
      files: { draft: aFile, final: aFile, annex: aFile, input: aFile },
    },
    { actor: 'user an', address: null, nowMs: api.clock.nowMs, newId: randomUUID },
  )

const later = () => {
  api.clock.nowMs += 60_000
}

type List = {
  readonly url: string
  readonly rows: string
  readonly idOf: (row: Record<string, unknown>) => unknown
  /** Writes one more, which stands before or among those that are read. */
  readonly write: (index: number) => Promise<unknown>
}

const lists: readonly List[] = [
  {
    url: '/api/register/entries?kind=machine',
    rows: 'entries',
    idOf: ({ entryId }) => entryId,
    write: (index) => declare(`A-${index}`),
  },
  {
    url: '/api/register/machines?list=never-enrolled',
    rows: 'machines',
    idOf: (row) => z.object({ entry: z.object({ entryId: z.string() }) }).parse(row).entry.entryId,
    write: (index) => declare(`0-${index}`),
  },
  {
    url: '/api/devices',
    rows: 'devices',
    idOf: ({ entryId }) => entryId,
    write: declareDevice,
  },
  {
    url: '/api/device-checks/results',
    rows: 'results',
    idOf: ({ id }) => id,
    write: check,
  },
  { url: '/api/snapshots', rows: 'snapshots', idOf: ({ id }) => id, write: take },
  { url: '/api/reports', rows: 'reports', idOf: ({ id }) => id, write: report },
  {
    url: '/api/imports',
    rows: 'imports',
    idOf: ({ id }) => id,
    write: (index) => upload(`f${index}`),
  },
]

async function read({ url, rows, idOf }: List, query: string) {
  const asked = `${url}${url.includes('?') ? '&' : '?'}${query}`
  const answer = (await call(api, administrator, { method: 'GET', url: asked })).json()
  const { total } = z.object({ total: z.int() }).parse(answer)
  const page = z.array(z.record(z.string(), z.unknown())).parse(answer[rows])
  return { total, ids: page.map(idOf) }
}

test.each(lists)('$url: no row stands twice and none is left out', async (list) => {
  for (let index = 0; index < 7; index += 1) {
    later()
    await list.write(index)
  }
  const known = `knownAt=${api.clock.nowMs}`
  const whole = await read(list, `${known}&pageSize=200`)
  expect(whole.ids.length).toBe(whole.total)
  expect(whole.total).toBeGreaterThanOrEqual(7)
  const walked: unknown[] = []
  for (let page = 1; (page - 1) * 3 < whole.total; page += 1) {
    const { total, ids } = await read(list, `${known}&pageSize=3&page=${page}`)
    expect(total).toBe(whole.total)
    walked.push(...ids)
    later()
    await list.write(100 + page)
  }
  expect(walked).toEqual(whole.ids)
  expect((await read(list, 'pageSize=200')).total).toBeGreaterThan(whole.total)
})
