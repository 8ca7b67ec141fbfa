import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSecurityLists, parseRelease } from '#agent/probes/patches/apt-lists.ts'
import { parsePeriodic } from '#agent/probes/patches/apt-periodic.ts'
import { collectNewest, parseDpkgStatus, pendingOf } from '#agent/probes/patches/apt-updates.ts'
import { compareDebianVersions } from '#agent/probes/patches/debian-version.ts'
import { parseLastUpgrade } from '#agent/probes/patches/dpkg-log.ts'
import { patches } from '#agent/probes/patches/index.ts'
import { isKernelOld } from '#agent/probes/patches/reboot.ts'
import { toEpochMs } from '#agent/probes/time-zone.ts'
import { openSystem } from '#agent/system.ts'
import { aLook, aMachine, fixture, type MachineParts } from '../machine.ts'

const lists = '/var/lib/apt/lists'
const archive = 'security.debian.org_dists_bookworm-security'
const status = [
  'Package: dpkg\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.21.22',
  'Package: openssl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 3.0.15-1~deb12u1',
  'Package: bash\nStatus: hold ok installed\nArchitecture: amd64\nVersion: 5.2.15-2+b7',
  'Package: gone\nStatus: deinstall ok config-files\nArchitecture: amd64\nVersion: 1.0',
  'Package: tzdata\nStatus: install ok installed\nArchitecture: all\nVersion: 2024a-0+deb12u1\n',
].join('\n\n')
const packages = [
  'Package: openssl\nVersion: 3.0.16-1~deb12u1\nArchitecture: amd64',
  'Package: openssl\nVersion: 3.0.14-1~deb12u1\nArchitecture: amd64',
  'Package: openssl\nVersion: 9.9\nArchitecture: i386',
  'Package: bash\nVersion: 5.2.15-2\nArchitecture: amd64',
  'Package: gone\nVersion: 2.0\nArchitecture: amd64',
  'Package: tzdata\nVersion: 2025b-0+deb12u1\nArchitecture: all',
].join('\n\n')

const complete: Record<string, string> = {
  '/var/lib/dpkg/status': status,
  [`${lists}/${archive}_InRelease`]: fixture('patches/inrelease-bookworm-security-head.txt'),
  [`${lists}/${archive}_main_binary-amd64_Packages`]: packages,
  '/var/log/dpkg.log': '2026-11-01 08:00:00 upgrade a:amd64 1 2\n2026-11-02 09:30:00 install b 1\n',
  '/proc/sys/kernel/osrelease': '6.1.0-25-amd64\n',
}
const links = {
  '/proc/self/ns/pid': 'pid:[4026531836]',
  '/etc/localtime': '/usr/share/zoneinfo/Asia/Ho_Chi_Minh',
}

const look = (parts: MachineParts) => patches(aMachine({ links, ...parts }), aLook())

test('installed packages older than the security list are counted and named', async () => {
  const marks = ['/boot/vmlinuz-6.1.0-25-amd64', '/boot/vmlinuz-6.1.0-9-amd64']
  expect(await look({ files: complete, marks })).toEqual({
    manager: 'apt',
    securityUpdatesAvailable: 2,
    securityPackages: ['openssl', 'tzdata'],
    securityLists: [
      {
        name: archive,
        releasedAtMs: Date.UTC(2026, 10, 20, 0, 12, 41),
        validUntilMs: Date.UTC(2026, 10, 27, 0, 12, 41),
        fetchedAtMs: 1_789_999_200_000,
      },
    ],
    lastUpgradeAtMs: Date.UTC(2026, 10, 1, 1, 0, 0),
    rebootReasons: [],
    weakRebootSigns: [],
    automaticUpdates: 'off',
    windows: null,
  })
})

test('without a security source the list is empty and the count is unknown, never 0', async () => {
  const files = {
    '/var/lib/dpkg/status': status,
    '/etc/apt/sources.list': 'deb http://m/ stable main',
  }
  expect(await look({ files })).toMatchObject({
    securityLists: [],
    securityUpdatesAvailable: { state: 'unknown', because: 'not-readable' },
    securityPackages: [],
  })
})

test('a configured source that was never fetched is unknown, not absent', async () => {
  const files = {
    '/var/lib/dpkg/status': status,
    '/etc/apt/sources.list.d/debian.sources':
      'Types: deb\nURIs: http://deb.debian.org/debian-security\nSuites: bookworm-security\nComponents: main\n',
  }
  expect(await look({ files })).toMatchObject({
    securityLists: { state: 'unknown', because: 'not-readable' },
    securityUpdatesAvailable: { state: 'unknown' },
  })
})

test('an archive whose package list is gone is unknown', async () => {
  const { [`${lists}/${archive}_main_binary-amd64_Packages`]: _gone, ...files } = complete
  expect(await look({ files })).toMatchObject({ securityUpdatesAvailable: { state: 'unknown' } })
})

test('a restart that is asked for is told; where kernels cannot be compared it is unknown', async () => {
  const asked = await look({ files: complete, marks: ['/run/reboot-required'] })
  expect(asked).toMatchObject({ rebootReasons: ['packages'] })
  expect(await look({ files: complete })).toMatchObject({ rebootReasons: { state: 'unknown' } })
})

test.each([
  ['6.1.0-25-amd64', ['vmlinuz-6.1.0-9-amd64', 'vmlinuz-6.1.0-25-amd64'], false],
  ['6.1.0-9-amd64', ['vmlinuz-6.1.0-9-amd64', 'vmlinuz-6.1.0-25-amd64'], true],
  ['6.1.0-9-amd64', ['vmlinuz-6.1.0-9-amd64', 'vmlinuz-6.5.0-1-cloud-amd64'], false],
  ['5.14.0-427.13.1.el9_4.x86_64', ['vmlinuz-5.14.0-503.11.1.el9_5.x86_64'], true],
])('kernel %s beside %j: restart due %s', (running, names, isDue) => {
  expect(isKernelOld(running, names)).toBe(isDue)
})

