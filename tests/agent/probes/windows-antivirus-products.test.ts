import { describe, expect, test } from 'vitest'
import type { WindowsParts } from '../windows-machine.ts'
import {
  client,
  defenderRow,
  defenderStatus,
  listed,
  noCenter,
  off,
  on,
  onlyProduct,
  productsOf,
  readAntivirus,
  server,
  timedOut,
} from './windows-antivirus-answers.ts'

describe('several products', () => {
  test('beside another one, Defender that is off is told as it is', async () => {
    const products = await productsOf({
      cim: {
        'antivirus-products': [
          { displayName: 'Kaspersky Endpoint Security for Windows', productState: on },
          { ...defenderRow, productState: 393_472 },
        ],
        'defender-status': noCenter,
      },
    })
    expect(products.map(({ product, realTime }) => [product, realTime])).toEqual([
      ['kaspersky-kes', 'on'],
      ['microsoft-defender', 'off'],
    ])
  })

  test('two that claim to be active are both listed as they are', async () => {
    const products = await productsOf({
      cim: {
        'antivirus-products': [{ displayName: 'Bkav Pro', productState: on }, defenderRow],
        'defender-status': noCenter,
      },
    })
    expect(products.map(({ realTime }) => realTime)).toEqual(['on', 'on'])
  })

  test('the same entry twice is one product; an older entry of it stays', async () => {
    const entry = { displayName: 'Bkav Pro', productState: on }
    const cim = { 'antivirus-products': [entry, { ...entry }, { ...entry, productState: off }] }
    expect((await productsOf({ cim })).map(({ realTime }) => realTime)).toEqual(['off', 'on'])
  })

  test('a product that runs and is not in Security Center is unknown', async () => {
    const cim = listed('Bkav Pro')
    const products = await productsOf({ cim, services: ['ekrn'] })
    expect(products.at(-1)).toMatchObject({
      product: 'eset',
      isRunning: true,
      realTime: { because: 'not-supported' },
    })
  })
})

describe('no antivirus', () => {
  test('is said only where Security Center is empty and no sign is there', async () => {
    expect(await readAntivirus({ cim: { 'antivirus-products': [] } })).toEqual({ products: [] })
  })

  test.each([
    { services: timedOut },
    { processes: timedOut },
    { registry: { ...client, 'SOFTWARE\\McAfee\\AVEngine': timedOut } },
  ])('is not said where signs cannot be looked for: %j', async (parts) => {
    expect(await readAntivirus({ cim: { 'antivirus-products': [] }, ...parts })).toMatchObject({
      because: 'timed-out',
    })
  })

  test.each([
    timedOut,
    { because: 'tool-failed', detail: 'no completion mark' },
    noCenter,
  ] as const)('is never what a failed question says: %j', async (failure) => {
    const facts = await readAntivirus({ cim: { 'antivirus-products': failure } })
    expect(facts).toMatchObject({ state: 'unknown', because: failure.because })
  })

  test('without Security Center, products are found by signs, their state unknown', async () => {
    const product = await onlyProduct({
      cim: { 'antivirus-products': timedOut },
      services: ['WinDefend'],
    })
    expect(product).toMatchObject({
      product: 'microsoft-defender',
      isRunning: true,
      realTime: { because: 'timed-out' },
    })
  })
})

describe('a server, which has no Security Center', () => {
  const onServer = (parts: WindowsParts) => ({
    registry: server,
    ...parts,
    cim: { 'antivirus-products': noCenter, ...parts.cim },
  })

  test('is protected by a Defender that says so itself', async () => {
    const parts = { services: ['WinDefend'], cim: { 'defender-status': [defenderStatus] } }
    expect(await onlyProduct(onServer(parts))).toMatchObject({
      product: 'microsoft-defender',
      realTime: 'on',
      isRunning: true,
      signaturesAtMs: Date.UTC(2026, 10, 21, 3, 10),
    })
  })

  test('with a Defender that cannot be asked is unknown', async () => {
    const parts = { services: ['WinDefend'], cim: { 'defender-status': timedOut } }
    expect(await onlyProduct(onServer(parts))).toMatchObject({
      realTime: { because: 'timed-out' },
      isRunning: true,
    })
  })

  test('with another product shows that it runs, not that it checks files', async () => {
    const parts = {
      services: ['AVP.KES.21.15', 'WinDefend'],
      registry: {
        ...server,
        'SOFTWARE\\WOW6432Node\\KasperskyLab\\protected\\KES\\Data': {
          LastSuccessfulUpdate: 1_795_228_800,
          LicKeyType: 4,
          LicDaysTillExpiration: 30,
        },
      },
      cim: { 'defender-status': [{ ...defenderStatus, AMRunningMode: 'Passive Mode' }] },
    }
    const products = await productsOf(onServer(parts))
    expect(products.map(({ realTime }) => realTime)).toEqual([
      'passive',
      { state: 'unknown', because: 'not-supported', detail: 'no documented way to read it' },
    ])
    expect(products[1]).toMatchObject({
      product: 'kaspersky-kes',
      isRunning: true,
      signaturesAtMs: 1_795_228_800_000,
      licence: { validUntilMs: Date.UTC(2026, 11, 23) - 1, isValid: true },
    })
  })

  test('on which nothing known is found is unknown, for nothing lists the others', async () => {
    expect(await readAntivirus(onServer({ cim: { 'defender-status': noCenter } }))).toMatchObject({
      because: 'not-supported',
    })
  })
})

test('no name of a person and no path of a product is in the facts', async () => {
  const row = {
    displayName: 'Bkav Pro',
    productState: on,
    pathToSignedProductExe: 'C:\\Users\\nguyenvana\\bkav.exe',
  }
  const facts = await readAntivirus({ cim: { 'antivirus-products': [row] } })
  expect(JSON.stringify(facts)).not.toContain('nguyenvana')
})

test('a reading is the same whatever the order in which Windows lists the products', async () => {
  const rows = [
    { displayName: 'Bkav Pro', productState: on },
    { displayName: 'CMC Antivirus', productState: off },
  ]
  const forth = await readAntivirus({ cim: { 'antivirus-products': rows } })
  const back = await readAntivirus({ cim: { 'antivirus-products': rows.toReversed() } })
  expect(forth).toEqual(back)
})

test('why a failed part is unknown is passed on', async () => {
  const cim = {
    'antivirus-products': { because: 'tool-failed', detail: 'no completion mark' },
  } as const
  expect(await readAntivirus({ cim })).toHaveProperty(
    'detail',
    'Security Center: no completion mark',
  )
})
