import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '#agent/config.ts'
import { bucket, Usage } from '#agent/usage.ts'
import { encodeJoin } from '#protocol/join.ts'
import { temporaryFolder } from '../support/processes.ts'
import { pinOfNobody } from '../support/protocol-peer.ts'

const checkout = join(import.meta.dirname, '..', '..')
const refusal = (code: string, params: object) =>
  expect.objectContaining({ name: 'Refusal', code, params })
const day = (date: number) => Date.UTC(2026, 5, date, 12)

test('without settings it is Vietnamese and keeps its data in the checkout, or where the system has it', () => {
  const plain = {
    language: 'vi',
    logLevel: 'info',
    join: null,
    joinFile: null,
    networks: [],
    proxy: null,
    catalogueKeys: [],
    isLaunched: false,
    releaseKeys: [],
    deviceCheckKeys: [],
  }
  expect(readConfig({}, checkout)).toEqual({ ...plain, dataDir: join(checkout, 'data', 'agent') })
  const installed = { dataDir: '/var/lib/khien-agent', joinFile: '/etc/khien/join' }
  expect(readConfig({}, '/')).toEqual({ ...plain, ...installed })
})

test('settings are taken as given', () => {
  const join = { address: 'khien.tinh.vn:8443', token: 'a'.repeat(32), pins: pins() }
  const environment = {
    KHIEN_AGENT_DATA_DIR: '/srv/khien',
    KHIEN_JOIN: ` ${encodeJoin(join)}\n`,
    KHIEN_JOIN_FILE: '/srv/join',
    KHIEN_CATALOGUE_KEYS: `${'a'.repeat(43)}, ${'b'.repeat(43)}`,
    KHIEN_PROXY: 'http://10.0.0.1:3128',
    KHIEN_NETWORKS: '192.168.1.0/24, 10.20.0.0/16',
    KHIEN_LANGUAGE: 'en',
    KHIEN_LOG_LEVEL: 'warn',
    PATH: '/bin',
  }
  expect(readConfig(environment, '/')).toEqual({
    dataDir: '/srv/khien',
    join,
    joinFile: '/srv/join',
    isLaunched: false,
    releaseKeys: [],
    proxy: { host: '10.0.0.1', port: 3128, authorization: null },
    deviceCheckKeys: [],
    networks: ['192.168.1.0/24', '10.20.0.0/16'],
    catalogueKeys: ['a'.repeat(43), 'b'.repeat(43)],
    language: 'en',
    logLevel: 'warn',
  })
})

test('an unknown setting is refused with the nearest known one', () => {
  expect(() => readConfig({ KHIEN_JOINT: 'x' }, '/')).toThrow(
    refusal('SETTING_UNKNOWN', { name: 'KHIEN_JOINT', nearest: 'KHIEN_JOIN' }),
  )
})

test('a value that cannot be is refused by name', () => {
  expect(() => readConfig({ KHIEN_LANGUAGE: 'fr' }, '/')).toThrow(
    refusal('SETTING_INVALID', { name: 'KHIEN_LANGUAGE', detail: 'one of vi, en' }),
  )
  expect(() => readConfig({ KHIEN_CATALOGUE_KEYS: 'short' }, '/')).toThrow(
    expect.objectContaining({ code: 'SETTING_INVALID' }),
  )
  for (const network of ['8.8.8.0/24', '10.0.0.0/4', '0.0.0.0/0', 'may-chu', '192.168.1.0/33']) {
    expect(() => readConfig({ KHIEN_NETWORKS: network }, '/')).toThrow(
      expect.objectContaining({ code: 'SETTING_INVALID' }),
    )
  }
  expect(() => readConfig({ KHIEN_JOIN: 'khien1.abc' }, '/')).toThrow(
    refusal('JOIN_STRING_INVALID', {}),
  )
})

test('only config.ts looks at the environment', () => {
  const files = readdirSync(join(checkout, 'agent'), { recursive: true, encoding: 'utf8' })
  const readers = files
    .filter((name) => name.endsWith('.ts') || name.endsWith('.mjs'))
    .filter((name) => readFileSync(join(checkout, 'agent', name), 'utf8').includes('process.env'))
  expect(readers).toEqual(['config.ts'])
})

test('what the agent cost on its last day is told in powers of two, over restarts', async () => {
  const { path, remove } = await temporaryFolder()
  const usage = new Usage(path, day(1))
  expect(usage.lastDay(day(1))).toBeNull()
  usage.addRound(day(1), { cpuMs: 100, memoryBytes: 60_000_000 })
  usage.addSent(day(1), 3000)
  usage.addRound(day(1), { cpuMs: 150, memoryBytes: 50_000_000 })

  const afterRestart = new Usage(path, day(1))
  afterRestart.addRound(day(1), { cpuMs: 50, memoryBytes: 1 })
  const expected = {
    day: '2026-06-01',
    cpuMs: 256,
    memoryBytesMax: 67_108_864,
    sentBytes: 4096,
    snapshots: 4,
  }
  expect(afterRestart.lastDay(day(2))).toEqual(expected)
  expect(afterRestart.lastDay(day(2))).toEqual(expected)
  expect([bucket(0), bucket(1), bucket(4), bucket(4.5)]).toEqual([0, 1, 4, 8])
  await remove()
})

const pins = (): [string, string] => [pinOfNobody, pinOfNobody]
