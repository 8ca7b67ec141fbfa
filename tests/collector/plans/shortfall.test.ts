import { expect, test } from 'vitest'
import { budgetLines } from '#domain/budget-lines.ts'
import { productContext } from '#domain/context.ts'
import type { FrozenHost } from '#domain/frozen.ts'
import type { InputAgency } from '#domain/measure-input.ts'
import { productNamesOf } from '#domain/product-names.ts'
import {
  licensedProduct,
  nextQuarterOf,
  productsSeenIn,
  shortfallOf,
  validLicences,
} from '#domain/shortfall.ts'
import { aDenominator, aLan, anAgency, anEntry, anInput } from '#tests/builders/measure-input.ts'

const licence = (seats: number, until: string | null, productId: string | null = 'kesl') =>
  anEntry<'licence'>({
    productId,
    productName: productId ?? 'Phần mềm khác',
    seats,
    from: '2018-01-01',
    until,
    priceVnd: null,
  })
const aHost: FrozenHost = {
  id: 'h'.repeat(26),
  name: 'PC-01',
  class: 'workstation',
  states: '',
  reasons: [],
  params: {},
  isSilent: false,
  lastReceivedMs: 0,
  machine: null,
  isCounted: true,
}
const aPart = { controls: [], machines: [], exclusions: [], entries: [] }
const { nameOf } = productNamesOf(productContext)
const shortfall = (agencies: readonly InputAgency[], machines = 0) =>
  shortfallOf({
    input: anInput(agencies, '2018-11-15'),
    seen: [{ agencyId: 'a', machines: new Map([['kesl', machines]]) }],
    names: productNamesOf(productContext),
    planId: 'qn-2458-2017',
  })

test('the next quarter begins on the first day after this one, also over the year', () => {
  expect(['2018-01-01', '2018-03-31', '2018-04-01', '2018-12-31'].map(nextQuarterOf)).toEqual([
    '2018-04-01',
    '2018-04-01',
    '2018-07-01',
    '2019-01-01',
  ])
})

test('a licence is valid on its last day, and not on the next', () => {
  const agency = anAgency({ entries: { licence: [licence(10, '2018-11-15')] } })
  expect(validLicences(agency, '2018-11-15')).toHaveLength(1)
  expect(validLicences(agency, '2018-11-16')).toHaveLength(0)
})

test('machines, seats and LANs that are missing stand agency by agency, the worst first', () => {
  const agency = anAgency({
    machines: {
      workstation: {
        denominator: aDenominator(100),
        counts: { 'antivirus-licensed': { met: 60, unmet: 30, unknown: 10, notApplicable: 0 } },
      },
    },
    entries: {
      licence: [licence(50, '2018-12-31'), licence(20, '2019-06-30'), licence(99, '2018-01-31')],
      lan: [aLan(true), aLan(false), aLan(false)],
    },
  })
  const quiet = anAgency({ id: 'b', name: 'Sở Tài chính' })
  const { agencies, endingBefore } = shortfall([quiet, agency], 80)
  expect(endingBefore).toBe('2019-01-01')
  expect(agencies).toEqual([
    {
      agencyId: 'a',
      hosts: null,
      name: 'Sở Y tế',
      machinesWithoutLicence: 30,
      machinesUnknown: 10,
      seatsBought: 70,
      seatsUsed: 80,
      seatsEndingSoon: 50,
      lans: 3,
      lansWithoutFirewall: 2,
    },
    {
      agencyId: 'b',
      hosts: null,
      name: 'Sở Tài chính',
      machinesWithoutLicence: null,
      machinesUnknown: 0,
      seatsBought: null,
      seatsUsed: null,
      seatsEndingSoon: 0,
      lans: null,
      lansWithoutFirewall: null,
    },
  ])
})

test('more machines than seats of a product, or seats that nobody uses, are named', () => {
  const agency = anAgency({ entries: { licence: [licence(10, null), licence(5, null, 'eset')] } })
  expect(shortfall([agency], 12).productMismatches).toEqual([
    {
      agencyId: 'a',
      name: 'Sở Y tế',
      productId: 'kesl',
      productName: nameOf('kesl'),
      seats: 10,
      used: 12,
    },
    {
      agencyId: 'a',
      name: 'Sở Y tế',
      productId: 'eset',
      productName: nameOf('eset'),
      seats: 5,
      used: 0,
    },
  ])
})

test('a licence that names its product by its name alone is used by the machines that report the product', () => {
  const named = (productName: string) =>
    anEntry<'licence'>({ ...licence(10, null, null).body, productName })
  const agency = anAgency({ entries: { licence: [named(nameOf('kesl').toLocaleUpperCase('vi'))] } })
  expect(shortfall([agency], 10).productMismatches).toEqual([])
  const alias = { nameFolded: 'kav tinh', productId: 'kesl' }
  const names = productNamesOf({ ...productContext, productAliases: [alias] })
  expect(licensedProduct(named('KAV Tỉnh').body, names)).toBe('kesl')
  expect(licensedProduct(named('Phần mềm lạ').body, names)).toBe('Phần mềm lạ')
})

test('a machine out of use and one that could not be looked at use no seat, and count for none', () => {
  const hosts = [
    { ...aHost, products: ['kesl', 'clamav'] },
    { ...aHost, isCounted: false, products: ['kesl'] },
    aHost,
  ]
  const seen = productsSeenIn([{ id: 'a', part: { ...aPart, hosts } }])
  expect(seen).toEqual([
    {
      agencyId: 'a',
      machines: new Map([
        ['kesl', 1],
        ['clamav', 1],
      ]),
    },
  ])
  expect(productsSeenIn([{ id: 'a', part: { ...aPart, hosts: [aHost] } }])).toEqual([])
})

test('an agency outside the plan lacks nothing', () => {
  const police = anAgency({ exclusion: { reason: 'thuộc lĩnh vực quản lý' } })
  expect(shortfall([police], 5)).toMatchObject({ agencies: [], productMismatches: [] })
})

test('budget lines are named with what the annex prints, and nothing is said to be covered', () => {
  const lines = shortfall([anAgency()]).budgetLines
  expect(lines).toHaveLength(budgetLines.length)
  expect(lines.find(({ id }) => id === 'qn2458.b04')).toEqual({
    id: 'qn2458.b04',
    section: 'B.1',
    name: 'Trang bị phần mềm diệt virus, tường lửa cho máy chủ và các máy trạm',
    lead: 'Sở, ban, ngành, hội đoàn thể',
    total: 10_000,
    firstYear: 5_000,
    carried: 5_000,
    unit: 'triệu đồng',
  })
})
