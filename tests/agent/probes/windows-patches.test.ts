import { expect, test } from 'vitest'
import { patches } from '#agent/probes/patches/index.ts'
import { fromFiletime, fromFiletimeHex, fromFiletimeParts } from '#agent/probes/windows/filetime.ts'
import type { CimInstance } from '#agent/windows-system.ts'
import { patches as patchesSpec } from '#protocol/facts/patches.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown } from '#protocol/values.ts'
import { aLook } from '../machine.ts'
import { aWindowsMachine, type GivenRegistry, type WindowsParts } from '../windows-machine.ts'

// Written from Microsoft's documentation and from package lists that people published.
const software = 'SOFTWARE\\Microsoft'
const currentVersion = `${software}\\Windows NT\\CurrentVersion`
const servicing = `${software}\\Windows\\CurrentVersion\\Component Based Servicing`
const update = `${software}\\Windows\\CurrentVersion\\WindowsUpdate`
const policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate'
const control = 'SYSTEM\\CurrentControlSet\\Control'
const wuauserv = 'SYSTEM\\CurrentControlSet\\Services\\wuauserv'
const rollup = (build: string) =>
  `${servicing}\\Packages\\Package_for_RollupFix~31bf3856ad364e35~amd64~~${build}`

const installedAtMs = Date.UTC(2026, 10, 12, 3, 4, 5)
const inStore = (atMs: number, state = 112) => {
  const ticks = (BigInt(atMs) + 11_644_473_600_000n) * 10_000n
  const [high, low] = [Number(ticks >> 32n), Number(ticks & 0xffff_ffffn)]
  return { CurrentState: state, InstallTimeHigh: high, InstallTimeLow: low }
}
const installed = (title: string, atMs = installedAtMs): CimInstance => ({
  kb: /KB\d+/.exec(title)?.[0] ?? null,
  date: new Date(atMs).toISOString().replace('.000', ''),
  operation: 1,
  resultCode: 2,
  title,
})
const cumulativeTitle =
  '2026-11 Cumulative Update for Windows 11 Version 25H2 for x64-based Systems (KB5068861)'

const base: GivenRegistry = {
  [currentVersion]: { CurrentBuildNumber: '26200', UBR: 7171 },
  [rollup('26100.7171.1.20')]: inStore(installedAtMs),
  [rollup('26100.6899.1.6')]: inStore(installedAtMs - 30 * 86_400_000, 80),
  [`${control}\\ComputerName\\ComputerName`]: { ComputerName: 'MAY-01' },
  [`${control}\\ComputerName\\ActiveComputerName`]: { ComputerName: 'MAY-01' },
  [`${control}\\ProductOptions`]: { ProductType: 'WinNT' },
  [`${control}\\Session Manager`]: {},
  [wuauserv]: { Start: 3 },
}

async function look(parts: WindowsParts = {}): Promise<Facts<'patches'>> {
  const cim = { 'update-history': [installed(cumulativeTitle)], ...parts.cim }
  const registry = { ...base, ...parts.registry }
  const facts = await patches(aWindowsMachine({ ...parts, registry, cim }), aLook())
  if (isUnknown(facts)) throw new Error(facts.detail)
  return patchesSpec.facts.parse(facts)
}
const withKey = (registry: GivenRegistry) => look({ registry })
const withHistory = (...entries: CimInstance[]) => look({ cim: { 'update-history': entries } })
const cumulativeOf = (facts: Facts<'patches'>) => facts.windows?.cumulativeUpdate

test('a current Windows tells its last update, and that nothing waits for a restart', async () => {
  expect(await look()).toEqual({
    manager: 'windows-update',
    securityUpdatesAvailable: expect.objectContaining({ because: 'not-supported' }),
    securityPackages: [],
    securityLists: expect.objectContaining({ because: 'not-supported' }),
    lastUpgradeAtMs: installedAtMs,
    rebootReasons: [],
    weakRebootSigns: [],
    automaticUpdates: 'on',
    windows: {
      cumulativeUpdate: { kb: 'KB5068861', installedAtMs },
      lastSearchAtMs: expect.objectContaining({ because: 'not-supported' }),
      lastInstallAtMs: installedAtMs,
      wsusServer: null,
    },
  })
})

