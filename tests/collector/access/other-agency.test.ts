import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes, type Route, type RouteName } from '#protocol/routes.ts'
import { call, type SignedIn } from '#tests/collector/api/running-api.ts'
import {
  changingAttempts,
  readingAttempts,
  type Attempt,
  type Attempts,
  type ProvinceNames,
} from './attempts.ts'
import {
  addressOf,
  startTwoAgencies,
  uploadOf,
  choiceOf,
  type TwoAgencies,
} from './two-agencies.ts'

let two: TwoAgencies
let names: ProvinceNames
let reading: Attempts
let changing: Attempts

beforeAll(async () => {
  two = await startTwoAgencies()
  const { api, administrator } = two
  const ask = async <Name extends RouteName>(name: Name) =>
    routes[name].output.parse(
      (await call(api, administrator, { method: 'GET', url: addressOf(name) })).json(),
    )
  const { plan, indicators } = routes.overview.output.parse(await ask('overview'))
  const { snapshots } = routes.snapshots.output.parse(await ask('snapshots'))
  const frozen = snapshots.find(({ planId }) => planId === plan?.id)
  const { reports } = routes.reports.output.parse(await ask('reports'))
  const { checks } = routes.handChecks.output.parse(await ask('handChecks'))
  const ofProvince = <T extends { agencyId: string | null; id: string }>(all: readonly T[]) =>
    all.find(({ agencyId }) => agencyId === null)?.id ?? ''
  names = {
    planId: plan?.id ?? '',
    indicatorId: indicators.find(({ control }) => control !== null)?.id ?? '',
    snapshotId: frozen?.id ?? '',
    cutOffMs: frozen?.cutOffMs ?? 0,
    reportId: ofProvince(reports),
    checkId: ofProvince(checks),
  }
  reading = readingAttempts(two.foreign, names)
  changing = changingAttempts(two, names)
}, 120_000)
afterAll(() => two.api.stop())

const isIn = (access: Route['access'], role: string) => (access as readonly string[]).includes(role)

/** Routes that an agency may call and that answer once. */
const ofAgencies = (Object.entries(routes) as [RouteName, Route][])
  .filter(([, { access }]) => access !== 'public')
  .filter(([, { access }]) => ['agency-officer', 'agency-head'].some((role) => isIn(access, role)))
  .filter(([, { isOfSession, isStream }]) => isOfSession !== true && isStream !== true)
const reads = ofAgencies.filter(([, { method }]) => method === 'GET')
const changes = ofAgencies.filter(([, { method }]) => method !== 'GET')

/** Of the two people of an agency each who may call it. */
const whoMay = ({ access }: Route): readonly SignedIn[] => [
  ...(isIn(access, 'agency-officer') ? [two.officer] : []),
  ...(isIn(access, 'agency-head') ? [two.head] : []),
]

/** Parts of a query that hold an id, with one of the department of finance. */
const idsOfQuery = () => ({
  agency: two.foreign.agencyId,
  under: two.foreign.agencyId,
  import: two.foreign.doneImportId,
  owner: 'can-bo-tai-chinh',
  q: 'tai chinh',
})

/** Without anything, and with each id of somebody else that its query takes. */
function plainAttempts(name: RouteName, route: Route): readonly Attempt[] {
  const told = reading[name] ?? (route.params ? null : [{ status: 200 }])
  if (told === null) throw new Error(`say in attempts.ts which id of another ${name} is given`)
  const [first = {}] = told
  const fields = Object.entries(idsOfQuery()).filter(([key]) => key in (route.query?.shape ?? {}))
  const asked = fields.map(([key, value]) => ({
    ...first,
    query: { ...first.query, [key]: value },
    status: ['agency', 'under'].includes(key) || first.status === undefined ? 404 : 200,
  }))
  return [...told, ...asked]
}

async function attempt(name: RouteName, as: SignedIn, { params, query, body }: Attempt) {
  const { method } = routes[name]
  const url = addressOf(name, params, query)
  const answer = await call(two.api, as, { method, url, ...(body ? { body } : {}) })
  const given = `${decodeURIComponent(url)} ${JSON.stringify(body ?? {})}`
  const told = two.marks.filter((mark) => answer.body.includes(mark) && !given.includes(mark))
  return { status: answer.statusCode, told }
}

describe.each(reads)('%s', (name, route) => {
  test('tells an agency nothing of another', async () => {
    const outcomes: unknown[] = []
    const wanted: unknown[] = []
    for (const as of whoMay(route)) {
      for (const one of plainAttempts(name, route)) {
        const { status, told } = await attempt(name, as, one)
        outcomes.push([one.query ?? {}, status, told])
        wanted.push([one.query ?? {}, one.status ?? 404, []])
      }
    }
    expect(outcomes).toEqual(wanted)
  })
})

describe.each(changes)('%s', (name, route) => {
  test('changes nothing of another agency, and says that there is no such thing', async () => {
    const attempts = changing[name]
    if (!attempts) throw new Error(`say in attempts.ts which id of another ${name} is given`)
    const before = await auditLines()
    for (const as of whoMay(route)) {
      const outcomes: unknown[] = []
      for (const one of attempts) outcomes.push(await attempt(name, as, one))
      expect(outcomes).toEqual(attempts.map(({ status = 404 }) => ({ status, told: [] })))
      expect(await auditLines()).toBe(before)
    }
  })
})

async function auditLines(): Promise<number> {
  const { lines } = await two.api.store.db
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll().as('lines'))
    .executeTakeFirstOrThrow()
  return Number(lines)
}

test('what is hidden from an agency is there, and the province sees it', async () => {
  const { api, administrator, foreign } = two
  const get = (url: string) => call(api, administrator, { method: 'GET', url })
  expect((await get(`/api/hosts/${foreign.hostId}`)).statusCode).toBe(200)
  expect((await get(`/api/imports/${foreign.doneImportId}`)).statusCode).toBe(200)
  expect((await get(`/api/reports/${foreign.reportId}`)).statusCode).toBe(200)
  expect((await get('/api/organisations')).body).toContain('Sở Tài chính')
})

test('an agency sees what is its own', async () => {
  const { api, officer, own } = two
  const get = (url: string) => call(api, officer, { method: 'GET', url })
  const urls = [
    `/api/hosts/${own.hostId}`,
    `/api/imports/${own.doneImportId}`,
    `/api/reports/${own.reportId}`,
    `/api/reports/${own.reportId}/file/docx`,
    `/api/hand-checks/${own.checkId}`,
    `/api/monday/${own.agencyId}`,
    `/api/organisations/${own.agencyId}`,
    `/api/obligations/tq1670.o01/2026-Q4/${own.agencyId}`,
  ]
  for (const url of urls) expect([url, (await get(url)).statusCode]).toEqual([url, 200])
  const { versions } = (await get(`/api/register/entries/${own.entryId}`)).json()
  expect(versions).toHaveLength(1)
})

test('rows of a file that name another agency are refused, and nothing of the file is imported', async () => {
  const { api, officer } = two
  const text = 'Đơn vị;Mã máy;Loại máy\nSở Tài chính;T9;PC\n'
  const id = await uploadOf(api, officer, { fileName: 'lẫn.csv', text })
  const url = `/api/imports/${id}/run`
  const answer = await call(api, officer, { method: 'POST', url, body: choiceOf(null) })
  expect(answer.json()).toMatchObject({ code: 'IMPORT_HAS_ERRORS' })
})
