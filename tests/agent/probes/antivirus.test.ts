import { expect, test } from 'vitest'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import { antivirus } from '#agent/probes/antivirus/index.ts'
import { parseStatus } from '#agent/probes/antivirus/readers/bitdefender.ts'
import { parseDatabaseHead } from '#agent/probes/antivirus/readers/clamav.ts'
import { parseRuntime } from '#agent/probes/antivirus/readers/cortex.ts'
import {
  parseBase,
  parseLicence as parseDrwebLicence,
} from '#agent/probes/antivirus/readers/drweb.ts'
import { parseLicence, parseModules } from '#agent/probes/antivirus/readers/eset.ts'
import { parseAppInfo } from '#agent/probes/antivirus/readers/kesl.ts'
import { parseHealth } from '#agent/probes/antivirus/readers/mdatp.ts'
import { parseControl } from '#agent/probes/antivirus/readers/sentinelone.ts'
import { aLook, aMachine, fixture, type MachineParts } from '../machine.ts'

const nowMs = Date.UTC(2026, 10, 22)
const sample = (name: string) => fixture(`antivirus/${name}`)

async function productsOf(parts: MachineParts): Promise<readonly AntivirusProduct[]> {
  const facts = await antivirus(aMachine(parts), aLook({ nowMs }))
  if (isUnknown(facts)) throw new Error(facts.detail)
  return facts.products
}

const clamav = {
  files: { '/var/lib/clamav/daily.cld': sample('clamav-daily-head.txt') },
  outputs: { '/usr/sbin/clamd --version': 'ClamAV 1.4.3/27823/Fri Nov 20 09:38:00 2026\n' },
}

test('no mark of any product is an empty list: every reader looked', async () => {
  expect(await productsOf({})).toEqual([])
})

test('ClamAV protects on use only while clamonacc runs beside clamd', async () => {
  const [scanning] = await productsOf({ ...clamav, processes: ['clamd'] })
  expect(scanning).toEqual({
    product: 'clamav',
    name: 'ClamAV',
    version: '1.4.3',
    isRunning: true,
    realTime: 'off',
    reader: 'clamav',
    signaturesAtMs: 1_795_167_480_000,
    signaturesBySelf: null,
    tamperProtection: null,
    licence: { kind: 'free', validUntilMs: null, isValid: true },
    source: 'processes clamd and clamonacc, head of /var/lib/clamav/daily.*',
  })
  const [watching] = await productsOf({ ...clamav, processes: ['clamd', 'clamonacc'] })
  expect(watching?.realTime).toBe('on')
})

test('ClamAV without its database is present, and the age of its signatures is not known', async () => {
  const [product] = await productsOf({ outputs: clamav.outputs })
  expect(product?.signaturesAtMs).toEqual(unknown('not-readable', 'ClamAV database: missing'))
})

test('the head of a ClamAV database is read with and without its number', () => {
  const built = Date.UTC(2026, 10, 20, 9, 38)
  expect(parseDatabaseHead(sample('clamav-daily-head.txt'))).toBe(built)
  expect(parseDatabaseHead('ClamAV-VDB:20 Nov 2026 04-38 -0500:1:2:3')).toBe(built)
  expect(parseDatabaseHead('something else')).toMatchObject({ state: 'unknown' })
})

test('Defender that calls itself healthy while passive is passive', () => {
  expect(parseHealth(sample('mdatp-health-passive.json'))).toEqual({
    version: '101.24082.0004',
    realTime: 'passive',
    signaturesAtMs: 1_795_300_000_000,
    licence: { kind: 'subscription', validUntilMs: null, isValid: true },
  })
  const older =
    '{"realTimeProtectionEnabled":true,"definitionsUpdated":1795300000000,"licensed":false}'
  expect(parseHealth(older)).toMatchObject({ realTime: 'on', licence: { isValid: false } })
  expect(parseHealth('{}')).toMatchObject({ realTime: { state: 'unknown' } })
})

