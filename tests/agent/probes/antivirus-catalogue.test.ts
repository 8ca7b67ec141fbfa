import { expect, test } from 'vitest'
import type { AntivirusProductRow } from '#protocol/catalogue/antivirus-products.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import { compiledProducts } from '#agent/catalogue.ts'
import { antivirus } from '#agent/probes/antivirus/index.ts'
import { linuxReaders } from '#agent/probes/antivirus/readers.ts'
import { parseAppInfo } from '#agent/probes/antivirus/readers/kesl.ts'
import { parseComponents } from '#agent/probes/antivirus/readers/deep-security.ts'
import { aLook, aMachine, fixture, type MachineParts } from '../machine.ts'

const nowMs = Date.UTC(2026, 10, 22)

async function productsOf(parts: MachineParts, products = compiledProducts) {
  const facts = await antivirus(aMachine(parts), aLook({ nowMs, products }))
  if (isUnknown(facts)) throw new Error(facts.detail)
  return facts.products
}

const aRow = (changes: Partial<AntivirusProductRow>): AntivirusProductRow => ({
  id: 'new-product',
  name: 'New Product',
  vendor: 'Somebody',
  vendorCountry: 'VN',
  licenceKind: null,
  licenceEndBy: null,
  linux: { places: ['/opt/new'], processes: ['newd'], reader: 'presence' },
  windows: null,
  unknown: null,
  source: 'a test',
  verifiedOnRealMachine: false,
  ...changes,
})

test('a product that only a newer catalogue knows is found without a new agent', async () => {
  const [product] = await productsOf({ processes: ['newd'] }, [aRow({})])
  expect(product).toMatchObject({
    product: 'new-product',
    name: 'New Product',
    reader: 'presence',
    isRunning: true,
    realTime: { state: 'unknown', because: 'not-supported' },
  })
})

test('a row that names a reader of Windows shows presence on Linux, and never states', async () => {
  const linux: AntivirusProductRow['linux'] = {
    places: ['/opt/new'],
    processes: [],
    reader: 'security-center',
  }
  const [product] = await productsOf({ marks: ['/opt/new/bin'] }, [aRow({ linux })])
  expect(product).toMatchObject({ reader: 'presence', isRunning: { state: 'unknown' } })
})

test('a catalogue selects a reader and never what it runs', async () => {
  const linux: AntivirusProductRow['linux'] = {
    places: ['/tmp/evil/bin/upd'],
    processes: [],
    reader: 'eset',
  }
  const asked: string[] = []
  const machine = aMachine({ marks: ['/tmp/evil/bin/upd', '/opt/eset/eea/bin/upd'] })
  const watched = {
    ...machine,
    run: async (...call: Parameters<typeof machine.run>) => {
      asked.push(call[0])
      return machine.run(...call)
    },
  }
  await antivirus(watched, aLook({ products: [aRow({ linux })] }))
  expect(new Set(asked)).toEqual(new Set(['/opt/eset/eea/bin/upd']))
})

test('both ESET products are told apart by their folder', async () => {
  const marks = ['/opt/eset/efs/bin/upd']
  const [product] = await productsOf({ marks })
  expect(product).toMatchObject({ product: 'eset-efs', reader: 'eset' })
  expect(product?.source).toContain('/opt/eset/efs')
})

test('a place that cannot be looked at is not "no product"', async () => {
  const machine = aMachine({})
  const denied = { ok: false, because: 'not-permitted', detail: 'EACCES' } as const
  const facts = await antivirus({ ...machine, fileStatus: async () => denied }, aLook())
  expect(facts).toMatchObject({ state: 'unknown', because: 'not-permitted' })
})

test('the catalogue of this release: ids are unique, and every row on Linux has its reader', () => {
  const ids = compiledProducts.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const readers = compiledProducts.flatMap(({ linux }) => (linux ? [linux.reader] : []))
  expect(readers.filter((id) => linuxReaders[id] === undefined)).toEqual([])
})

test('no name of Security Center belongs to two rows', () => {
  const names = compiledProducts.flatMap(({ id, windows }) =>
    (windows?.securityCenterNames ?? []).map((name) => ({ id, name: name.toLowerCase() })),
  )
  const clashes = names.filter(({ id, name }) =>
    names.some((other) => other.id !== id && name.startsWith(other.name)),
  )
  expect(clashes).toEqual([])
})

test('products of Vietnam have rows that promise nothing', () => {
  const rows = compiledProducts.filter(({ vendorCountry }) => vendorCountry === 'VN')
  const vendors = new Set(rows.map(({ vendor }) => vendor))
  expect([...vendors].sort()).toEqual([
    'Bkav',
    'CMC Cyber Security',
    'CyRadar',
    'VNPT',
    'Viettel Cyber Security',
  ])
  expect(rows.filter((row) => row.verifiedOnRealMachine || row.unknown === null)).toEqual([])
})

test('Kaspersky is asked for JSON first, and for text where it refuses', async () => {
  const control = '/opt/kaspersky/kesl/bin/kesl-control'
  const text = fixture('antivirus/kesl-12-app-info.txt')
  const older = {
    [`${control} --app-info --json`]: { exitCode: 64 },
    [`${control} --app-info`]: text,
  }
  expect((await productsOf({ outputs: older }))[0]?.realTime).toBe('on')
  // Written from a public program that reads this output: one flat object under the labels of the text.
  const json = JSON.stringify({
    Name: 'Kaspersky Endpoint Security 12.3 for Linux',
    Version: '12.3.0.1162',
    'License expiration date': '2027-03-15',
    'Last release date of databases': '2026-11-21 18:30:00',
    'Application databases loaded': 'Yes',
    'File Threat Protection': 'Available and running',
  })
  const newer = { [`${control} --app-info --json`]: json }
  expect((await productsOf({ outputs: newer }))[0]).toMatchObject({
    version: '12.3.0.1162',
    realTime: 'on',
    signaturesAtMs: Date.UTC(2026, 10, 21, 18, 30),
    licence: { isValid: true },
  })
  expect(parseAppInfo(json.replace('"Yes"', '"No"'), nowMs)).toMatchObject({ realTime: 'off' })
})

test('Deep Security proves that nothing is checked, and never that something is', () => {
  expect(parseComponents('Component.AM.mode: off\n')).toBe('off')
  expect(parseComponents('Component.AM.mode: on\n')).toEqual(
    unknown('not-supported', 'no documented way to read it'),
  )
})