test('the running revision decides, not the build and not the newest package', async () => {
  const newer = { [rollup('26100.7309.1.2')]: inStore(installedAtMs + 60_000) }
  expect(cumulativeOf(await withKey(newer))).toEqual({ kb: 'KB5068861', installedAtMs })
})

test('a package that waits or was superseded is not the installed one', async () => {
  const registry = { [rollup('26100.7171.1.20')]: inStore(installedAtMs, 96) }
  const cim = { 'update-history': [installed('Bản cập nhật bảo mật (KB5999999)')] }
  expect(cumulativeOf(await look({ registry, cim }))).toMatchObject({ because: 'not-understood' })
})

test('in Vietnamese, the one update of that day is it, a build in brackets proves it', async () => {
  const beside = installed('2026-11 Bản cập nhật .NET Framework (KB5070000)')
  const tool = installed('Công cụ Loại bỏ Phần mềm độc hại (KB890830)')
  const one = installed('Bản cập nhật bảo mật (KB5068861)', installedAtMs - 3_600_000)
  expect(cumulativeOf(await withHistory(beside, tool, one))).toMatchObject({ kb: 'KB5068861' })
  const another = installed('Bản cập nhật khác (KB5071111)')
  expect(cumulativeOf(await withHistory(one, another))).toMatchObject({ kb: null })
  const exact = installed('2026-11 Bản cập nhật bảo mật (KB5068861) (26200.7171)')
  expect(cumulativeOf(await withHistory(another, exact))).toMatchObject({ kb: 'KB5068861' })
})

test('an update of another month does not lend its number', async () => {
  const old = installed(cumulativeTitle, installedAtMs - 20 * 86_400_000)
  expect(cumulativeOf(await withHistory(old))).toEqual({ kb: null, installedAtMs })
})

test('without a readable store the history stands in; without both it is unknown', async () => {
  const registry = { [`${servicing}\\Packages`]: { because: 'not-permitted' } as const }
  expect(cumulativeOf(await look({ registry }))).toEqual({ kb: 'KB5068861', installedAtMs })
  const cim = { 'update-history': { because: 'tool-failed', detail: 'no end mark' } } as const
  expect(cumulativeOf(await look({ registry, cim }))).toMatchObject({ because: 'not-permitted' })
})

test('a fresh Windows without any update has none, which is not unknown', async () => {
  const { [rollup('26100.7171.1.20')]: _one, [rollup('26100.6899.1.6')]: _two, ...bare } = base
  const packages = { [`${servicing}\\Packages`]: {} }
  const machine = aWindowsMachine({
    registry: { ...bare, ...packages },
    cim: { 'update-history': [] },
  })
  const facts = await patches(machine, aLook())
  expect(facts).toMatchObject({ windows: { cumulativeUpdate: null, lastInstallAtMs: null } })
})

test.each([
  ['a FILETIME of 0', { CurrentState: 112, InstallTimeHigh: 0, InstallTimeLow: 0 }],
  ['a clock that is years ahead', inStore(Date.UTC(2031, 0, 1))],
  ['a time before 2000', inStore(Date.UTC(1998, 0, 1))],
  ['a text', { CurrentState: 112, InstallTimeHigh: '31000000', InstallTimeLow: 0 }],
  ['a state of the wrong type', { ...inStore(installedAtMs), CurrentState: '112' }],
  ['no time', { CurrentState: 112 }],
])('%s in the store is not understood', async (_name, values) => {
  const registry = { [rollup('26100.7171.1.20')]: values }
  const facts = await look({ registry, cim: { 'update-history': [] } })
  expect(cumulativeOf(facts)).toMatchObject({ because: 'not-understood' })
})

