import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareStates, type Moved } from '#domain/moved-comparison.ts'
import type { Plan } from '#domain/plan.ts'
import { anyStates, planOf, stateUnder } from './states.ts'

const sumOf = (moved: Moved, of: 'numerator' | 'denominator') =>
  moved.parts.reduce((sum, part) => sum + part[of], 0)

const scopes = [null, 'agency-0', 'agency-3'] as const

function expectPartsToAddUp(moved: Moved) {
  for (const of of ['numerator', 'denominator'] as const) {
    expect(sumOf(moved, of)).toBe(moved.to[of] - moved.from[of])
    for (const part of moved.parts) {
      expect(part.subjects.reduce((sum, subject) => sum + subject[of], 0)).toBe(part[of])
    }
  }
  const listed = moved.parts.flatMap(({ subjects }) => subjects)
  expect(listed.every(({ numerator, denominator }) => numerator !== 0 || denominator !== 0)).toBe(
    true,
  )
}

test.each(['qn-2458-2017', 'tq-1670-2018'])(
  'the parts of what moved add up exactly, whatever lies between two states of plan %s',
  (planId) => {
    const plan = planOf(planId)
    fc.assert(
      fc.property(anyStates, fc.constantFrom(...scopes), ([before, after], agencyId) => {
        const [from, to] = [stateUnder(plan, before), stateUnder(plan, after)]
        for (const { id } of plan.indicators) {
          expectPartsToAddUp(compareStates(from, to, { indicatorId: id, agencyId }))
        }
      }),
      { numRuns: 60 },
    )
  },
)

test('they add up when the plan counts other machines than before', () => {
  const plan = planOf('tq-1670-2018')
  const redefined: Plan = {
    ...plan,
    indicators: plan.indicators.map((indicator) =>
      indicator.metric === 'protected-machines'
        ? { ...indicator, metric: 'computers-with-licensed-antivirus', classes: ['server'] }
        : indicator,
    ),
  }
  fc.assert(
    fc.property(anyStates, ([before, after]) => {
      const [from, to] = [stateUnder(plan, before), stateUnder(redefined, after)]
      for (const { id } of plan.indicators) {
        expectPartsToAddUp(compareStates(from, to, { indicatorId: id, agencyId: null }))
      }
    }),
    { numRuns: 60 },
  )
})
