import { expect, test } from 'vitest'
import { defaultConfigurations } from '#domain/metrics/default-configurations.ts'
import type { InputDevice } from '#domain/measure-input.ts'
import { anAgency, anEntry } from '#tests/builders/measure-input.ts'

const look = {
  cutOffDay: '2026-11-20',
  figure: 'devices-on-default-configuration',
  classes: ['server', 'workstation', 'end-device'],
  doPublicEmployeesCount: null,
  years: { anchor: 2016, length: 5 },
  honoursExemptions: false,
} as const
const device = (code: string, more: Partial<InputDevice> = {}): InputDevice => ({
  entryId: `id-${code}`,
  code,
  standing: 'cleared',
  isOnDefault: false,
  ...more,
})
const measured = (devices: readonly InputDevice[] | null, entries = {}) => {
  const amount = defaultConfigurations.amountOf(anAgency({ devices, entries }), look)
  return {
    best: amount?.best.numerator,
    worst: amount?.worst.numerator,
    isPartial: amount?.isPartial,
    offenders: amount?.offenders.map(({ id, count }) => [id, count]),
  }
}

test('an agency that declared no device cannot be proven to keep the rule', () => {
  expect(measured(null)).toEqual({ best: 0n, worst: 0n, isPartial: true, offenders: [] })
})

test('when all devices in use are cleared the rule is kept', () => {
  expect(measured([device('A'), device('B')])).toMatchObject({ worst: 0n, isPartial: false })
})

test('a refused device in use and one on the password of the factory break the rule, by name', () => {
  const devices = [
    device('A', { standing: 'refused' }),
    device('B', { standing: 'under-review', isOnDefault: true }),
    device('C'),
  ]
  expect(measured(devices)).toMatchObject({
    best: 2n,
    worst: 2n,
    offenders: [
      ['id-A', 1],
      ['id-B', 1],
    ],
  })
})

test('a device in use that nobody has cleared is not known to keep the rule', () => {
  const devices = [device('A', { standing: 'new' }), device('B', { standing: 'under-review' })]
  expect(measured(devices)).toMatchObject({ best: 0n, worst: 2n, offenders: [] })
})

test('a declared number above the list adds what the list does not name', () => {
  const figure = [anEntry<'figure'>({ metric: look.figure, numerator: 3, denominator: null })]
  expect(measured([device('A', { standing: 'refused' })], { figure })).toMatchObject({
    best: 3n,
    offenders: [
      ['id-A', 1],
      [null, 2],
    ],
  })
})