test('failed and removed updates, and times that cannot be, are not installations', async () => {
  const failed = { ...installed(cumulativeTitle), resultCode: 4 }
  const removed = { ...installed(cumulativeTitle), operation: 2 }
  expect((await withHistory(failed, removed)).windows?.lastInstallAtMs).toBeNull()
  for (const date of ['2041-01-01T00:00:00Z', '1601-01-01T00:00:00Z', '13/11/2026 3:04 CH', '']) {
    const facts = await withHistory({ ...installed(cumulativeTitle), date })
    expect(facts.windows?.lastInstallAtMs).toMatchObject({ because: 'not-understood' })
  }
  const wrong = await withHistory({ ...installed(cumulativeTitle), resultCode: 4_294_967_295 })
  expect(wrong.windows?.lastInstallAtMs).toMatchObject({ because: 'not-understood' })
})

test('times that the update agent writes down are UTC', async () => {
  const results = `${update}\\Auto Update\\Results`
  const facts = await withKey({
    [`${results}\\Detect`]: { LastSuccessTime: '2026-11-20 22:10:33' },
    [`${results}\\Install`]: { LastSuccessTime: '2026-11-13 01:00:00' },
  })
  expect(facts.windows).toMatchObject({
    lastSearchAtMs: Date.UTC(2026, 10, 20, 22, 10, 33),
    lastInstallAtMs: Date.UTC(2026, 10, 13, 1),
  })
  const ahead = await withKey({
    [`${results}\\Detect`]: { LastSuccessTime: '2036-01-01 00:00:00' },
  })
  expect(ahead.windows?.lastSearchAtMs).toMatchObject({ because: 'not-understood' })
})

test.each<[string, GivenRegistry, string]>([
  ['RebootPending', { [`${servicing}\\RebootPending`]: {} }, 'component-servicing'],
  ['RebootInProgress', { [`${servicing}\\RebootInProgress`]: {} }, 'component-servicing'],
  ['PackagesPending', { [`${servicing}\\PackagesPending`]: {} }, 'component-servicing'],
  ['RebootRequired', { [`${update}\\Auto Update\\RebootRequired`]: {} }, 'windows-update'],
  [
    'a service that waits',
    { [`${update}\\Services\\Pending\\117CAB2D-82B1-4B5A-A08C-4D62DBEE7782`]: {} },
    'windows-update',
  ],
  [
    'UpdateExeVolatile',
    { [`${software}\\Updates`]: { UpdateExeVolatile: 2 } },
    'update-executable',
  ],
  [
    'a new name',
    { [`${control}\\ComputerName\\ComputerName`]: { ComputerName: 'MAY-02' } },
    'computer-rename',
  ],
])('%s is a reason to restart', async (_name, registry, sign) => {
  expect((await withKey(registry)).rebootReasons).toEqual([sign])
})

test('what proves nothing is no reason to restart', async () => {
  const facts = await withKey({
    [`${control}\\Session Manager`]: { PendingFileRenameOperations: ['\\??\\C:\\x.tmp', ''] },
    [`${update}\\Services\\Pending\\Backup`]: {},
    [`${software}\\Updates`]: { UpdateExeVolatile: 0 },
  })
  expect(facts).toMatchObject({ rebootReasons: [], weakRebootSigns: ['file-renames'] })
})

test('an unreadable sign keeps "none" unproved, and takes nothing from one that is seen', async () => {
  const unreadable = { [`${servicing}\\RebootPending`]: { because: 'not-permitted' } as const }
  expect((await withKey(unreadable)).rebootReasons).toMatchObject({ because: 'not-permitted' })
  const seen = { ...unreadable, [`${update}\\Auto Update\\RebootRequired`]: {} }
  expect((await withKey(seen)).rebootReasons).toEqual(['windows-update'])
  const wrong = { [`${software}\\Updates`]: { UpdateExeVolatile: '1' } }
  expect((await withKey(wrong)).rebootReasons).toMatchObject({ because: 'not-understood' })
})

