import { describe, expect, test } from 'vitest'
import type { WindowsParts } from '../windows-machine.ts'
import { client, listed, onlyProduct } from './windows-antivirus-answers.ts'

describe('what products keep beside Security Center', () => {
  const enriched = (name: string, registry: WindowsParts['registry'], files = {}) =>
    onlyProduct({ cim: listed(name), registry: { ...client, ...registry }, files })

  test('Kaspersky: 4294967295 is "never updated"', async () => {
    const path = 'SOFTWARE\\KasperskyLab\\protected\\KES\\Data'
    const values = { LastSuccessfulUpdate: 4_294_967_295 }
    expect(await enriched('Kaspersky Endpoint Security', { [path]: values })).toMatchObject({
      signaturesAtMs: { because: 'stale' },
      signaturesBySelf: 'old',
    })
  })

  test('Kaspersky: a licence with no day left has ended', async () => {
    const path = 'SOFTWARE\\KasperskyLab\\protected\\KES\\Data'
    const licenceOf = async (values: Record<string, number>) => {
      const all = { LastSuccessfulUpdate: 1_795_228_800, ...values }
      return (await enriched('Kaspersky Endpoint Security', { [path]: all })).licence
    }
    expect(await licenceOf({ LicKeyType: 0, LicDaysTillExpiration: 30 })).toHaveProperty('because')
    expect(await licenceOf({ LicKeyType: 1, LicDaysTillExpiration: 0 })).toEqual({
      kind: 'subscription',
      validUntilMs: null,
      isValid: false,
    })
    expect(await licenceOf({ LicKeyType: 1, LicDaysTillExpiration: 4_294_967_295 })).toMatchObject({
      because: 'not-understood',
    })
  })

  test('ESET: the day stands behind the number of its signatures', async () => {
    const info = { ScannerVersion: '27125 (20261120)', ProductVersion: '11.1.2052.0' }
    const licence = '\u0000<ESET><ACTIVE_PRODUCT EXPIRATION_DATE="2027-03-01T12:00:00Z"/>'
    const utf16 = [...licence].join('\0')
    const file = 'C:\\ProgramData\\ESET\\ESET Security\\License\\license.lf'
    const path = 'SOFTWARE\\ESET\\ESET Security\\CurrentVersion\\Info'
    expect(
      await enriched('ESET Endpoint Security', { [path]: info }, { [file]: utf16 }),
    ).toMatchObject({
      version: '11.1.2052.0',
      signaturesAtMs: Date.UTC(2026, 10, 20),
      licence: { validUntilMs: Date.UTC(2027, 2, 1, 12), isValid: true },
    })
  })

  test.each([
    [
      'Trend Micro Apex One',
      'SOFTWARE\\WOW6432Node\\TrendMicro\\PC-cillinNTCorp\\CurrentVersion\\Misc.',
      { PatternDate: '20261120', InternalNonCrcPatternVer: 1_842_900 },
    ],
    ['McAfee Endpoint Security', 'SOFTWARE\\McAfee\\AVEngine', { AVDatDate: '2026/11/20' }],
    [
      'Symantec Endpoint Protection',
      'SOFTWARE\\Symantec\\Symantec Endpoint Protection\\CurrentVersion\\public-opstate',
      { LatestVirusDefsDate: '2026-11-20' },
    ],
    [
      'WithSecure Elements',
      'SOFTWARE\\F-Secure\\Ultralight\\Updates\\aquarius\\1732',
      { file_set_visible_version: '2026-11-20_03' },
    ],
  ])('%s keeps the day of its signatures in the registry', async (name, path, values) => {
    const product = await enriched(name, { [path]: values })
    expect(product.signaturesAtMs).toBe(Date.UTC(2026, 10, 20))
  })

  test('a number of a pattern carries no date', async () => {
    const path = 'SOFTWARE\\TrendMicro\\PC-cillinNTCorp\\CurrentVersion\\Misc.'
    const values = { InternalNonCrcPatternVer: 1_842_900 }
    expect(await enriched('Trend Micro Apex One', { [path]: values })).toMatchObject({
      signaturesAtMs: { because: 'not-supported' },
      signaturesBySelf: 'current',
    })
  })

  test.each([
    { AVDatDate: 20_261_120 },
    { AVDatDate: 'hôm qua' },
    { AVDatDate: { type: 'binary', value: '00' } as const },
  ])('a date of the wrong kind, %j, silences what the product told Windows', async (values) => {
    const product = await enriched('McAfee', { 'SOFTWARE\\McAfee\\AVEngine': values })
    expect(product.signaturesAtMs).toMatchObject({ because: 'not-understood' })
    expect(product.signaturesBySelf).toMatchObject({ because: 'not-understood' })
  })

  test('an expired product has no valid licence', async () => {
    const product = await onlyProduct({ cim: listed('Norton Security', 0x04_3000) })
    expect(product).toMatchObject({
      realTime: 'expired',
      licence: { kind: 'subscription', isValid: false },
    })
  })
})
