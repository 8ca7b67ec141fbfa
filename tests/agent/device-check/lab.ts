import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkDevice, type Checked, type CheckParts } from '#agent/device-check/check.ts'
import { openLedger, type Ledger } from '#agent/device-check/ledger.ts'
import type { DeviceRule } from '#agent/rules/devices.ts'
import type { CheckedDevice } from '#protocol/device-checks.ts'

export const labMac = '00:40:8c:12:34:56'
export const labNow = Date.parse('2026-11-23T03:00:00Z')

const common = {
  vendor: 'Lab',
  models: 'of the lab',
  firmware: 'any',
  port: 80,
  lockout: 'counted by the lab',
  source: 'this test',
  confidence: 'unverified',
  remedy: 'lab',
  account: 'admin',
  password: 'lab-default',
} as const

/** The rules of the lab: none of them is of a real device. */
export const labRules: readonly DeviceRule[] = [
  {
    ...common,
    id: 'lab-digest',
    way: 'http-digest',
    path: '/info',
    signs: [
      { in: 'server', has: 'lab-cam' },
      { in: 'title', has: 'Lab camera' },
    ],
  },
  {
    ...common,
    id: 'lab-basic',
    way: 'http-basic',
    path: '/',
    signs: [
      { in: 'realm', has: 'Lab printer' },
      { in: 'server', has: 'lab-print' },
    ],
  },
  {
    ...common,
    id: 'lab-nginx',
    way: 'http-basic',
    path: '/',
    signs: [
      { in: 'realm', has: 'Lab printer' },
      { in: 'server', has: 'nginx' },
    ],
  },
  {
    ...common,
    id: 'lab-form',
    way: 'http-form',
    path: '/login',
    type: 'application/x-www-form-urlencoded',
    fields: 'user={account}&pass={password}',
    accepted: [{ in: 'location', has: '/home' }],
    refused: [{ in: 'body', has: 'wrong password' }],
    signs: [
      { in: 'title', has: 'Lab router' },
      { in: 'body', has: 'name="pass"' },
    ],
  },
  {
    ...common,
    id: 'lab-rtsp',
    way: 'rtsp-digest',
    port: 554,
    signs: [{ in: 'realm', has: 'Lab stream' }],
  },
  {
    ...common,
    id: 'lab-ssh',
    way: 'ssh',
    port: 22,
    signs: [{ in: 'banner', has: 'OpenSSH' }],
  },
  {
    ...common,
    id: 'lab-ssh-empty',
    way: 'ssh',
    port: 22,
    signs: [{ in: 'banner', has: 'LabShell' }],
    password: '',
  },
  {
    id: 'lab-inactive',
    vendor: 'Lab',
    models: 'of the lab',
    firmware: 'any',
    port: 80,
    lockout: 'none: nothing is tried',
    source: 'this test',
    confidence: 'unverified',
    remedy: 'lab',
    way: 'inactive',
    path: '/activated',
    answer: ['activated=false'],
    signs: [{ in: 'server', has: 'lab-cam' }],
  },
]

export type Lab = {
  readonly path: string
  readonly ledger: Ledger
  check(port: number, changes?: Changes): Promise<Checked>
  remove(): void
}
type Changes = Partial<CheckedDevice> & { parts?: Partial<CheckParts> }

/** A ledger of its own, and a checker that may ask loopback alone. */
export function openLab(): Lab {
  const folder = mkdtempSync(join(tmpdir(), 'khien-device-check-'))
  const path = join(folder, 'device-checks.json')
  const ledger = openLedger(path)
  if (ledger === 'damaged') throw new Error('a new ledger is damaged')
  return {
    path,
    ledger,
    check: (port, { parts, ...changes } = {}) =>
      checkDevice(
        {
          address: '127.0.0.1',
          mac: labMac,
          protocol: 'http',
          port,
          certificate: null,
          ...changes,
        },
        {
          rules: labRules,
          ledger,
          attemptsADay: 1,
          ranges: ['127.0.0.0/8'],
          now: () => labNow,
          random: () => 'c0ffee5eed',
          macOf: async () => labMac,
          ...parts,
        },
      ),
    remove: () => rmSync(folder, { recursive: true }),
  }
}
