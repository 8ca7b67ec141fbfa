import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AgencyState, FrozenHost } from '#domain/frozen.ts'
import { machinesOf, mondayAgencyOf } from '#domain/monday-agency.ts'
import { mondayHeadOf } from '#domain/monday.ts'
import type { StateLook } from '#domain/moved-comparison.ts'
import { snapshotValuesOf } from '#domain/snapshot-values.ts'
import type { ControlId } from '#protocol/controls.ts'
import type { MondayMachine } from '#protocol/monday.ts'
import { anyStates, planOf, stateUnder } from '#tests/collector/snapshots/states.ts'

const plan = planOf('tq-1670-2018')

/** Of what `protected` reads some reader was not checked by hand, of everything else all were. */
const unchecked = { isProvisional: (control: ControlId) => control === 'protected' }

/** The state with one host put right: it reports, and its controls are met. */
function withFixed(state: StateLook, { id, causes }: MondayMachine): StateLook {
  const fix = (host: FrozenHost, part: AgencyState['part']): FrozenHost => {
    if (host.id !== id) return host
    const wanted = new Set(causes.map(({ control }) => control))
    const states = [...host.states].map((letter, index) => {
      const control = part.controls[index]
      return control !== undefined && wanted.has(control) ? 'm' : letter
    })
    return { ...host, states: states.join(''), isSilent: false }
  }
  const agencies = state.agencies.map((agency) => ({
    ...agency,
    part: { ...agency.part, hosts: agency.part.hosts.map((host) => fix(host, agency.part)) },
  }))
  return { ...state, agencies, values: snapshotValuesOf(plan, agencies, state.cutOffMs) }
}

const figure = ({ values }: StateLook, indicatorId: string, agencyId: string | null) =>
  values.find((one) => one.indicatorId === indicatorId && one.agencyId === agencyId)?.worst

test('property: a gain is exactly what the plan measures once the machine is put right', () => {
  let checked = 0
  fc.assert(
    fc.property(anyStates, ([some]) => {
      const state = stateUnder(plan, { ...some, builtIn: null })
      for (const agency of state.agencies) {
        for (const machine of machinesOf(state, agency).filter(({ kind }) => kind === 'host')) {
          // One that is silent is unknown in every control: putting right those that count is enough.
          const host = agency.part.hosts.find(({ id }) => id === machine.id)
          if (host?.isSilent === true) continue
          const after = withFixed(state, machine)
          for (const { indicatorId, gain, provinceGain } of machine.gains) {
            for (const [of, expected] of [
              [agency.id, gain],
              [null, provinceGain],
            ] as const) {
              const [was, is] = [figure(state, indicatorId, of), figure(after, indicatorId, of)]
              expect(is?.denominator).toBe(expected.denominator)
              expect(is && was && is.numerator - was.numerator).toBe(expected.numerator)
              checked += 1
            }
          }
        }
      }
    }),
    { numRuns: 60 },
  )
  expect(checked).toBeGreaterThan(0)
})

test('property: what is worth most stands first, no machine twice, and ten at most', () => {
  fc.assert(
    fc.property(anyStates, ([some]) => {
      const state = { ...stateUnder(plan, { ...some, builtIn: null }), ...unchecked, number: 1 }
      for (const agency of state.agencies) {
        const sheet = mondayAgencyOf({ now: state, agency, late: [] })
        expect(sheet.machines.length).toBe(Math.min(10, sheet.machinesTotal))
        expect(new Set(sheet.machines.map(({ id }) => id)).size).toBe(sheet.machines.length)
        const worth = sheet.machines.map(({ total }) => total.numerator / total.denominator)
        expect(worth.toSorted((left, right) => right - left)).toEqual(worth)
        for (const { causes } of sheet.machines) {
          expect(causes.every(({ state: one }) => one === 'unmet' || one === 'unknown')).toBe(true)
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('property: the head sees every change with parts that add up, and every open number', () => {
  fc.assert(
    fc.property(anyStates, ([first, second]) => {
      const before = stateUnder(plan, first)
      const now = { ...stateUnder(plan, second), ...unchecked, number: 2 }
      const signed = {
        look: { ...before, ...unchecked },
        view: {
          id: 's',
          number: 1,
          kind: 'period' as const,
          planId: plan.id,
          planVersion: 1,
          period: '2018-Q3',
          cutOffMs: before.cutOffMs,
          createdMs: before.cutOffMs,
          createdBy: 'x',
          reason: null,
          previousHash: null,
          hash: 'a',
          amends: null,
        },
      }
      const sheet = mondayHeadOf({ now, signed, late: [], next: [] })
      for (const { indicator, parts } of sheet.changes) {
        if (indicator.kind !== 'share') continue
        const sum = (of: 'numerator' | 'denominator') =>
          parts.reduce((total, part) => total + part[of], 0)
        const [was, is] = [figure(before, indicator.id, null), figure(now, indicator.id, null)]
        expect(sum('numerator')).toBe((is?.numerator ?? 0) - (was?.numerator ?? 0))
        expect(sum('denominator')).toBe((is?.denominator ?? 0) - (was?.denominator ?? 0))
      }
      const open = now.values.filter(
        ({ agencyId, verdict }) =>
          agencyId === null && (verdict === 'insufficient-data' || verdict === 'needs-decision'),
      )
      expect(sheet.openTotal).toBe(open.length)
    }),
    { numRuns: 60 },
  )
})

test('without anything signed nothing has changed, and nobody is said to be late', () => {
  fc.assert(
    fc.property(anyStates, ([some]) => {
      const now = { ...stateUnder(plan, some), ...unchecked, number: 1 }
      const sheet = mondayHeadOf({ now, signed: null, late: [], next: [] })
      expect(sheet).toMatchObject({ signed: null, changes: [], changesTotal: 0, lateTotal: 0 })
    }),
    { numRuns: 10 },
  )
})

test('property: a figure of a sheet carries the marks of the frozen value', () => {
  const provisional = plan.indicators.filter(({ control }) => control === 'protected')
  expect(provisional.length).toBeGreaterThan(0)
  let lowerBounds = 0
  fc.assert(
    fc.property(anyStates, ([some]) => {
      const now = { ...stateUnder(plan, some), ...unchecked, number: 1 }
      for (const agency of now.agencies) {
        for (const one of mondayAgencyOf({ now, agency, late: [] }).figures) {
          const value = now.values.find(
            ({ indicatorId, agencyId }) =>
              indicatorId === one.indicator.id && agencyId === agency.id,
          )
          expect(one.isLowerBound).toBe(value?.isLowerBound ?? false)
          expect(one.isProvisional).toBe(provisional.some(({ id }) => id === one.indicator.id))
          lowerBounds += Number(one.isLowerBound)
        }
      }
    }),
    { numRuns: 30 },
  )
  expect(lowerBounds).toBeGreaterThan(0)
})
