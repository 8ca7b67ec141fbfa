import { expect, test } from 'vitest'
import { aFigure, aLan, anAgency, anEntry, measured } from '#tests/builders/measure-input.ts'

const ratio = (numerator: number, denominator: number) => ({ numerator, denominator })
const counts = (met: number, unmet = 0, unknown = 0) => ({
  met,
  unmet,
  unknown,
  notApplicable: 0,
})
test('an agency that has declared no LAN is one of the share of agencies that is unknown', () => {
  const agencies = [
    anAgency({ id: 'a', entries: { lan: [aLan(true)] } }),
    anAgency({ id: 'b' }),
    anAgency({ id: 'c', entries: { lan: [aLan(true, false)] } }),
  ]
  expect(measured('qn2458.i02', { agencies })).toMatchObject({
    counts: counts(1, 1, 1),
    worst: ratio(1, 3),
    best: ratio(2, 3),
    verdict: 'unmet',
    agenciesUndeclared: 1,
  })
  expect(measured('qn2458.i02', { agencies: agencies.slice(0, 2) }).missing).toBe('unknown-decides')
  expect(measured('qn2458.i02', { agencies: [anAgency()] }).missing).toBe('no-declaration')
})

test('LANs of an agency that has not declared them are an unknown number: no share of them is a verdict', () => {
  const agencies = [anAgency({ id: 'a', entries: { lan: [aLan(true)] } }), anAgency({ id: 'b' })]
  expect(measured('qn2458.i03', { agencies })).toMatchObject({
    worst: ratio(1, 1),
    verdict: 'insufficient-data',
    missing: 'no-declaration',
    agenciesUndeclared: 1,
  })
})

test('an IT officer has to be assigned and trained, and falling short of "phấn đấu" is not failing', () => {
  const officer = (isAssigned: boolean, isTrained: boolean) =>
    anAgency({
      entries: { 'it-officer': [anEntry<'it-officer'>({ isAssigned, isTrained, people: 1 })] },
    })
  const agencies = [officer(true, true), officer(true, false), officer(false, true)]
  expect(measured('qn2458.i05', { agencies })).toMatchObject({
    counts: counts(1, 2),
    verdict: 'below-aspiration',
  })
})

test('one project without a security component breaks "phải có", whatever others declare', () => {
  const project = (hasSecurityComponent: boolean) =>
    anEntry<'project'>({
      name: 'Dự án',
      fundingVnd: 1,
      securityVnd: 0,
      hasSecurityComponent,
      year: 2018,
      exemption: null,
    })
  const bad = anAgency({ id: 'a', entries: { project: [project(true), project(false)] } })
  const good = anAgency({ id: 'b', entries: { project: [project(true)] } })
  const silent = anAgency({ id: 'c' })
  expect(measured('tq1670.i04', { agencies: [bad, silent] }).verdict).toBe('unmet')
  expect(measured('tq1670.i04', { agencies: [good, silent] }).missing).toBe('no-declaration')
  const none = anAgency({ id: 'd', entries: { figure: [aFigure('projects-with-security', 0, 0)] } })
  expect(measured('tq1670.i04', { agencies: [good, none] }).verdict).toBe('met')
})

test('training has to be held by each agency, in the year that is measured', () => {
  const training = (on: string) => anEntry<'training'>({ on, subject: 'Mã độc', people: 20 })
  const held = anAgency({ id: 'a', entries: { training: [training('2018-05-02')] } })
  const old = anAgency({ id: 'b', entries: { training: [training('2017-05-02')] } })
  const silent = anAgency({ id: 'c' })
  expect(measured('tq1670.i05', { agencies: [held] }).verdict).toBe('met')
  expect(measured('tq1670.i05', { agencies: [held, silent] })).toMatchObject({
    verdict: 'insufficient-data',
    missing: 'no-declaration',
  })
  expect(measured('tq1670.i05', { agencies: [held, silent, old] }).verdict).toBe('unmet')
})

test('a count that is reached by what was declared is met; whoever is silent can only add', () => {
  const meetings = (count: number) =>
    anAgency({ entries: { figure: [aFigure('online-meetings', count)] } })
  expect(
    measured('qn2458.i16', { agencies: [meetings(6), meetings(4), anAgency()] }),
  ).toMatchObject({
    verdict: 'met',
    worst: ratio(10, 1),
  })
  expect(measured('qn2458.i16', { agencies: [meetings(9), anAgency()] }).verdict).toBe('unmet')
  expect(measured('qn2458.i16', { agencies: [anAgency()] }).missing).toBe('no-declaration')
})

test('a part that is larger than its whole is no declaration', () => {
  const agencies = [anAgency({ entries: { figure: [aFigure('dossiers-online', 50, 40)] } })]
  expect(measured('qn2458.i18', { agencies })).toMatchObject({
    worst: null,
    missing: 'no-declaration',
  })
})

test('"trên 30%" of dossiers is more than 30 %', () => {
  const dossiers = (online: number, all: number) => [
    anAgency({ entries: { figure: [aFigure('dossiers-online', online, all)] } }),
  ]
  expect(measured('qn2458.i18', { agencies: dossiers(30, 100) }).verdict).toBe('unmet')
  expect(measured('qn2458.i18', { agencies: dossiers(31, 100) }).verdict).toBe('met')
})
