import { describe, expect, test } from 'vitest'
import { decodeProductState } from '#agent/probes/antivirus/windows/security-center.ts'
import {
  defender,
  defenderRow,
  defenderStatus,
  listed,
  noCenter,
  off,
  on,
  onlyProduct,
  timedOut,
} from './windows-antivirus-answers.ts'

describe('productState', () => {
  test.each([
    [397_568, 'on', 'current'],
    [393_472, 'off', 'current'],
    [266_240, 'on', 'current'],
    [266_256, 'on', 'old'],
    [397_584, 'on', 'old'],
    [270_336, 'snoozed', 'current'],
    [274_432, 'expired', 'current'],
  ])('%i is %s, its signatures %s', (state, realTime, signatures) => {
    expect(decodeProductState(state)).toEqual({ realTime, signatures })
  })

  test('a state nibble of 4 is unknown, not off', () => {
    expect(decodeProductState(344_064).realTime).toMatchObject({ because: 'not-understood' })
  })

  test.each([4_294_967_295, -1, 0, 4_096, null])('%s is nothing that Windows writes', (state) => {
    const garbled = { state: 'unknown', because: 'not-understood' }
    expect(decodeProductState(state)).toMatchObject({ realTime: garbled, signatures: garbled })
  })

  test.each(['on', '', ['266240'], true, '-5'])('a %j is unknown', async (state) => {
    const product = await onlyProduct({ cim: listed('Bkav Pro 2026', state) })
    expect(product.realTime).toMatchObject({ because: 'not-understood' })
  })

  test('digits are taken as the number that they name', async () => {
    const product = await onlyProduct({ cim: listed('Bkav Pro 2026', '266240') })
    expect(product.realTime).toBe('on')
  })
})

describe('the name in Security Center', () => {
  test.each([
    ['Bkav Pro', 'bkav'],
    ['BKAV PRO INTERNET SECURITY', 'bkav'],
    ['CMC Antivirus 2020', 'cmc'],
    ['Kaspersky Endpoint Security for Windows', 'kaspersky-kes'],
    ['Microsoft Defender Antivirus', 'microsoft-defender'],
  ])('%s is the product %s of the catalogue', async (name, product) => {
    expect(await onlyProduct({ cim: listed(name) })).toMatchObject({ product, name })
  })

  test('an unknown product keeps its own name, its diacritics composed', async () => {
    const name = 'Phần mềm diệt vi-rút An Toàn'
    expect(await onlyProduct({ cim: listed(name.normalize('NFD')) })).toMatchObject({
      product: name.normalize('NFC'),
      name: name.normalize('NFC'),
      reader: 'security-center',
      realTime: 'on',
      isRunning: true,
      signaturesBySelf: 'current',
    })
  })

  test('Defender is known by its identifier where its name is in another language', async () => {
    const row = { ...defenderRow, displayName: 'Bộ bảo vệ Windows' }
    const cim = { 'antivirus-products': [row], 'defender-status': [defenderStatus] }
    expect(await onlyProduct({ cim })).toMatchObject({ product: 'microsoft-defender' })
  })

  test.each([null, '', 12])(
    'an entry named %j is told, and nothing it says is believed',
    async (n) => {
      const cim = { 'antivirus-products': [{ displayName: n, productState: on }] }
      expect(await onlyProduct({ cim })).toMatchObject({
        name: 'unnamed',
        realTime: { because: 'not-understood' },
      })
    },
  )
})

