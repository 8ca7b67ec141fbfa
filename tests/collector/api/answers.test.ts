import { afterAll, beforeAll, expect, test } from 'vitest'
import { tokenView } from '#protocol/enrolment-tokens.ts'
import { controlIds } from '#protocol/controls.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import { decodeJoin } from '#protocol/join.ts'
import { hostQuery, refusalBody, routes, type Route } from '#protocol/routes.ts'
import { hostPage, hostView, overviewView } from '#protocol/views.ts'
import { daysBefore, seededNowMs, seedProvince, type SeededProvince } from '#tests/support/seed.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from './running-api.ts'

let api: RunningApi
let province: SeededProvince
let administrator: SignedIn

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store)
  administrator = await signInAs(api, 'administrator')
})
afterAll(() => api.stop())

const get = async (url: string) => (await call(api, administrator, { method: 'GET', url })).json()
const send = (method: 'POST' | 'DELETE', url: string, body?: object) =>
  call(api, administrator, { method, url, ...(body ? { body } : {}) })

/** What a route is asked for where a host is not what its `:id` means. */
const addresses: Readonly<Record<string, string>> = {
  planVersion: '/api/plans/qn-2458-2017/versions/1',
  indicator: '/api/plans/qn-2458-2017/indicators/qn2458.i04',
}

/** A host is what `:id` is asked with; other things have names of their own, and some routes need a query. */
function hasToBeNamed(name: string, { path, query }: Route): boolean {
  const isOther = path.includes(':') && name !== 'host' && addresses[name] === undefined
  return isOther || (query !== undefined && !query.safeParse({}).success)
}

test('every route that is read answers what the contract says', async () => {
  const [id] = province.sharing
  const reads = Object.entries<Route>(routes).filter(
    ([, { method, isStream, isFile }]) => method === 'GET' && !isStream && !isFile,
  )
  const unlike: unknown[] = []
  for (const [name, route] of reads) {
    const path = addresses[name] ?? route.path.replace(':id', id).replace(':kind', 'os-support')
    const answer = await get(path)
    const parsed = route.output.safeParse(answer)
    if (parsed.success) continue
    // What has to be named, and is not there, is refused in words.
    if (hasToBeNamed(name, route) && refusalBody.safeParse(answer).success) continue
    unlike.push([name, parsed.error, answer])
  }
  expect(unlike).toEqual([])
  expect(reads.length).toBeGreaterThan(7)
})

test('each count of the overview is the total of the list that it opens', async () => {
  for (const asOf of ['', `asOf=${daysBefore(15)}`]) {
    const overview = overviewView.parse(await get(`/api/overview?${asOf}`))
    const total = async (filters: string) =>
      hostPage.parse(await get(`/api/hosts?${filters}&${asOf}`)).total
    const { enrolled, silent, neverReported, sharingKey } = overview.population
    expect([enrolled, silent, neverReported, sharingKey]).toEqual([
      await total(''),
      await total('silent=yes'),
      await total('neverReported=yes'),
      await total('sharingKey=yes'),
    ])
    for (const { control, measurement } of overview.controls) {
      expect([control, measurement]).toEqual([
        control,
        {
          met: await total(`control=${control}&state=met`),
          unmet: await total(`control=${control}&state=unmet`),
          unknown: await total(`control=${control}&state=unknown`),
          notApplicable: await total(`control=${control}&state=not-applicable`),
        },
      ])
    }
  }
})

test('the indicators of the newest plan are measured over the same counts', async () => {
  const overview = overviewView.parse(await get('/api/overview'))
  const counts = new Map(
    overview.controls.map(({ control, measurement }) => [control, measurement]),
  )
  const measured = overview.indicators.filter(({ control }) => control !== null)
  expect(measured.length).toBeGreaterThan(0)
  for (const { control, measurement } of measured) {
    expect(measurement).toEqual(control && counts.get(control))
  }
})

test('a silent host is unknown in every control but reporting, and says what was last known', async () => {
  const silent = province.hosts.find(({ fate }) => fate === 'silent')
  const view = hostView.parse(await get(`/api/hosts/${silent?.id}`))
  expect(view.verdicts[0]).toMatchObject({
    control: 'reporting',
    state: 'unmet',
    reason: { key: 'reporting-silent', params: { lastReceivedAtMs: daysBefore(20) } },
    sinceMs: daysBefore(10),
  })
  const others = view.verdicts.slice(1)
  expect(new Set(others.map(({ state }) => state))).toEqual(new Set(['unknown']))
  expect(others.every(({ reason, evidence }) => reason.key === 'host-silent' && evidence[0])).toBe(
    true,
  )
  expect(view.host.states).toEqual(
    Object.fromEntries(view.verdicts.map(({ control, state }) => [control, state])),
  )
})

