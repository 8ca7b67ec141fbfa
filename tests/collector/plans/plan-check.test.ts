import { expect, test } from 'vitest'
import { checkPlan } from '#domain/plan-check.ts'
import { plans } from '#domain/plan.ts'
import { endsOf, overlapOf, versionOn } from '#domain/plan-versions.ts'
import { planRefusals } from '#protocol/plan-refusals.ts'
import { planBody, type PlanBody, type PlanIndicator } from '#protocol/plans.ts'
import { translator } from '#i18n/translator.ts'

const sound = planBody.parse(plans.find(({ id }) => id === 'qn-2458-2017'))
const first = sound.indicators[0]
if (!first) throw new Error('a plan without indicators')

/** The plan with its first indicator changed. */
const withFirst = (differences: Partial<PlanIndicator>): PlanBody => ({
  ...sound,
  indicators: [{ ...first, ...differences }, ...sound.indicators.slice(1)],
})
const codesOf = (plan: PlanBody) => checkPlan(plan).map(({ code }) => code)
const ratio = (numerator: number, denominator: number) => ({ numerator, denominator })
const asShare = {
  metric: 'declared-share',
  figure: 'x',
  kind: 'share',
  aggregation: 'pooled',
} as const

test('nothing is wrong with the plans of the documents', () => {
  for (const plan of plans)
    expect([plan.id, checkPlan(planBody.parse(plan))]).toEqual([plan.id, []])
})

test('a target of 120 % of a share is no target, and neither is more than 100 %', () => {
  expect(codesOf(withFirst({ ...asShare, target: ratio(120, 100) }))).toEqual([
    'PLAN_TARGET_IMPOSSIBLE',
  ])
  expect(codesOf(withFirst({ ...asShare, target: ratio(1, 1), comparator: 'gt' }))).toEqual([
    'PLAN_TARGET_IMPOSSIBLE',
  ])
  expect(codesOf(withFirst({ ...asShare, target: ratio(1, 0) }))).toEqual([
    'PLAN_TARGET_IMPOSSIBLE',
  ])
  expect(codesOf(withFirst({ ...asShare, target: ratio(0, 1), comparator: 'lt' }))).toEqual([
    'PLAN_TARGET_IMPOSSIBLE',
  ])
  expect(codesOf(withFirst({ ...asShare, target: ratio(1, 1), comparator: 'gte' }))).toEqual([])
})

test('1.2 computers per official is a target: a ratio is no percentage', () => {
  expect(codesOf(withFirst({ target: ratio(12, 10) }))).toEqual([])
})

test('an unknown metric and an unknown unit are named', () => {
  expect(checkPlan(withFirst({ metric: 'av.licensed@9' }))).toEqual([
    {
      code: 'PLAN_METRIC_UNKNOWN',
      indicatorId: 'qn2458.i01',
      params: { indicator: 'qn2458.i01', metric: 'av.licensed@9' },
    },
  ])
  expect(codesOf(withFirst({ kind: 'percent' }))).toEqual(['PLAN_UNIT_UNKNOWN'])
  expect(codesOf(withFirst({ kind: 'share' }))).toEqual(['PLAN_UNIT_UNFIT'])
})

test('an aggregation that does not go with its metric is refused', () => {
  expect(codesOf(withFirst({ aggregation: 'share-of-agencies' }))).toEqual([
    'PLAN_AGGREGATION_UNFIT',
  ])
  expect(
    codesOf(
      withFirst({ metric: 'declared-sum', figure: 'x', kind: 'count', aggregation: 'pooled' }),
    ),
  ).toEqual(['PLAN_AGGREGATION_UNFIT'])
})

test('a figure that agencies are to declare has a name', () => {
  expect(codesOf(withFirst({ ...asShare, figure: null }))).toEqual(['PLAN_FIGURE_MISSING'])
})

test('an indicator without its quote, document or clause is not issued', () => {
  const { source } = first
  expect(codesOf(withFirst({ source: { ...source, quote: { vi: ' ', en: '' } } }))).toEqual([
    'PLAN_QUOTE_MISSING',
  ])
  expect(codesOf(withFirst({ source: { ...source, clause: '' } }))).toEqual(['PLAN_QUOTE_MISSING'])
})

test('a tolerance goes with "khoảng" alone, and is smaller than the target', () => {
  const tolerance = { below: ratio(2, 100), author: 'UBND tỉnh', decidedOn: '2018-06-01' }
  expect(codesOf(withFirst({ tolerance }))).toEqual(['PLAN_TOLERANCE_UNFIT'])
  const about = { ...asShare, comparator: 'approx', target: ratio(70, 100) } as const
  expect(codesOf(withFirst({ ...about, tolerance }))).toEqual([])
  const whole = { ...tolerance, below: ratio(70, 100) }
  expect(codesOf(withFirst({ ...about, tolerance: whole }))).toEqual(['PLAN_TOLERANCE_UNFIT'])
})

/** Indicators that follow one another in this order, each a year after the one before. */
const following = (...successors: (string | null)[]): PlanBody => ({
  ...sound,
  indicators: successors.map((successor, index) => ({
    ...first,
    id: `p.i${index}`,
    from: `${2020 + index}-01-01`,
    until: `${2020 + index}-12-31`,
    successor,
  })),
})

