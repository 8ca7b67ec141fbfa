import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { sumOfDenominators } from '#domain/denominator.ts'
import type { AgencyState } from '#domain/frozen.ts'
import { measureInputOf } from '#domain/frozen-input.ts'
import type { IndicatorResult } from '#domain/measure-indicator.ts'
import { plans, type Plan } from '#domain/plan.ts'
import { endOfDayMs } from '#domain/register.ts'
import { measureWholePlan } from '#domain/scorecard.ts'
import type { SnapshotValue } from '#protocol/snapshots.ts'
import { hostClasses } from '#protocol/values.ts'
import { snapshotDetail } from '#protocol/snapshot-views.ts'
import { overviewView } from '#protocol/views.ts'
import { readWholeState } from '#store/snapshots/read-state.ts'
import { generateProvince, type Bureau } from '#tests/builders/generated-province.ts'
import { call, signInAs, startApi } from '#tests/collector/api/running-api.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { writeProvince } from '#tests/support/province-in-store.ts'
import { denominator, offenders, type Expected } from './oracle.ts'
import { expectedIds, expectedOf } from './oracle-plans.ts'

const planIds = plans.map(({ id }) => id)

type Found = Pick<SnapshotValue, 'worst' | 'best' | 'declared' | 'isLowerBound' | 'verdict'>

function figureOf(found: Found): Expected {
  const { worst, best, declared, isLowerBound, verdict } = found
  const pair = (ratio: Found['worst']) => ratio && ([ratio.numerator, ratio.denominator] as const)
  return { worst: pair(worst), best: pair(best), declared: pair(declared), isLowerBound, verdict }
}

type World = {
  readonly bureaus: readonly Bureau[]
  readonly cutOffDay: string
  /** The ids of the agencies, by bureau. */
  readonly ids: ReadonlyMap<string, string>
}

async function writeWorld(store: Store, bureaus: readonly Bureau[], cutOffDay: string) {
  const cutOffMs = endOfDayMs(cutOffDay)
  const ids = await writeProvince({ store, cutOffMs, planIds }, bureaus)
  return { bureaus, cutOffDay, ids } satisfies World
}

/** Measures each plan over what the database says, and holds every figure against the independent computation. */
async function expectPlansToBeRight(store: Store, world: World): Promise<IndicatorResult[]> {
  const cutOffMs = endOfDayMs(world.cutOffDay)
  const all: IndicatorResult[] = []
  for (const plan of plans) {
    const moment = { cutOffMs, knownMs: cutOffMs }
    const states = await readWholeState(store, { planId: plan.id, moment })
    expectDenominatorsToBeRight(states, world)
    const results = measureWholePlan(plan, measureInputOf(states, cutOffMs))
    for (const result of results) expectResultToBeRight(result, world)
    all.push(...results)
  }
  expect(all.map(({ indicatorId }) => indicatorId).toSorted()).toEqual(expectedIds.toSorted())
  return all
}

function expectDenominatorsToBeRight(states: readonly AgencyState[], { bureaus, ids }: World) {
  const found = new Map(states.map(({ id, denominators }) => [id, denominators]))
  for (const bureau of bureaus) {
    const own = found.get(ids.get(bureau.id) ?? '')
    for (const one of hostClasses) {
      const which = { bureau: bureau.id, one }
      expect({ ...which, ...own?.[one] }).toEqual({ ...which, ...denominator(bureau, one) })
    }
  }
}

function expectResultToBeRight(result: IndicatorResult, { bureaus, cutOffDay, ids }: World): void {
  const { indicatorId } = result
  const bureauOf = new Map(bureaus.map((bureau) => [ids.get(bureau.id), bureau]))
  expect({ indicatorId, ...figureOf(result) }).toEqual({
    indicatorId,
    ...expectedOf(indicatorId, bureaus, cutOffDay),
  })
  expect(result.agencies).toHaveLength(bureaus.length)
  for (const agency of result.agencies) {
    const bureau = bureauOf.get(agency.agencyId)
    if (!bureau) throw new Error(`${agency.agencyId} was not generated`)
    const which = { indicatorId, bureau: bureau.id }
    expect({ ...which, ...figureOf(agency) }).toEqual({
      ...which,
      ...expectedOf(indicatorId, [bureau], cutOffDay),
    })
  }
  const inPlan = bureaus.filter(({ isExcluded }) => !isExcluded)
  const named = result.offenders.map(({ agencyId, kind, name }) => {
    const bureau = bureauOf.get(agencyId)?.id ?? ''
    return kind === 'host' ? `${bureau} host ${name}` : `${bureau} ${kind}`
  })
  expect(named.toSorted()).toEqual(indicatorId === 'tq1670.i02' ? offenders(inPlan).toSorted() : [])
}

