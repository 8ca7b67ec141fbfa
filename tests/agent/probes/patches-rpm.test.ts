import { expect, test } from 'vitest'
import { unknown } from '#protocol/values.ts'
import { parseUpdateinfo } from '#agent/probes/patches/dnf.ts'
import { parseDnfLog, parseYumLog, reduceDnfLog } from '#agent/probes/patches/dnf-log.ts'
import { patches } from '#agent/probes/patches/index.ts'
import { parseNeedsRestarting } from '#agent/probes/patches/reboot.ts'
import { parseIndex, parseSwitchedOff } from '#agent/probes/patches/repositories.ts'
import { parsePatches } from '#agent/probes/patches/zypper.ts'
import { createProbeCache } from '#agent/probes/cache.ts'
import { aLook, aMachine, fixture, type MachineParts } from '../machine.ts'

/* Captures of dnf 4.14, createrepo_c and zypper of Debian 12 over a repository made for them. */
const capture = (name: string) => fixture(`patches/${name}`)
const list = '/usr/bin/dnf -q -C updateinfo list --security'
const baseos = '/var/cache/dnf/baseos-ff43b380c60d8706/repodata/repomd.xml'
const plain = '/var/cache/dnf/plain-666b117233e33c0a/repodata/repomd.xml'
const advisories = capture('dnf-repomd-advisories.xml')
const files = {
  [baseos]: advisories,
  [plain]: capture('dnf-repomd-plain.xml'),
  '/var/log/dnf.rpm.log': capture('dnf-rpm-log.txt'),
  '/proc/sys/kernel/osrelease': '5.14.0-427.el9.x86_64\n',
}
const links = { '/proc/self/ns/pid': 'pid:[4026531836]' }
const look = (parts: MachineParts) => patches(aMachine({ links, ...parts }), aLook())

test('dnf names what waits, from its cache alone', async () => {
  const outputs = {
    [list]: capture('dnf-updateinfo.txt'),
    '/usr/bin/needs-restarting -r': 'No core libraries…\nReboot should not be necessary.\n',
  }
  const marks = ['/boot/vmlinuz-5.14.0-427.el9.x86_64']
  expect(await look({ files, outputs, marks })).toEqual({
    manager: 'dnf',
    securityUpdatesAvailable: 2,
    securityPackages: ['bash', 'openssl-libs'],
    securityLists: [
      {
        name: 'baseos',
        releasedAtMs: Date.UTC(2026, 10, 22, 8, 2, 37),
        validUntilMs: null,
        fetchedAtMs: 1_789_999_200_000,
      },
    ],
    lastUpgradeAtMs: Date.UTC(2026, 10, 22, 8, 2, 56),
    rebootReasons: [],
    weakRebootSigns: [],
    automaticUpdates: 'off',
    windows: null,
  })
})

test('a mirror of dnf without advisories is unknown, not clean', async () => {
  const outputs = { [list]: '' }
  const onlyPlain = { ...files, [baseos]: capture('dnf-repomd-plain.xml') }
  const facts = await look({ files: onlyPlain, outputs })
  expect(facts).toMatchObject({
    securityUpdatesAvailable: unknown('not-readable', 'no advisories in the cache of dnf'),
    securityLists: [],
  })
})

test('advisories of an added repository say nothing of the system', async () => {
  const epel = '/var/cache/dnf/epel-ff43b380c60d8706/repodata/repomd.xml'
  const added = { ...files, [epel]: advisories, [baseos]: capture('dnf-repomd-plain.xml') }
  expect(await look({ files: added, outputs: { [list]: '' } })).toMatchObject({
    securityUpdatesAvailable: { state: 'unknown' },
  })
})

test('dnf without a cache prints nothing and succeeds: that is unknown', async () => {
  expect(await look({ outputs: { [list]: '' } })).toMatchObject({
    manager: 'dnf',
    securityUpdatesAvailable: { state: 'unknown' },
    securityLists: unknown('not-readable', 'no repository in the cache'),
  })
})

test('an index that is cut off shows no advisories', () => {
  const half = advisories.slice(0, -20)
  expect(parseIndex('baseos', advisories, null).hasAdvisories).toBe(true)
  expect(parseIndex('baseos', half, null).hasAdvisories).toBe(false)
})

