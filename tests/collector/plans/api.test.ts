import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { planRoutes } from '#protocol/plan-routes.ts'
import { overviewView } from '#protocol/views.ts'
import { seedProvince, seededNowMs, type SeededProvince } from '#tests/support/seed.ts'
import { call, signInAs, startApi, type RunningApi, type SignedIn } from '../api/running-api.ts'

let api: RunningApi
let admin: SignedIn
let reader: SignedIn
let province: SeededProvince

beforeAll(async () => {
  api = await startApi()
  province = await seedProvince(api.store)
  admin = await signInAs(api, 'administrator')
  reader = await signInAs(api, 'leader')
}, 60_000)
afterAll(() => api.stop())

type Asked = { method?: 'GET' | 'POST' | 'DELETE'; url: string; body?: unknown; by?: SignedIn }

async function ask({ method = 'GET', url, body, by = admin }: Asked) {
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) }
  const headers = body === undefined ? {} : { 'content-type': 'application/json' }
  const answer = await call(api, by, { method, url, headers, ...payload })
  return { status: answer.statusCode, body: answer.json<unknown>() }
}

/** What a route answers, as the contract has it. */
async function answerOf<Name extends keyof typeof planRoutes>(
  name: Name,
  asked: Asked,
): Promise<z.output<(typeof planRoutes)[Name]['output']>> {
  const { body } = await ask(asked)
  return planRoutes[name].output.parse(body) as z.output<(typeof planRoutes)[Name]['output']>
}

test('the plans of the documents are version 1, and in use', async () => {
  const { versions } = await answerOf('planVersions', { url: '/api/plan-versions' })
  expect(
    versions.map(({ id, version, isBuiltIn, isCurrent }) => [id, version, isBuiltIn, isCurrent]),
  ).toEqual([
    ['qn-20190702', 1, true, true],
    ['qn-2458-2017', 1, true, true],
  ])
})

test('one indicator opens with its interval, its agencies and what would settle it', async () => {
  const url = '/api/plans/qn-2458-2017/indicators/qn2458.i04'
  const detail = await answerOf('indicator', { url })
  const { indicator, agencies, denominators, way, shortfall } = detail
  const { measurement } = indicator
  expect(denominators.map((one) => one.class)).toEqual(['server', 'workstation'])
  const population = denominators.reduce((sum, one) => sum + one.denominator.population, 0)
  const { met = 0, unmet = 0, unknown = 0, notApplicable = 0 } = measurement ?? {}
  expect(met + unmet + unknown + notApplicable).toBe(population)
  expect(agencies.map(({ agencyId, isReference }) => [agencyId, isReference]).toSorted()).toEqual(
    [province.health, province.finance].map((id) => [id, true]).toSorted(),
  )
  expect(way.settling.length).toBeGreaterThan(0)
  expect(shortfall?.budgetLines.map(({ id }) => id)).toEqual([
    'qn2458.b01',
    'qn2458.b04',
    'qn2458.b07',
  ])
  const { body } = await ask({ url: '/api/overview?plan=qn-2458-2017' })
  const shown = overviewView.parse(body).indicators.find(({ id }) => id === 'qn2458.i04')
  expect(shown).toEqual(indicator)
})

test('an indicator or a plan that there is not is said so', async () => {
  const gone = await ask({ url: '/api/plans/qn-2458-2017/indicators/none' })
  expect(gone).toMatchObject({ status: 404, body: { code: 'PLAN_INDICATOR_NOT_FOUND' } })
  const noPlan = await ask({ url: '/api/plans/none/indicators/none' })
  expect(noPlan).toMatchObject({ status: 404, body: { code: 'PLAN_NOT_FOUND' } })
})

test('a reader reads and may not draft', async () => {
  const body = { copyOf: 'qn-2458-2017', validFrom: '2027-01-01' }
  const draft = { method: 'POST', url: '/api/plans/qn-2458-2017/versions', body } as const
  expect((await ask({ ...draft, by: reader })).status).toBe(403)
  expect((await ask({ url: '/api/plan-versions', by: reader })).status).toBe(200)
})

test('a draft is made, written, refused while it is wrong, issued, and is then what today is measured by', async () => {
  const id = 'qn-next'
  const url = `/api/plans/${id}/versions`
  const body = { copyOf: 'qn-2458-2017', validFrom: '2026-01-01' }
  const { head, body: plan } = await answerOf('startPlanDraft', { method: 'POST', url, body })
  const written = (numerator: number) => ({
    ...plan,
    name: { vi: 'Kế hoạch năm 2026', en: '' },
    indicators: plan.indicators
      .slice(0, 4)
      .map((one) =>
        one.id === 'qn2458.i04' ? { ...one, target: { numerator, denominator: 100 } } : one,
      ),
  })
  const edit = (numerator: number, expectedRevision: number) =>
    answerOf('editPlanDraft', {
      method: 'POST',
      url: `${url}/1`,
      body: {
        body: written(numerator),
        validFrom: '2026-01-01',
        validUntil: null,
        expectedRevision,
      },
    })
  const wrong = await edit(120, head.revision)
  expect(wrong.troubles.map(({ code }) => code)).toEqual(['PLAN_TARGET_IMPOSSIBLE'])
  const issue = { method: 'POST', url: `${url}/1/issue` } as const
  const refused = await ask({ ...issue, body: { expectedRevision: wrong.head.revision } })
  expect(refused).toMatchObject({ status: 400, body: { code: 'PLAN_TARGET_IMPOSSIBLE' } })
  const right = await edit(95, wrong.head.revision)
  await answerOf('issuePlan', { ...issue, body: { expectedRevision: right.head.revision } })
  const overview = overviewView.parse((await ask({ url: `/api/overview?plan=${id}` })).body)
  expect(overview.indicators.map(({ id: one }) => one)).toHaveLength(4)
  // Before anybody knew of it there was no such plan.
  const before = await ask({ url: `/api/overview?plan=${id}&asOf=${seededNowMs - 1000}` })
  expect(before).toMatchObject({ status: 404, body: { code: 'PLAN_NOT_FOUND' } })
})

test('what is no plan at all is refused as a request, with where it is wrong', async () => {
  const body = { copyOf: 'qn-2458-2017', validFrom: '2026-02-30' }
  const answer = await ask({ method: 'POST', url: '/api/plans/qn-x/versions', body })
  expect(answer).toMatchObject({ status: 400, body: { code: 'REQUEST_INVALID' } })
})

test('the metrics that a form offers are all there are', async () => {
  const { metrics } = await answerOf('planMetrics', { url: '/api/plan-metrics' })
  expect(metrics).toHaveLength(21)
})