describe('Microsoft Defender', () => {
  test('says by itself that it is on and when its signatures were updated', async () => {
    expect(await onlyProduct(defender({}))).toEqual({
      product: 'microsoft-defender',
      name: 'Windows Defender',
      reader: 'defender',
      version: '4.18.26100.5',
      isRunning: true,
      realTime: 'on',
      signaturesAtMs: Date.UTC(2026, 10, 21, 3, 10),
      signaturesBySelf: null,
      tamperProtection: true,
      licence: { kind: 'built-in', validUntilMs: null, isValid: true },
      source: 'Windows Security Center, MSFT_MpComputerStatus',
    })
  })

  test.each([
    [{ RealTimeProtectionEnabled: false }, 'off'],
    [{ RealTimeProtectionEnabled: false, ComputerState: 0, healthy: true }, 'off'],
    [{ AntivirusEnabled: false }, 'off'],
    [{ OnAccessProtectionEnabled: false }, 'off'],
    [{ AMRunningMode: 'Passive Mode' }, 'passive'],
    [{ AMRunningMode: 'SxS Passive Mode' }, 'passive'],
    [{ AMRunningMode: 'EDR Block Mode' }, 'passive'],
    [{ AMRunningMode: 'Not running' }, 'off'],
    [{ ProductStatus: 16_384 }, 'expired'],
    [{ ProductStatus: 1 }, 'off'],
  ])('with %j it is %s, whatever Security Center says', async (status, realTime) => {
    expect((await onlyProduct(defender(status))).realTime).toBe(realTime)
  })

  test.each([
    { AMRunningMode: null },
    { AMRunningMode: 'Chế độ thường' },
    { RealTimeProtectionEnabled: null },
    { RealTimeProtectionEnabled: 'True' },
    { RealTimeProtectionEnabled: 1 },
  ])('with %j nobody knows whether it is on', async (status) => {
    expect((await onlyProduct(defender(status))).realTime).toMatchObject({
      because: 'not-understood',
    })
  })

  test.each([off + 0x2100, 393_472, 0x06_2100, 0x06_3100])(
    'what it says of itself makes the state %i of Security Center no better',
    async (state) => {
      expect((await onlyProduct(defender({}, state))).realTime).not.toBe('on')
    },
  )

  test('an age of 4294967295 is no age: it was never updated', async () => {
    const status = { AntivirusSignatureAge: 4_294_967_295, AntivirusSignatureLastUpdated: null }
    expect(await onlyProduct(defender(status))).toMatchObject({
      signaturesAtMs: { because: 'stale' },
      signaturesBySelf: 'old',
    })
  })

  test.each(['1601-01-01T00:00:00Z', '21/11/2026 03:10', 20_261_121, null])(
    'a date written %j is unknown, and Security Center does not stand in for it',
    async (date) => {
      const product = await onlyProduct(defender({ AntivirusSignatureLastUpdated: date }))
      expect(product.signaturesAtMs).toMatchObject({ because: 'not-understood' })
      expect(product.signaturesBySelf).toMatchObject({ because: 'not-understood' })
    },
  )

  test.each([timedOut, noCenter, []])(
    'without its status (%j) it is not known to be on',
    async (s) => {
      const cim = { 'antivirus-products': [defenderRow], 'defender-status': s }
      const product = await onlyProduct({ cim })
      expect(product.realTime).toHaveProperty('state', 'unknown')
      expect(product.signaturesBySelf).toHaveProperty('state', 'unknown')
    },
  )

  test('its service standing still contradicts an "on"', async () => {
    const stopped = { name: 'WinDefend', displayName: '', state: 'stopped', processId: 0 } as const
    const product = await onlyProduct({ ...defender({}), services: [stopped] })
    expect(product.isRunning).toMatchObject({ because: 'not-understood' })
  })
})

describe('what Windows sums up now', () => {
  const bkav = listed('Bkav Pro 2026')

  test.each([
    ['good', 'on'],
    ['snoozed', 'snoozed'],
    ['poor', { state: 'unknown', because: 'stale', detail: 'Security Center now says poor' }],
    ['not-monitored', expect.objectContaining({ state: 'unknown', because: 'stale' })],
  ] as const)('beside a remembered "on", %s leaves %j', async (securityCenter, realTime) => {
    expect((await onlyProduct({ cim: bkav, securityCenter })).realTime).toEqual(realTime)
  })

  test('"good" never makes a product that is off any better', async () => {
    const product = await onlyProduct({ cim: listed('Bkav Pro', off), securityCenter: 'good' })
    expect(product.realTime).toBe('off')
  })
})
