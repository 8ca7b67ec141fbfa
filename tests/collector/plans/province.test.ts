import { expect, test } from 'vitest'
import { measureInputOf } from '#domain/frozen-input.ts'
import type { IndicatorResult } from '#domain/measure-indicator.ts'
import { plans } from '#domain/plan.ts'
import { indicatorViewsOf, measureWholePlan } from '#domain/scorecard.ts'
import { generateProvince, stateOf, type Machine } from '#tests/builders/generated-province.ts'
import { bureaus, cutOffMs, expected, isProtected, shareOfMachines } from './oracle.ts'

const pair = (ratio: IndicatorResult['worst']) => ratio && [ratio.numerator, ratio.denominator]

test('every number on the scorecard of 120 agencies and 15,000 machines is what an independent computation finds', () => {
  const began = performance.now()
  const input = measureInputOf(bureaus.map(stateOf), cutOffMs)
  const prepared = performance.now()
  const results = plans.map((plan) => ({ plan, results: measureWholePlan(plan, input) }))
  const measuredMs = performance.now() - prepared
  for (const { plan, results: ofPlan } of results) {
    for (const view of indicatorViewsOf(plan, ofPlan, () => true)) {
      const { worst, best, verdict } = view
      const found = { id: view.id, worst: pair(worst), best: pair(best), verdict }
      expect(found).toEqual({ id: view.id, ...expected[view.id]?.() })
    }
  }
  expect(results.flatMap(({ results: ofPlan }) => ofPlan)).toHaveLength(
    Object.keys(expected).length,
  )
  expect(bureaus.reduce((sum, { machines }) => sum + machines.length, 0)).toBe(15_000)
  process.stdout.write(
    `judged and prepared in ${Math.round(prepared - began)} ms, three plans measured in ${Math.round(measuredMs)} ms\n`,
  )
  expect(measuredMs).toBeLessThan(2_000)
}, 60_000)

test('each class of machine stands apart with numbers of its own', () => {
  const input = measureInputOf(bureaus.map(stateOf), cutOffMs)
  const plan = plans.find(({ id }) => id === 'tq-1670-2018')
  const [first] = plan ? measureWholePlan(plan, input) : []
  for (const { class: one, worst, best, verdict } of first?.classes ?? []) {
    const found = { one, worst: pair(worst), best: pair(best), verdict }
    expect(found).toEqual({ one, ...shareOfMachines([one], isProtected, ['>=', 1, 1]) })
  }
  expect(first?.classes).toHaveLength(3)
}, 60_000)

test('declared 100, enrolled 100, 60 in common gives 140', () => {
  const machine = (id: string, register: Machine['register']): Machine => ({
    id,
    class: 'workstation',
    antivirus: 'licensed',
    password: 'set',
    isSilent: false,
    register,
  })
  const [bureau] = generateProvince(1, 0)
  if (!bureau) throw new Error('one agency')
  const machines = Array.from({ length: 100 }, (_, index) =>
    machine(`m${index}`, index < 60 ? 'in-use' : null),
  )
  const neverEnrolled = Array.from({ length: 40 }, () => 'workstation' as const)
  const input = measureInputOf([stateOf({ ...bureau, machines, neverEnrolled })], cutOffMs)
  expect(input.agencies[0]?.denominators.workstation).toMatchObject({
    declared: 100,
    enrolled: 100,
    matched: 60,
    population: 140,
  })
})