test('a repository that is switched off does not count', async () => {
  const repo = '[baseos]\nname=BaseOS\nenabled=0\n[plain]\nname=Plain\nenabled=1\n'
  expect(parseSwitchedOff(repo)).toEqual(['baseos'])
  const off = { ...files, '/etc/yum.repos.d/a.repo': repo }
  expect(await look({ files: off, outputs: { [list]: '' } })).toMatchObject({
    securityUpdatesAvailable: { state: 'unknown' },
  })
})

test('rows of dnf 4, dnf5 and yum name each waiting package once; other text is not understood', () => {
  const rows = [
    'RHSA-2024:1234 Important/Sec. bash-5.1.8-9.el9.x86_64',
    'RHSA-2024:1235 Moderate/Sec.  kernel-core-5.14.0-503.11.1.el9_5.x86_64',
    'RHSA-2024:1236 Important/Sec. bash-5.1.8-10.el9.x86_64',
  ]
  expect(parseUpdateinfo(rows.join('\n'))).toEqual(['bash', 'kernel-core'])
  // Written from the manual of dnf5.
  const five = [
    'Name                   Type     Severity                    Package              Issued',
    'FEDORA-2024-8c0ba7d1d6 security Moderate bash-5.2.26-3.fc40.x86_64 2024-05-01 10:00:00',
  ]
  expect(parseUpdateinfo(five.join('\n'))).toEqual(['bash'])
  expect(parseUpdateinfo('')).toEqual([])
  expect(parseUpdateinfo('Lỗi: không đọc được kho\n')).toBeNull()
})

test('dnf is not asked again while neither its lists nor the packages changed', async () => {
  let asked = 0
  const machine = aMachine({ files, links, outputs: { [list]: capture('dnf-updateinfo.txt') } })
  const counting = {
    ...machine,
    run: (...call: Parameters<typeof machine.run>) => {
      if (call[0] === '/usr/bin/dnf') asked += 1
      return machine.run(...call)
    },
  }
  const cached = aLook({ cache: createProbeCache() })
  const first = await patches(counting, cached)
  expect(await patches(counting, cached)).toEqual(first)
  expect(asked).toBe(1)
})

test('dpkg that was added to a system of rpm rules nothing there', async () => {
  const added = { ...files, '/var/lib/dpkg/status': '' }
  expect(await look({ files: added, outputs: { [list]: '' } })).toMatchObject({ manager: 'dnf' })
})

test('the last upgrade is that of the log, with its zone or in that of the machine', () => {
  const log = capture('dnf-rpm-log.txt')
  expect(parseDnfLog(log)).toBe(Date.UTC(2026, 10, 22, 8, 2, 56))
  expect(parseDnfLog(reduceDnfLog(log))).toBe(Date.UTC(2026, 10, 22, 8, 2, 56))
  expect(parseDnfLog('2019-09-05T09:03:05Z SUBDEBUG Installed: a-1-1.noarch\n')).toBeNull()
  // Written from the documentation of yum 3.4, which names no year.
  const yum = 'Dec 30 23:00:00 Installed: a\nDec 31 08:00:00 Updated: bash-4.2.46-35.el7_9.x86_64\n'
  const at = { zone: 'Asia/Ho_Chi_Minh', nowMs: Date.UTC(2026, 10, 22) }
  expect(parseYumLog(yum, at)).toBe(Date.UTC(2025, 11, 31, 1))
})

test('needs-restarting is believed by its sentence: its exit code is the same for trouble', () => {
  expect(parseNeedsRestarting('Reboot is required to fully utilize these updates.\n')).toBe(true)
  expect(parseNeedsRestarting('Reboot should not be necessary.\n')).toBe(false)
  expect(parseNeedsRestarting('Error: no rights\n')).toMatchObject({ state: 'unknown' })
})

test('zypper says that there is none, or names them; anything else is not understood', () => {
  expect(parsePatches(capture('zypper-no-patches.txt'))).toEqual([])
  const all = capture('zypper-patches-all.txt')
  expect(parsePatches(all)).toEqual([])
  expect(parsePatches(all.replace('not needed | bash', 'needed     | bash'))).toEqual([
    'RHSA-2024:1881',
  ])
  expect(parsePatches('')).toBeNull()
})