test.each<[string, GivenRegistry, unknown]>([
  ['policy forbids', { [`${policy}\\AU`]: { NoAutoUpdate: 1, AUOptions: 4 } }, 'off'],
  ['policy installs', { [`${policy}\\AU`]: { AUOptions: 4 } }, 'on'],
  ['policy asks first', { [`${policy}\\AU`]: { AUOptions: 2 } }, 'off'],
  ['policy leaves it open', { [`${policy}\\AU`]: { AUOptions: 5 } }, { state: 'unknown' }],
  ['policy of another type', { [`${policy}\\AU`]: { AUOptions: '4' } }, { state: 'unknown' }],
  ['service disabled', { [wuauserv]: { Start: 4 } }, 'off'],
  [
    'service disabled, policy unclear',
    { [wuauserv]: { Start: 4 }, [`${policy}\\AU`]: { AUOptions: 9 } },
    'off',
  ],
  [
    'paused',
    {
      [`${software}\\WindowsUpdate\\UX\\Settings`]: {
        PauseUpdatesExpiryTime: '2050-01-01T00:00:00Z',
      },
    },
    'off',
  ],
  [
    'a pause that is over',
    {
      [`${software}\\WindowsUpdate\\UX\\Settings`]: {
        PauseUpdatesExpiryTime: '2026-01-01T00:00:00Z',
      },
    },
    'on',
  ],
  [
    'a server without policy',
    { [`${control}\\ProductOptions`]: { ProductType: 'ServerNT' } },
    { state: 'unknown' },
  ],
])('automatic updates: %s', async (_name, registry, wanted) => {
  const { automaticUpdates } = await withKey(registry)
  expect(automaticUpdates).toEqual(
    typeof wanted === 'string' ? wanted : expect.objectContaining(wanted),
  )
})

test('of the update server only its name is told, and only while it is used', async () => {
  const server = (WUServer: string | number, UseWUServer: string | number = 1) =>
    withKey({ [policy]: { WUServer }, [`${policy}\\AU`]: { UseWUServer } })
  const named = async (...args: Parameters<typeof server>) =>
    (await server(...args)).windows?.wsusServer
  expect(await named('http://user:secret@wsus.tinh.example:8530/x')).toBe('wsus.tinh.example')
  expect(await named('http://wsus.tinh.example:8530', 0)).toBeNull()
  for (const broken of ['wsus:8530', '', 'http://', 'file:///C:/x', 5]) {
    expect(await named(broken)).toMatchObject({ because: 'not-understood' })
  }
  expect(await named('http://wsus.tinh.example', '1')).toMatchObject({ because: 'not-understood' })
})

test('FILETIME: both halves may be taken as signed, and never is not a date', () => {
  // 2024-08-14T02:10:33Z
  const at = Date.UTC(2024, 7, 14, 2, 10, 33)
  const ticks = (BigInt(at) + 11_644_473_600_000n) * 10_000n
  const [high, low] = [Number(ticks >> 32n), Number(ticks & 0xffff_ffffn)]
  expect(fromFiletimeParts(high, low)).toBe(at)
  expect(fromFiletimeParts(high | 0, low | 0)).toBe(at)
  const hex = Buffer.alloc(8)
  hex.writeBigUInt64LE(ticks)
  expect(fromFiletimeHex(hex.toString('hex'))).toBe(at)
  expect(fromFiletime(0n)).toBeNull()
  expect(fromFiletime(0x7fff_ffff_ffff_ffffn)).toBeNull()
  expect(fromFiletimeParts(0xffff_ffff, 0xffff_ffff)).toBeNull()
  expect(fromFiletimeParts(1.5, 0)).toMatchObject({ because: 'not-understood' })
  expect(fromFiletimeHex('00')).toMatchObject({ because: 'not-understood' })
})
