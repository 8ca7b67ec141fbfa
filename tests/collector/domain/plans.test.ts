import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { populationOf, type Measurement } from '#domain/measure.ts'
import { plans, plansOfProvince, planViewOf, provinces } from '#domain/plan.ts'
import type { ControlId } from '#protocol/controls.ts'
import { indicatorViewsOf, measureWholePlan } from '#domain/scorecard.ts'
import { aDenominator, anAgency, anInput, indicatorOf } from '#tests/builders/measure-input.ts'

/** The official documents, as given, where a checkout has them beside it. */
const seedsFolder = join(import.meta.dirname, '../../../../shared/seeds')
const documentOf: Record<string, string> = {
  'qn-2458-2017': '001_',
  'tq-1670-2018': '004_',
  'qn-20190702': '003_',
}

/** Quoted from Luật 116/2025, which is not among the documents; its note says where it was read. */
const fromElsewhere = ['law116-2025.i01']

/** One agency whose workstations are so many, by a control. */
function scorecardOf(id: string, measured: Partial<Record<ControlId, Measurement>>) {
  const { plan } = indicatorOf(id)
  const population = Math.max(0, ...Object.values(measured).map(populationOf))
  const machines = { workstation: { denominator: aDenominator(population), counts: measured } }
  const results = measureWholePlan(plan, anInput([anAgency({ machines })]))
  return indicatorViewsOf(plan, results, (control) => control !== 'reporting').find(
    (view) => view.id === id,
  )
}

const counts = (met: number, unmet = 0, unknown = 0): Measurement => ({
  met,
  unmet,
  unknown,
  notApplicable: 0,
})

test('every quote of a plan stands literally in its official document', (context) => {
  const names = readable(seedsFolder)
  if (names === null) {
    return context.skip(`the official documents are not at ${seedsFolder}, so no quote was checked`)
  }
  for (const plan of plans) {
    const name = names.find((file) => file.startsWith(documentOf[plan.id] ?? '-'))
    const document = readFileSync(join(seedsFolder, name ?? ''), 'utf8')
    for (const { id, source } of plan.indicators) {
      if (fromElsewhere.includes(id)) continue
      expect(document.includes(source.quote.vi), `${id}: ${source.quote.vi}`).toBe(true)
    }
  }
})

test('each plan belongs to a province that exists, and its indicators have ids of their own', () => {
  expect(provinces.map(({ id }) => id)).toEqual(['quang-ngai', 'tuyen-quang'])
  expect(plansOfProvince('quang-ngai').map(({ id }) => id)).toEqual(['qn-2458-2017', 'qn-20190702'])
  expect(plansOfProvince('tuyen-quang').map(({ id }) => id)).toEqual(['tq-1670-2018'])
  const ids = plans.flatMap((plan) => plan.indicators.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(35)
})

test('a plan in a list shows its number and its years', () => {
  const [plan] = plansOfProvince('quang-ngai')
  expect(plan && planViewOf(plan)).toEqual({
    id: 'qn-2458-2017',
    name: plan?.name,
    documentNumber: '2458/QĐ-UBND',
    issuedOn: '2017-12-18',
    from: '2018-01-01',
    to: '2018-12-31',
  })
})

test('"trên 90%" of licensed antivirus is decided by the proven share', () => {
  const view = scorecardOf('qn2458.i04', { 'antivirus-licensed': counts(91, 4, 5) })
  expect(view).toMatchObject({
    worst: { numerator: 91, denominator: 100 },
    best: { numerator: 96, denominator: 100 },
    verdict: 'met',
    missing: null,
    isProvisional: true,
  })
  expect(scorecardOf('qn2458.i04', { 'antivirus-licensed': counts(90, 10) })).toMatchObject({
    verdict: 'unmet',
  })
  expect(scorecardOf('qn2458.i04', { 'antivirus-licensed': counts(90, 0, 10) })).toMatchObject({
    verdict: 'insufficient-data',
    missing: 'unknown-decides',
  })
})

test('an indicator without a single host has no verdict', () => {
  expect(scorecardOf('tq1670.i01', {})).toMatchObject({
    worst: null,
    verdict: 'insufficient-data',
    missing: 'no-population',
  })
})

test('what agencies declare has no verdict before they declare it', () => {
  expect(scorecardOf('qn2458.i03', {})).toMatchObject({
    collection: 'declared',
    measurement: null,
    verdict: 'insufficient-data',
    missing: 'no-declaration',
    isProvisional: false,
  })
})

test('a default configuration that was found breaks the prohibition; none found does not prove it kept', () => {
  expect(scorecardOf('tq1670.i02', { 'no-default-credentials': counts(10, 2, 3) })).toMatchObject({
    worst: { numerator: 5, denominator: 1 },
    best: { numerator: 2, denominator: 1 },
    verdict: 'unmet',
  })
  expect(scorecardOf('tq1670.i02', { 'no-default-credentials': counts(10) })).toMatchObject({
    verdict: 'insufficient-data',
    missing: 'no-declaration',
  })
})

function readable(folder: string): string[] | null {
  try {
    return readdirSync(folder)
  } catch {
    return null
  }
}