test('Kaspersky is read under the labels of either generation', () => {
  expect(parseAppInfo(sample('kesl-10-app-info.txt'), nowMs)).toEqual({
    version: '10.1.0.5000',
    realTime: 'off',
    signaturesAtMs: Date.UTC(2026, 10, 20, 4, 11),
    licence: {
      kind: 'subscription',
      validUntilMs: Date.UTC(2027, 6, 10) - 1,
      isValid: true,
    },
  })
  const newer = sample('kesl-12-app-info.txt')
  expect(parseAppInfo(newer, nowMs)).toMatchObject({ realTime: 'on', licence: { isValid: true } })
  const later = Date.UTC(2027, 2, 16)
  expect(parseAppInfo(newer, later)).toMatchObject({ licence: { isValid: false } })
  expect(parseAppInfo('Версия: 12.1\n', nowMs)).toMatchObject({
    version: { state: 'unknown' },
    realTime: { state: 'unknown' },
    licence: { state: 'unknown' },
  })
})

test('ESET says the day of its engine and of its licence', () => {
  expect(parseModules(sample('eset-list-modules.txt'))).toBe(Date.UTC(2026, 10, 20))
  const licence = { kind: 'subscription', validUntilMs: Date.UTC(2027, 5, 22) - 1, isValid: true }
  expect(parseLicence(sample('eset-lic-status.txt'), nowMs)).toEqual(licence)
  const later = Date.UTC(2027, 5, 22)
  expect(parseLicence(sample('eset-lic-status.txt'), later)).toMatchObject({ isValid: false })
  expect(parseModules('')).toMatchObject({ state: 'unknown' })
})

test('Bitdefender, Dr.Web, Cortex and SentinelOne say what they document', () => {
  expect(parseStatus(sample('bduitool-get-ps.txt'))).toEqual({
    version: '7.0.5.200',
    realTime: 'on',
    signaturesAtMs: Date.UTC(2026, 10, 21, 4, 44, 37),
  })
  expect(parseBase(sample('drweb-baseinfo.txt'))).toBe(Date.UTC(2026, 10, 20, 8, 12, 45))
  expect(parseDrwebLicence(sample('drweb-license.txt'), nowMs)).toEqual({
    kind: 'subscription',
    validUntilMs: Date.UTC(2027, 0, 31),
    isValid: true,
  })
  expect(parseRuntime(sample('cytool-runtime-query.txt'))).toBe('on')
  expect(parseControl(sample('sentinelctl-control-status.txt'))).toBe('on')
  expect(parseControl('Agent state      Disabled\n')).toBe('off')
})

test('a product whose states nobody documents is present with states that are not known', async () => {
  const [product] = await productsOf({ marks: ['/opt/sophos-spl/base'], processes: ['savd'] })
  expect(product).toMatchObject({
    product: 'sophos-spl',
    isRunning: true,
    realTime: { state: 'unknown', because: 'not-supported' },
    licence: { state: 'unknown', because: 'not-supported' },
  })
})

test.each([
  ['the program is writable by others', { '/usr/bin/mdatp': { mode: 0o777 } }],
  ['the program belongs to another', { '/usr/bin/mdatp': { uid: 1000 } }],
  ['a folder above it belongs to another', { '/usr/bin': { uid: 1000 } }],
])('a vendor program is not run where %s', async (_why, status) => {
  const outputs = { '/usr/bin/mdatp health --output json': sample('mdatp-health-passive.json') }
  const [product] = await productsOf({ outputs, status })
  expect(product?.realTime).toEqual(
    unknown('not-permitted', 'mdatp can be changed by others than root'),
  )
})

test('a link is followed, and what it leads to is trusted no more', async () => {
  const outputs = { '/usr/bin/mdatp health --output json': sample('mdatp-health-passive.json') }
  const target = '/opt/microsoft/mdatp/sbin/wdavdaemonclient'
  const parts = { outputs, marks: [target], links: { '/usr/bin/mdatp': target } }
  expect((await productsOf(parts))[0]?.realTime).toBe('passive')
  const status = { '/opt/microsoft': { mode: 0o777 } }
  expect((await productsOf({ ...parts, status }))[0]?.realTime).toMatchObject({
    because: 'not-permitted',
  })
})