test('a foreign kernel cannot be compared', () => {
  expect(isKernelOld('6.18.44-hosted', ['vmlinuz-6.1.0-9-amd64'])).toMatchObject({
    state: 'unknown',
  })
})

test('the last word of APT::Periodic holds, in either style', () => {
  expect(parsePeriodic(['APT::Periodic::Unattended-Upgrade "1";'])).toBe('on')
  expect(parsePeriodic(['APT { Periodic { Unattended-Upgrade "7"; }; };'])).toBe('on')
  expect(
    parsePeriodic([
      'APT::Periodic::Unattended-Upgrade "1";',
      'APT::Periodic::Unattended-Upgrade "0";',
    ]),
  ).toBe('off')
  expect(parsePeriodic(['// APT::Periodic::Unattended-Upgrade "1";'])).toBe('off')
})

test('the head of a real InRelease is read', () => {
  expect(parseRelease(fixture('patches/inrelease-bookworm-security-head.txt'))).toEqual({
    isSecurity: true,
    releasedAtMs: Date.UTC(2026, 10, 20, 0, 12, 41),
    validUntilMs: Date.UTC(2026, 10, 27, 0, 12, 41),
    sizes: new Map(),
  })
  expect(parseRelease('Origin: Debian\nSuite: oldstable-updates\n').isSecurity).toBe(false)
})

test('the last upgrade is read from a real log', () => {
  expect(parseLastUpgrade(fixture('patches/dpkg-log-head.txt'))).toBe('2025-06-24 14:36:25')
  expect(parseLastUpgrade('2025-06-24 14:36:25 install a <none> 1\n')).toBeNull()
})

test('local times are those of the zone, on both sides of a change of the clock', () => {
  expect(toEpochMs('2026-11-22 04:00:00', 'Asia/Ho_Chi_Minh')).toBe(Date.UTC(2026, 10, 21, 21))
  expect(toEpochMs('2026-03-29 03:30:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30))
  expect(toEpochMs('2026-11-22 04:00:00', 'No/Where')).toBeNull()
})

test('versions compare as dpkg compares them', (context) => {
  if (!existsSync('/usr/bin/dpkg')) context.skip('dpkg is not installed')
  const part = fc.string({ unit: fc.constantFrom(...'0019aZ.+~'), minLength: 1, maxLength: 6 })
  const version = fc
    .tuple(fc.constantFrom('', '0:', '1:'), part, fc.option(part, { nil: undefined }))
    .map(([epoch, up, revision]) => `${epoch}1${up}${revision === undefined ? '' : `-${revision}`}`)
  fc.assert(
    fc.property(version, version, (left, right) => {
      const isOlder = (a: string, b: string) =>
        spawnSync('/usr/bin/dpkg', ['--compare-versions', a, 'lt', b]).status === 0
      const sign = isOlder(left, right) ? -1 : isOlder(right, left) ? 1 : 0
      expect(Math.sign(compareDebianVersions(left, right))).toBe(sign)
    }),
    { numRuns: 150, seed: 1670 },
  )
})

test('this machine has the same updates waiting as apt says of the security archive alone', async (context) => {
  const system = openSystem()
  const found = existsSync('/usr/bin/apt') ? await readSecurityLists(system) : null
  if (!found?.ok || found.value.length === 0)
    return context.skip('no security list has been fetched')
  const folder = mkdtempSync(join(tmpdir(), 'khien-apt-'))
  try {
    const sources = join(folder, 'security.list')
    writeFileSync(sources, securitySources())
    const only = [
      `Dir::Etc::SourceList=${sources}`,
      'Dir::Etc::SourceParts=-',
      'Dir::Cache::pkgcache=',
    ]
    const options = [...only, 'Dir::Cache::srcpkgcache='].flatMap((option) => ['-o', option])
    const apt = spawnSync('/usr/bin/apt', [...options, 'list', '--upgradable'], {
      env: { LC_ALL: 'C', PATH: process.env['PATH'] ?? '' },
      encoding: 'utf8',
      maxBuffer: 16 * 1024 * 1024,
    })
    const named = [...apt.stdout.matchAll(/^([^/\s]+)\/\S*security\S* /gm)].map(([, name]) => name)
    const installed = parseDpkgStatus(execFileSync('cat', ['/var/lib/dpkg/status']).toString())
    if (installed === null) throw new Error('the dpkg status of this machine is broken')
    const newest = new Map<string, string>()
    for (const path of found.value.flatMap(({ packageFiles }) => packageFiles)) {
      const args = ['cat-file', path]
      const list = execFileSync('/usr/lib/apt/apt-helper', args, { maxBuffer: 1 << 28 })
      collectNewest(list.toString(), installed, newest)
    }
    expect(pendingOf(installed, newest).packages).toEqual(named.toSorted())
    const facts = await patches(system, aLook())
    expect(facts).toMatchObject({ securityUpdatesAvailable: named.length })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

/** The configured security archives as one-line sources, so that apt weighs nothing else. */
function securitySources(): string {
  const format = '$(SITE) $(RELEASE) $(COMPONENT)'
  const targets = execFileSync('/usr/bin/apt-get', [
    'indextargets',
    '--format',
    format,
    'Created-By: Packages',
  ])
  const lines = targets
    .toString()
    .split('\n')
    .filter((line) => /security/.test(line))
  return [...new Set(lines)].map((line) => `deb [trusted=yes] ${line}\n`).join('')
}