test('a host that has never reported says so in every control', async () => {
  const never = province.hosts.find(({ fate }) => fate === 'never-reported')
  const view = hostView.parse(await get(`/api/hosts/${never?.id}`))
  expect(view.verdicts.map(({ state, reason }) => `${state} ${reason.key}`)).toEqual([
    'unmet reporting-never',
    ...Array.from({ length: controlIds.length - 1 }, () => 'unknown host-never-reported'),
  ])
  expect([view.facts, view.host.lastReceivedMs]).toEqual([[], null])
})

test('a host shows its facts, its changes and the other machine that holds its key', async () => {
  const changed = province.hosts.find(({ fate }) => fate === 'changed')
  const view = hostView.parse(await get(`/api/hosts/${changed?.id}`))
  expect(view.facts.map(({ probe }) => probe)).toHaveLength(probeIds.length)
  expect(view.history.length).toBeGreaterThan(10)
  expect(view.history.map(({ fromMs }) => fromMs)).toEqual(
    view.history.map(({ fromMs }) => fromMs).toSorted((left, right) => right - left),
  )
  const [first, second] = province.sharing
  const twin = hostView.parse(await get(`/api/hosts/${first}`))
  expect(twin.sharesKeyWith).toEqual([{ id: second, hostname: 'PC-SAO-CHEP' }])
})

test('a past moment shows the facts that held then, and no host enrolled later', async () => {
  const changed = province.hosts.find(({ fate }) => fate === 'changed')
  const url = `/api/hosts/${changed?.id}`
  const then = hostView.parse(await get(`${url}?asOf=${daysBefore(10)}`))
  const now = hostView.parse(await get(url))
  expect(then.facts.every(({ sinceMs }) => sinceMs === daysBefore(20))).toBe(true)
  expect(then.facts).not.toEqual(now.facts)
  expect(then.history.every(({ fromMs }) => fromMs <= daysBefore(10))).toBe(true)
  const before = await call(api, administrator, {
    method: 'GET',
    url: `${url}?asOf=${daysBefore(41)}`,
  })
  expect([before.statusCode, before.json().code]).toEqual([404, 'HOST_NOT_FOUND'])
})

test('a moment that is still to come is now', async () => {
  const page = hostPage.parse(await get(`/api/hosts?asOf=${seededNowMs + 1}`))
  expect(page.asOfMs).toBe(seededNowMs)
})

test('asking a host to report now reaches its connection, or says that there is none', async () => {
  const [host] = province.hosts
  const url = `/api/hosts/${host?.id}/recheck`
  const absent = await send('POST', url)
  expect([absent.statusCode, absent.json().code]).toEqual([409, 'HOST_NOT_CONNECTED'])
  api.connected.add(host?.id ?? '')
  expect((await send('POST', url)).json()).toEqual({ askedMs: seededNowMs })
  expect(api.asked).toEqual([host?.id])
  const row = hostPage.parse(await get(`/api/hosts?pageSize=200`)).hosts
  expect(row.filter(({ isConnected }) => isConnected).map(({ id }) => id)).toEqual([host?.id])
})

test('an agency is added once, whatever case and marks its name is typed with', async () => {
  const added = await send('POST', '/api/agencies', { name: '  Sở Tư pháp ' })
  expect(added.json()).toMatchObject({ name: 'Sở Tư pháp', isSample: false, hosts: 0 })
  const again = await send('POST', '/api/agencies', { name: 'SO TU PHAP' })
  expect([again.statusCode, refusalBody.parse(again.json())]).toEqual([
    409,
    { code: 'AGENCY_NAME_TAKEN', params: { name: 'SO TU PHAP' } },
  ])
})

test('a token shows its join string once, and is listed and revoked without it', async () => {
  const wanted = { agencyId: province.finance, usesMax: 3, validForHours: 24 }
  const made = (await send('POST', '/api/enrolment-tokens', wanted)).json()
  const token = tokenView.parse(made.token)
  const { token: secret } = decodeJoin(made.join)
  expect(token).toMatchObject({ usesMax: 3, uses: 0, expiresMs: seededNowMs + 24 * 3_600_000 })
  const listed = JSON.stringify(await get('/api/enrolment-tokens'))
  expect(listed).toContain(token.id)
  expect(listed).not.toContain(secret)
  const revoked = await send('DELETE', `/api/enrolment-tokens/${token.id}`)
  expect(revoked.json()).toEqual({ ...token, revokedMs: seededNowMs })
})

test('a bug is answered with the id under which it is logged, and with nothing else', async () => {
  const broken = await startApi()
  const reader = await signInAs(broken, 'leader')
  await broken.store.db.schema.dropTable('counter').execute()
  const answer = await call(broken, reader, { method: 'GET', url: '/api/overview' })
  const requestId = answer.headers['x-request-id']
  expect([answer.statusCode, answer.json()]).toEqual([500, { code: 'BUG', params: { requestId } }])
  expect(broken.logged.join('')).toContain(requestId)
  expect(broken.logged.join('')).toContain('no such table')
  await broken.stop()
})

test('the defaults of the hosts screen are the first fifty, the worst first', () => {
  expect(hostQuery.parse({})).toEqual({ sort: 'worst', page: 1, pageSize: 50 })
})