test('a circle of successors is refused once, with the indicators that stand on it', () => {
  const troubles = checkPlan(following('p.i1', 'p.i2', 'p.i0'))
  expect(troubles.filter(({ code }) => code === 'PLAN_SUCCESSOR_CYCLE')).toEqual([
    {
      code: 'PLAN_SUCCESSOR_CYCLE',
      indicatorId: 'p.i0',
      params: { indicators: 'p.i0 → p.i1 → p.i2 → p.i0' },
    },
  ])
  expect(codesOf(following('p.i0'))).toContain('PLAN_SUCCESSOR_CYCLE')
  expect(codesOf(following('p.i1', 'p.i2', null))).toEqual([])
})

test('a way into a circle is not on it', () => {
  const cycles = checkPlan(following('p.i1', 'p.i2', 'p.i1')).filter(
    ({ code }) => code === 'PLAN_SUCCESSOR_CYCLE',
  )
  expect(cycles.map(({ params }) => params)).toEqual([{ indicators: 'p.i1 → p.i2 → p.i1' }])
})

test('a successor has to exist, and begins after its predecessor ended', () => {
  expect(codesOf(following('p.i9'))).toEqual(['PLAN_SUCCESSOR_UNKNOWN'])
  const [one, other] = following('p.i1', null).indicators
  if (!one || !other) throw new Error('two indicators')
  const overlapping = { ...sound, indicators: [{ ...one, until: '2021-01-01' }, other] }
  expect(codesOf(overlapping)).toEqual(['PLAN_SUCCESSOR_OVERLAPS'])
})

test('two indicators may not have one id, and no day may end before it begins', () => {
  expect(codesOf({ ...sound, indicators: [first, first] })).toEqual([
    'PLAN_INDICATOR_TWICE',
    'PLAN_INDICATOR_TWICE',
  ])
  expect(codesOf(withFirst({ from: '2018-06-01', until: '2018-05-31' }))).toEqual([
    'PLAN_DATES_REVERSED',
  ])
  expect(codesOf({ ...sound, from: '2019-01-01' })).toEqual(['PLAN_DATES_REVERSED'])
})

test('every trouble has a sentence in both languages that lacks no value', () => {
  const broken = [
    withFirst({ ...asShare, target: ratio(120, 100) }),
    withFirst({ metric: 'x' }),
    withFirst({ kind: 'x' }),
    withFirst({ kind: 'share' }),
    withFirst({ aggregation: 'share-of-agencies' }),
    withFirst({ ...asShare, figure: null }),
    withFirst({ source: { ...first.source, clause: '' } }),
    withFirst({ tolerance: { below: ratio(1, 2), author: 'x', decidedOn: '2018-01-01' } }),
    following('p.i0'),
    following('p.i9'),
    { ...sound, indicators: [first, first] },
    { ...sound, from: '2019-01-01' },
  ]
  const said = new Set<string>()
  for (const { code, params } of broken.flatMap(checkPlan)) {
    said.add(code)
    for (const language of ['vi', 'en'] as const) {
      expect(translator(language).say(`refusal.${code}`, params)).not.toMatch(/[{}]/)
    }
  }
  const bySomethingElse = /VERSION|DRAFT|INDICATOR_NOT_FOUND|BODY_INVALID|VALIDITY/
  const mayBeSaid = Object.keys(planRefusals).filter((code) => !bySomethingElse.test(code))
  expect([...said].toSorted()).toEqual(mayBeSaid.toSorted())
})

const version = (version: number, validFrom: string, validUntil: string | null = null) => ({
  version,
  validFrom,
  validUntil,
})

test('last year is measured by the version that held last year', () => {
  const versions = [version(2, '2019-01-01'), version(1, '2018-01-01'), version(3, '2020-02-29')]
  const on = (day: string) => versionOn(versions, day)?.version
  expect(on('2018-12-31')).toBe(1)
  expect(on('2019-01-01')).toBe(2)
  expect(on('2020-02-28')).toBe(2)
  expect(on('2020-02-29')).toBe(3)
  expect(on('2026-11-22')).toBe(3)
  expect(on('2017-06-01')).toBe(1)
  expect(versionOn([], '2018-01-01')).toBe(null)
})

test('a version ends the day before the next begins, also after a leap day', () => {
  const ends = endsOf([
    version(1, '2018-01-01'),
    version(2, '2020-03-01'),
    version(3, '2021-03-01'),
  ])
  expect(ends.map(({ endsOn }) => endsOn)).toEqual(['2020-02-29', '2021-02-28', null])
})

test('a version that begins before or on the day of another overlaps with it', () => {
  const issued = [version(1, '2018-01-01', '2018-12-31'), version(2, '2019-01-01')]
  const overlap = (from: string, until: string | null = null) =>
    overlapOf(issued, { validFrom: from, validUntil: until })?.version ?? null
  expect(overlap('2019-01-02')).toBe(null)
  expect(overlap('2019-01-01')).toBe(2)
  expect(overlap('2018-12-31')).toBe(1)
  expect(overlap('2017-01-01', '2017-12-31')).toBe(null)
})
