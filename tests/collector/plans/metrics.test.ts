import { expect, test } from 'vitest'
import {
  aDenominator,
  aFigure,
  aLan,
  anAgency,
  anEntry,
  measured,
} from '#tests/builders/measure-input.ts'

const ratio = (numerator: number, denominator: number) => ({ numerator, denominator })
const counts = (met: number, unmet = 0, unknown = 0) => ({
  met,
  unmet,
  unknown,
  notApplicable: 0,
})
const computers = (population: number, met: number, unmet = 0) => ({
  workstation: {
    denominator: aDenominator(population),
    counts: { 'antivirus-licensed': counts(met, unmet), protected: counts(met, unmet) },
  },
})
const staff = (officials: number, publicEmployees = 0) => ({
  staff: [anEntry<'staff'>({ officials, publicEmployees })],
})
const decided = (value: boolean | null) => ({
  settings: { doPublicEmployeesCount: { value, author: 'Sở KH&CN', decidedOn: '2018-03-01' } },
})

test('exactly 90.000 % of licensed computers does not meet "trên 90%", one more does', () => {
  const at = (met: number) =>
    measured('qn2458.i04', {
      agencies: [anAgency({ machines: computers(100_000, met, 100_000 - met) })],
    })
  expect(at(90_000)).toMatchObject({ verdict: 'unmet', worst: ratio(90_000, 100_000) })
  expect(at(90_001)).toMatchObject({ verdict: 'met', worst: ratio(90_001, 100_000) })
})

test('a machine that never enrolled is unknown, and is in the denominator', () => {
  const agency = anAgency({
    machines: {
      workstation: {
        denominator: aDenominator(140, { enrolled: 100, declared: 100, matched: 60 }),
        counts: { 'antivirus-licensed': counts(100) },
      },
    },
  })
  expect(measured('qn2458.i04', { agencies: [agency] })).toMatchObject({
    counts: counts(100, 0, 40),
    worst: ratio(100, 140),
    best: ratio(140, 140),
    verdict: 'insufficient-data',
    missing: 'unknown-decides',
  })
})

test('end devices are no computers of decision 2458, and are endpoints of dispatch 1670', () => {
  const agency = anAgency({
    machines: {
      'end-device': {
        denominator: aDenominator(10),
        counts: { 'antivirus-licensed': counts(10), protected: counts(10) },
      },
    },
  })
  expect(measured('qn2458.i04', { agencies: [agency] }).missing).toBe('no-population')
  expect(measured('tq1670.i01', { agencies: [agency] }).verdict).toBe('met')
})

test('0.9 computers per official is a ratio of integers: 9 for 10 is met, 89 for 99 is not', () => {
  const at = (machines: number, officials: number) =>
    measured('qn2458.i01', {
      agencies: [anAgency({ machines: computers(machines, 0), entries: staff(officials) })],
      plan: decided(false),
    })
  expect(at(9, 10)).toMatchObject({ verdict: 'met', worst: ratio(9, 10) })
  expect(at(89, 99).verdict).toBe('unmet')
  expect(at(900, 1000).verdict).toBe('met')
})

test('while nobody has decided whether public employees are meant, they may decide the figure', () => {
  const agencies = [anAgency({ machines: computers(95, 0), entries: staff(100, 20) })]
  expect(measured('qn2458.i01', { agencies })).toMatchObject({
    worst: ratio(95, 120),
    best: ratio(95, 100),
    verdict: 'needs-decision',
    missing: 'setting-undecided',
  })
  expect(measured('qn2458.i01', { agencies, plan: decided(true) }).verdict).toBe('unmet')
  expect(measured('qn2458.i01', { agencies, plan: decided(false) }).verdict).toBe('met')
})

test('what the agency counts itself stands beside what is measured', () => {
  const agency = anAgency({
    machines: {
      workstation: { denominator: aDenominator(140, { declared: 100 }) },
    },
    entries: staff(100),
  })
  expect(measured('qn2458.i01', { agencies: [agency], plan: decided(false) })).toMatchObject({
    worst: ratio(140, 100),
    declared: ratio(100, 100),
  })
})

test('an official without anybody to divide by has no figure', () => {
  const agencies = [anAgency({ machines: computers(5, 0), entries: staff(0) })]
  expect(measured('qn2458.i01', { agencies, plan: decided(false) })).toMatchObject({
    worst: null,
    verdict: 'insufficient-data',
    missing: 'no-population',
  })
})

test('"khoảng 70%" of LANs without a tolerance has no verdict below 70, and has one at 70', () => {
  const lans = (withFirewall: number, without: number) => [
    anAgency({
      entries: {
        lan: [
          ...Array.from({ length: withFirewall }, () => aLan(true)),
          ...Array.from({ length: without }, () => aLan(false)),
        ],
      },
    }),
  ]
  expect(measured('qn2458.i03', { agencies: lans(69, 31) })).toMatchObject({
    verdict: 'needs-decision',
    missing: 'no-tolerance',
  })
  expect(measured('qn2458.i03', { agencies: lans(70, 30) }).verdict).toBe('met')
  const tolerance = { below: ratio(2, 100), author: 'Chủ tịch UBND tỉnh', decidedOn: '2018-06-01' }
  const tolerated = (met: number) =>
    measured('qn2458.i03', { agencies: lans(met, 100 - met), differences: { tolerance } }).verdict
  expect([tolerated(69), tolerated(68), tolerated(67)]).toEqual([
    'within-tolerance',
    'within-tolerance',
    'unmet',
  ])
})

