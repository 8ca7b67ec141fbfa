import { expect, test } from 'vitest'
import type { InputAgency } from '#domain/measure-input.ts'
import { aFigure, anAgency, anEntry, measured } from '#tests/builders/measure-input.ts'

const ratio = (numerator: number, denominator: number) => ({ numerator, denominator })
const budget = (...years: [year: number, security: number, whole: number][]) =>
  anAgency({
    entries: {
      figure: years.map(([year, security, whole]) =>
        aFigure(`it-plan-budget.${year}`, security, whole),
      ),
    },
  })

type Project = { security: number; funding: number; year?: number; exemption?: string }
const investing = (...projects: Project[]): InputAgency =>
  anAgency({
    entries: {
      project: projects.map(({ security, funding, year = 2026, exemption = null }, index) =>
        anEntry<'project'>({
          name: `Dự án ${index + 1}`,
          fundingVnd: funding,
          securityVnd: security,
          hasSecurityComponent: security > 0,
          year,
          exemption,
        }),
      ),
    },
  })

test('the yearly rule looks at the year of the cut-off alone', () => {
  const agencies = [budget([2020, 0, 900], [2021, 10, 100])]
  expect(measured('qn20190702.i01', { agencies, cutOffDay: '2021-12-31' })).toMatchObject({
    worst: ratio(10, 100),
    verdict: 'met',
  })
  expect(measured('qn20190702.i01', { agencies, cutOffDay: '2020-12-31' }).verdict).toBe('unmet')
  expect(measured('qn20190702.i01', { agencies, cutOffDay: '2022-12-31' }).missing).toBe(
    'no-declaration',
  )
})

test('the five-year rule adds the years of the running period, a leap year to its last day', () => {
  const agencies = [budget([2015, 0, 10_000], [2016, 5, 100], [2017, 15, 100])]
  const at = (cutOffDay: string) => measured('qn20190702.i02', { agencies, cutOffDay })
  expect(at('2017-12-31').worst).toEqual(ratio(20, 200))
  expect(at('2016-02-29').worst).toEqual(ratio(5, 100))
  expect(at('2018-01-01').missing).toBe('no-declaration')
})

test('five years of one period are added, the sixth begins the next', () => {
  const years = [2016, 2017, 2018, 2019, 2020, 2021].map((year): [number, number, number] => [
    year,
    year - 2010,
    100,
  ])
  const at = (cutOffDay: string) =>
    measured('qn20190702.i02', { agencies: [budget(...years)], cutOffDay }).worst
  expect(at('2020-12-31')).toEqual(ratio(6 + 7 + 8 + 9 + 10, 500))
  expect(at('2021-01-01')).toEqual(ratio(11, 100))
})

test('what the dispatch exempts stands outside both parts, and is listed with its reason', () => {
  const agencies = [
    investing(
      { security: 10, funding: 100, year: 2021 },
      { security: 0, funding: 9_900, year: 2021, exemption: 'thuê dịch vụ bảo đảm an toàn' },
    ),
  ]
  expect(measured('qn20190702.i03', { agencies, cutOffDay: '2021-12-31' })).toMatchObject({
    worst: ratio(10, 100),
    verdict: 'met',
    exempted: [{ agencyId: 'a', subject: 'Dự án 2', reason: 'thuê dịch vụ bảo đảm an toàn' }],
  })
})

test('only exempt projects leave nothing to divide', () => {
  const agencies = [investing({ security: 0, funding: 5, year: 2021, exemption: 'đã có hệ thống' })]
  expect(measured('qn20190702.i03', { agencies, cutOffDay: '2021-12-31' })).toMatchObject({
    worst: null,
    missing: 'no-population',
  })
})

test('from 01/7/2026 the law asks 15 % without the exemptions; the day before, the dispatch 10 %', () => {
  const agencies = [
    investing({ security: 12, funding: 100 }, { security: 0, funding: 100, exemption: 'đã có' }),
  ]
  const at = (id: string, cutOffDay: string) => measured(id, { agencies, cutOffDay })
  expect(at('qn20190702.i03', '2026-06-30').verdict).toBe('met')
  expect(at('law116-2025.i01', '2026-06-30').verdict).toBe('not-applicable')
  expect(at('qn20190702.i03', '2026-07-01').verdict).toBe('not-applicable')
  expect(at('law116-2025.i01', '2026-07-01')).toMatchObject({
    verdict: 'unmet',
    worst: ratio(12, 200),
    exempted: [],
  })
})

test('money beyond 2^53 is decided exactly', () => {
  const most = Number.MAX_SAFE_INTEGER
  const year = 2021
  const whole = { security: most, funding: most, year }
  const agencies = [
    investing(...Array.from({ length: 10 }, () => ({ ...whole, security: 0 })), whole),
  ]
  // 1/11 of it is less than 10 %; ten parts of ninety-nine are more.
  const at = (list: InputAgency[]) =>
    measured('qn20190702.i03', { agencies: list, cutOffDay: '2021-12-31' }).verdict
  expect(at(agencies)).toBe('unmet')
  expect(at([...agencies, investing(whole)])).toBe('met')
})

test('domestic products are asked of level 3 and above; one product of unknown origin leaves it open', () => {
  const system = (level: number, ...domestic: (boolean | null)[]) =>
    anEntry<'information-system'>({
      code: `HT${level}-${domestic.join()}`,
      name: 'Hệ thống',
      owner: 'UBND tỉnh',
      operator: 'Sở KH&CN',
      level,
      status: 'approved',
      approvalDecision: null,
      regulation: null,
      expectedApproval: null,
      measures: 'all',
      expectedMeasures: null,
      check: null,
      classification: null,
      hosts: [],
      products: domestic.map((isDomestic, index) => ({ name: `SP ${index}`, isDomestic })),
    })
  const systems = [system(2, false), system(3, true), system(3, true, null), system(4, true, false)]
  const agencies = [anAgency({ entries: { 'information-system': systems } })]
  expect(measured('qn20190702.i04', { agencies, cutOffDay: '2026-11-22' })).toMatchObject({
    counts: { met: 1, unmet: 1, unknown: 1, notApplicable: 1 },
    verdict: 'below-aspiration',
  })
})
