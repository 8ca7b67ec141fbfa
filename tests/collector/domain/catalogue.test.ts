import { expect, test } from 'vitest'
import { contextOf, contextWith, productContext } from '#domain/context.ts'
import { revisionOf } from '#domain/revision.ts'
import { settingsWith } from '#domain/settings.ts'

test('no release and edition stands twice in the catalogue of support dates', () => {
  const names = productContext.osSupport.map(({ distribution, version, edition }) =>
    [distribution, version, edition].join(' '),
  )
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('extended support ends after standard support', () => {
  const wrong = productContext.osSupport.filter((row) =>
    row.extensions.some(({ endsOn }) => endsOn <= row.endsOn),
  )
  expect(wrong).toEqual([])
})

test('no port stands in two rules, and farther reach is never less grave', () => {
  const ports = productContext.serviceRules.flatMap(({ transport, ports }) =>
    ports.map((port) => `${port}/${transport}`),
  )
  expect(new Set(ports).size).toBe(ports.length)
  const order = ['info', 'low', 'medium', 'high', 'critical']
  for (const { severity } of productContext.serviceRules) {
    const grave = [severity.lan, severity.any, severity.public].map((one) => order.indexOf(one))
    expect(grave).toEqual(grave.toSorted())
  }
})

test('Vietnamese products say what is not known of them', () => {
  const ours = productContext.antivirusProducts.filter(
    ({ vendorCountry }) => vendorCountry === 'VN',
  )
  const vendors = new Set(ours.map(({ vendor }) => vendor.split(' ')[0]))
  expect(vendors).toEqual(new Set(['Bkav', 'CMC', 'Viettel', 'VNPT', 'CyRadar']))
  expect(ours.filter(({ unknown }) => unknown === null)).toEqual([])
})

test('every port of the risky list of the design has a rule', () => {
  const ports = new Set(
    productContext.serviceRules.flatMap((rule) =>
      rule.ports.map((port) => `${port}/${rule.transport}`),
    ),
  )
  const risky =
    '21 23 2323 111 2049 135 139 445 389 512 513 514 873 1433 1521 2375 3306 3389 5432 5555 5601 ' +
    '9200 9300 5900 5906 5985 5986 6379 7547 8080 8009 8291 8000 37777 554 11211 27017 50000 5938 7070'
  const wanted = [...risky.split(' ').map((port) => `${port}/tcp`), '69/udp', '161/udp', '1434/udp']
  expect(wanted.filter((port) => !ports.has(port))).toEqual([])
})

test('a signed catalogue that was taken in replaces the one that ships, the others stay', () => {
  const [row] = productContext.osSupport
  if (row === undefined) throw new Error('the catalogue of support dates is empty')
  const stored = { settings: productContext.settings, newestRevisions: [], productAliases: [] }
  const context = contextWith({ ...stored, catalogues: [{ kind: 'os-support', rows: [row] }] })
  expect(context.osSupport).toEqual([row])
  expect(context.serviceRules).toEqual(productContext.serviceRules)
  expect(contextWith({ ...stored, catalogues: [] })).toEqual(productContext)
})

test('what the fleet shows and what the operator decides of products are part of the revision', () => {
  const learnt = [{ build: 26_200, revision: 7_171, sinceMs: Date.UTC(2026, 10, 12) }]
  const aliases = [{ nameFolded: 'bkav next', productId: 'bkav' }]
  const { revision } = productContext
  expect(contextOf({ ...productContext, newestRevisions: learnt }).revision).not.toBe(revision)
  expect(contextOf({ ...productContext, productAliases: aliases }).revision).not.toBe(revision)
})

test('the revision is that of the content: another setting or row is another revision', () => {
  expect(contextOf(productContext).revision).toBe(productContext.revision)
  const fewer = { ...productContext, osSupport: productContext.osSupport.slice(1) }
  expect(contextOf(fewer).revision).not.toBe(productContext.revision)
  expect(revisionOf({ b: 1, a: 2 })).toBe(revisionOf({ a: 2, b: 1 }))
})

test('every setting says who decided it and when', () => {
  for (const { author, decidedOn } of Object.values(productContext.settings)) {
    expect(author).toBe('product default')
    expect(decidedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  }
})

test('a decision replaces a default with its author and day, and the later one wins', () => {
  const decided = { key: 'patchGraceDays', author: 'Sở KH&CN', decidedOn: '2026-11-20' } as const
  const settings = settingsWith([
    { ...decided, value: 7 },
    { ...decided, value: 21, decidedOn: '2026-11-21' },
  ])
  expect(settings.patchGraceDays).toEqual({
    value: 21,
    author: 'Sở KH&CN',
    decidedOn: '2026-11-21',
  })
  expect(settings.silentAfterDays).toEqual(productContext.settings.silentAfterDays)
  expect(() => settingsWith([{ ...decided, value: 0 }])).toThrow()
})
