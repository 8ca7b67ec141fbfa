import { expect, test } from 'vitest'
import { contextOf, productContext } from '#domain/context.ts'
import { revisionOf } from '#domain/revision.ts'
import { en } from '#i18n/en.ts'
import { vi } from '#i18n/vi.ts'

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
  expect(ours.map(({ id }) => id)).toEqual(['bkav', 'cmc', 'viettel-ajiant'])
  expect(ours.filter(({ unknown }) => unknown === null)).toEqual([])
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

test('both languages ask for the same values in every reason and control', () => {
  const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
  const english: Record<string, string> = en
  for (const [key, text] of Object.entries(vi)) {
    if (!/^(reason|control)\./.test(key)) continue
    expect(namesIn(english[key] ?? ''), key).toEqual(namesIn(text))
  }
})