test('digital signing asks the levels that the sentence names, and an agency of no known level may be meant', () => {
  const signing = (level: string | null, signs: boolean | null) =>
    anAgency({
      level,
      entries: signs === null ? {} : { figure: [aFigure('digital-signing', signs ? 1 : 0)] },
    })
  const agencies = [signing('Tỉnh', true), signing('huyện', true), signing('xã', false)]
  expect(measured('qn2458.i06', { agencies })).toMatchObject({ verdict: 'met', agenciesInScope: 2 })
  expect(measured('qn2458.i07', { agencies })).toMatchObject({
    verdict: 'unmet',
    agenciesInScope: 1,
  })
  expect(measured('qn2458.i06', { agencies: [...agencies, signing(null, true)] })).toMatchObject({
    counts: counts(2, 0, 1),
    verdict: 'insufficient-data',
  })
})

test('after the districts ended an indicator of districts applies to nobody', () => {
  const agencies = [anAgency({ level: 'tỉnh' }), anAgency({ level: 'xã' })]
  expect(measured('qn2458.i09', { agencies })).toMatchObject({
    verdict: 'not-applicable',
    missing: null,
    agenciesInScope: 0,
  })
})

test('a body outside the plan is named with its reason and adds to nothing', () => {
  const police = anAgency({
    id: 'police',
    exclusion: { reason: 'thuộc lĩnh vực quản lý' },
    machines: computers(50, 0, 50),
  })
  const result = measured('qn2458.i04', {
    agencies: [anAgency({ machines: computers(100, 95, 5) }), police],
  })
  expect(result).toMatchObject({ verdict: 'met', worst: ratio(95, 100) })
  expect(result.agencies[1]).toMatchObject({
    agencyId: 'police',
    outside: 'excluded',
    exclusion: 'thuộc lĩnh vực quản lý',
    verdict: 'not-applicable',
  })
})

test('the three classes of dispatch 1670 stand apart', () => {
  const agencies = [
    anAgency({
      machines: {
        server: { denominator: aDenominator(2), counts: { protected: counts(2) } },
        workstation: { denominator: aDenominator(10), counts: { protected: counts(9, 1) } },
        'end-device': { denominator: aDenominator(3), counts: { protected: counts(1) } },
      },
    }),
  ]
  const { classes, verdict, worst } = measured('tq1670.i01', { agencies })
  expect({ verdict, worst }).toEqual({ verdict: 'unmet', worst: ratio(12, 15) })
  expect(classes.map((one) => [one.class, one.verdict, one.counts])).toEqual([
    ['server', 'met', counts(2)],
    ['workstation', 'unmet', counts(9, 1)],
    ['end-device', 'insufficient-data', counts(1, 0, 2)],
  ])
})

test('an agency is shown against the target for reference, unless the text binds each', () => {
  const agencies = [anAgency({ machines: computers(10, 5, 5) })]
  expect(measured('qn2458.i04', { agencies }).agencies[0]).toMatchObject({
    verdict: 'unmet',
    isReference: true,
  })
  expect(measured('tq1670.i01', { agencies }).agencies[0]).toMatchObject({
    verdict: 'unmet',
    isReference: false,
  })
})

test('the prohibition lists every offender, and silence about devices never proves that it is kept', () => {
  const found = { kind: 'host', id: 'h1', name: 'may-01', count: 1 } as const
  const machines = (unmet: number, met: number) => ({
    workstation: {
      denominator: aDenominator(unmet + met),
      counts: { 'no-default-credentials': counts(met, unmet) },
    },
  })
  const breaking = anAgency({
    id: 'x',
    machines: machines(1, 9),
    offenders: { 'no-default-credentials': [found] },
    entries: { figure: [aFigure('devices-on-default-configuration', 2, 30)] },
  })
  expect(measured('tq1670.i02', { agencies: [breaking] })).toMatchObject({
    verdict: 'unmet',
    best: ratio(3, 1),
    offenders: [
      { agencyId: 'x', ...found },
      { agencyId: 'x', kind: 'device', id: null, name: null, count: 2 },
    ],
  })
  const silent = anAgency({ machines: machines(0, 10) })
  expect(measured('tq1670.i02', { agencies: [silent] })).toMatchObject({
    verdict: 'insufficient-data',
    missing: 'no-declaration',
  })
  expect(measured('tq1670.i02', { agencies: [silent, breaking] }).verdict).toBe('unmet')
  const clean = anAgency({
    machines: machines(0, 10),
    entries: { figure: [aFigure('devices-on-default-configuration', 0, 30)] },
  })
  expect(measured('tq1670.i02', { agencies: [clean] }).verdict).toBe('met')
})