const withVerdict = (results: readonly IndicatorResult[], verdict: string) =>
  results.flatMap((one) => (one.verdict === verdict ? [one.indicatorId] : []))

test('every number on the scorecard of 120 agencies and 15,000 machines is what an independent computation finds', async () => {
  const wanted = { agencies: 120, machines: 15_000, seed: 7, year: 2023, isWhole: false }
  const bureaus = generateProvince(wanted)
  const api = await startApi()
  try {
    const world = await writeWorld(api.store, bureaus, '2023-12-31')
    const results = await expectPlansToBeRight(api.store, world)
    expect(results.some(({ offenders: some }) => some.length > 0)).toBe(true)
    for (const plan of plans.filter(({ provinceId }) => provinceId === 'quang-ngai')) {
      await expectApiToSayTheSame(api, plan, world)
    }
  } finally {
    await api.stop()
  }
}, 600_000)

/** The scorecard of now, and a snapshot with the figures of every agency. */
async function expectApiToSayTheSame(
  api: Awaited<ReturnType<typeof startApi>>,
  plan: Plan,
  { bureaus, cutOffDay, ids }: World,
): Promise<void> {
  api.clock.nowMs = endOfDayMs(cutOffDay)
  const as = await signInAs(api, 'officer', plan.id)
  const body = { planId: plan.id, period: null, reason: 'hold every figure against the oracle' }
  const taken = await call(api, as, { method: 'POST', url: '/api/snapshots', body })
  const { id } = taken.json<{ id: string }>()
  const shown = await call(api, as, { method: 'GET', url: `/api/overview?plan=${plan.id}` })
  const { indicators } = overviewView.parse(shown.json())
  for (const indicator of plan.indicators) {
    const url = `/api/snapshots/${id}?indicator=${indicator.id}`
    const { values } = snapshotDetail.parse((await call(api, as, { method: 'GET', url })).json())
    const valueOf = (agencyId: string | null) =>
      values.find((one) => one.indicatorId === indicator.id && one.agencyId === agencyId)
    const whole = expectedOf(indicator.id, bureaus, cutOffDay)
    const now = indicators.find((one) => one.id === indicator.id)
    expect(now && figureOf({ ...now, declared: null })).toEqual({
      ...whole,
      declared: null,
    })
    expect(values.filter(({ indicatorId }) => indicatorId === indicator.id)).toHaveLength(
      bureaus.length + 1,
    )
    for (const [bureau, agencyId] of [[null, null] as const, ...ids]) {
      const value = valueOf(agencyId)
      const some = bureaus.filter((one) => bureau === null || one.id === bureau)
      const which = { indicator: indicator.id, bureau }
      expect({ ...which, ...(value && figureOf(value)) }).toEqual({
        ...which,
        ...expectedOf(indicator.id, some, cutOffDay),
      })
    }
  }
}

onEachDatabase((fresh) => {
  for (const cutOffDay of ['2025-12-31', '2026-09-30']) {
    test(`where everybody has declared, every indicator is decided on ${cutOffDay}`, async () => {
      const store = await (await fresh()).open()
      const year = Number(cutOffDay.slice(0, 4))
      const wanted = { agencies: 24, machines: 480, seed: 11, year, isWhole: true }
      const world = await writeWorld(store, generateProvince(wanted), cutOffDay)
      const results = await expectPlansToBeRight(store, world)
      expect(withVerdict(results, 'insufficient-data')).toEqual([])
    }, 60_000)
  }

  test('declared 100, enrolled 100, 60 in common by their signs gives 140', async () => {
    const store = await (await fresh()).open()
    const wanted = { agencies: 1, machines: 100, seed: 3, year: 2023, isWhole: true }
    const [bureau] = generateProvince(wanted)
    if (!bureau) throw new Error('one agency')
    const machines = bureau.machines.map((machine, index) => ({
      ...machine,
      class: 'workstation' as const,
      register:
        index < 60 ? { state: 'in-use' as const, by: 'serial' as const, isSecret: false } : null,
    }))
    const neverEnrolled = Array.from({ length: 40 }, () => 'workstation' as const)
    await writeWorld(store, [{ ...bureau, machines, neverEnrolled }], '2023-12-31')
    const cutOffMs = endOfDayMs('2023-12-31')
    const moment = { cutOffMs, knownMs: cutOffMs }
    const [state] = await readWholeState(store, { planId: planIds[0] ?? '', moment })
    const sum = sumOfDenominators(Object.values(state?.denominators ?? {}))
    expect(sum).toMatchObject({ declared: 100, enrolled: 100, matched: 60, population: 140 })
  })
})
