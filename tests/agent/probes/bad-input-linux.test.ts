import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { limits } from '#protocol/limits.ts'
import { readingSchemas } from '#protocol/facts/registry.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import { antivirus } from '#agent/probes/antivirus/index.ts'
import { firewall } from '#agent/probes/firewall/index.ts'
import { hardware } from '#agent/probes/hardware/index.ts'
import { patches } from '#agent/probes/patches/index.ts'
import { ports } from '#agent/probes/ports/index.ts'
import { openSystem, type System } from '#agent/system.ts'
import { aLook, aMachine, fixture, type MachineParts } from '../machine.ts'

const lists = '/var/lib/apt/lists'
const archive = 'security.debian.org_dists_bookworm-security'
const packages = 'Package: openssl\nVersion: 3.0.16\nArchitecture: amd64\n'
const head = fixture('patches/inrelease-bookworm-security-head.txt')
const release = (size: number) =>
  `${head}\nSHA256:\n ${'0'.repeat(64)} ${size} main/binary-amd64/Packages\n`
const stanza = (name: string, version: string) =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n`
const dpkg = [stanza('dpkg', '1.21'), stanza('openssl', '3.0.15')].join('\n')
const list = `${lists}/${archive}_main_binary-amd64_Packages`
const inRelease = `${lists}/${archive}_InRelease`
const aptFiles = {
  '/var/lib/dpkg/status': dpkg,
  [inRelease]: release(packages.length),
  [list]: packages,
}
const sizes = { [list]: { sizeBytes: packages.length } }
const apt = (parts: MachineParts) => patches(aMachine({ status: sizes, ...parts }), aLook())

test('the whole lists are read: this is the answer that the broken ones must not give', async () => {
  expect(await apt({ files: aptFiles })).toMatchObject({ securityUpdatesAvailable: 1 })
})

test.each([
  ['a list of packages that is cut off', { ...aptFiles, [inRelease]: release(9_000) }],
  ['a list without its InRelease', { '/var/lib/dpkg/status': dpkg, [list]: packages }],
  [
    'lists that are still being fetched',
    {
      '/var/lib/dpkg/status': dpkg,
      [`${lists}/partial/${archive}_InRelease`]: release(packages.length),
      [`${lists}/partial/${archive}_main_binary-amd64_Packages`]: packages,
    },
  ],
  ['a dpkg status that is cut off', { ...aptFiles, '/var/lib/dpkg/status': dpkg.slice(0, -4) }],
  ['an empty dpkg status', { ...aptFiles, '/var/lib/dpkg/status': '' }],
  [
    'a stanza without its version',
    {
      ...aptFiles,
      '/var/lib/dpkg/status': `${dpkg}\nPackage: bash\nStatus: install ok installed\n`,
    },
  ],
  [
    'a stanza that is no stanza',
    { ...aptFiles, '/var/lib/dpkg/status': `${dpkg}\n\u0000\u0000\u0000\u0000\n` },
  ],
])('%s leaves the count unknown', async (_what, files) => {
  expect(await apt({ files })).toMatchObject({
    securityUpdatesAvailable: { state: 'unknown' },
  })
})

test('a program that hangs is ended, and what it should have said is unknown', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'khien-hang-'))
  try {
    const program = join(folder, 'mdatp')
    writeFileSync(program, '#!/bin/sh\nsleep 60\n', { mode: 0o755 })
    const real = openSystem()
    const startMs = performance.now()
    const answer = await real.run(program, ['health'], { timeoutMs: 200 })
    expect(answer).toMatchObject({ ok: false, because: 'timed-out' })
    expect(performance.now() - startMs).toBeLessThan(5_000)
    const hanging: System = {
      ...aMachine({ marks: ['/usr/bin/mdatp'], processes: ['wdavdaemon'] }),
      run: (_program, args) => real.run(program, args, { timeoutMs: 200 }),
    }
    const facts = await antivirus(hanging, aLook())
    expect(facts).toMatchObject({ products: [{ realTime: { because: 'timed-out' } }] })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test.each([
  [
    'kesl-control',
    '/opt/kaspersky/kesl/bin/kesl-control --app-info --json',
    '{"Защита от файловых угроз":"Доступна и запущена"}',
  ],
  [
    'kesl-control, cut off',
    '/opt/kaspersky/kesl/bin/kesl-control --app-info --json',
    '{"File Threat Protection":"Available and run',
  ],
  ['mdatp', '/usr/bin/mdatp health --output json', '{"realTimeProtectionEnabled":{"value":"bật"}}'],
  ['bduitool', '/opt/bitdefender-security-tools/bin/bduitool get ps', 'Trạng thái: Bật\n'],
  ['sentinelctl', '/opt/sentinelone/bin/sentinelctl control status', 'Trạng thái: Bật\n'],
  ['cytool', '/opt/traps/bin/cytool runtime query', ''],
])(
  'what %s says in another language or in half is not understood',
  async (_who, command, stdout) => {
    const facts = await antivirus(aMachine({ outputs: { [command]: stdout } }), aLook())
    if (isUnknown(facts)) throw new Error(facts.detail)
    expect(facts.products.map(({ realTime }) => realTime)).toEqual([
      expect.objectContaining({ state: 'unknown' }),
    ])
  },
)

test('a listing of rules that is cut off is unknown, not off', async () => {
  const whole = fixture('firewall/nft-ufw.json')
  const outputs = { '/usr/sbin/nft --json list ruleset': whole.slice(0, whole.length / 2) }
  expect(await firewall(aMachine({ outputs }), aLook())).toMatchObject({
    state: unknown('not-understood', 'nft'),
  })
})

test('of 5,000 listeners those that reach farthest are told, and how many there are', async () => {
  const row = (port: number, address: string) =>
    `tcp LISTEN 0 128 ${address}:${port} 0.0.0.0:* users:(("a",pid=9,fd=${port}))`
  const rows = Array.from({ length: 5_000 }, (_, index) =>
    row(index + 1, index === 4_999 ? '0.0.0.0' : '127.0.0.1'),
  )
  const outputs = { '/usr/bin/ss -H -lntup': `${rows.join('\n')}\n` }
  const facts = await ports(aMachine({ outputs }), aLook())
  if (isUnknown(facts)) throw new Error(facts.detail)
  expect(facts.listenersTotal).toBe(5_000)
  expect(facts.listeners.length).toBeLessThanOrEqual(limits.listenersMax)
  expect(facts.listeners.at(-1)).toMatchObject({ port: 5_000, exposure: 'any' })
  const reading = JSON.stringify({ state: 'known', facts })
  expect(Buffer.byteLength(reading)).toBeLessThan(limits.readingBytesMax)
})

test('of 400 network cards the physical ones are told', async () => {
  const interfaces = Array.from({ length: 400 }, (_, index) => ({
    name: index === 399 ? 'zz0' : `a${index}`,
    mac: '02:00:00:00:00:01',
    isLoopback: false,
    addresses: [`10.0.${index >> 8}.${index & 255}`],
  }))
  const machine = aMachine({ interfaces, marks: ['/sys/class/net/zz0/device'] })
  const facts = await hardware(machine, aLook())
  if (isUnknown(facts) || isUnknown(facts.interfaces)) throw new Error('no cards')
  expect(facts.interfaces).toHaveLength(limits.interfacesMax)
  expect(facts.interfaces.at(-1)).toMatchObject({ name: 'zz0', isPhysical: true })
})

test.each([0, -1, 4_294_967_295_000, Number.MAX_SAFE_INTEGER])(
  'a file that was changed at %s leaves its time unknown and the reading whole',
  async (changedMs) => {
    const status = { [inRelease]: { changedMs }, ...sizes }
    const facts = await apt({ files: aptFiles, status })
    expect(readingSchemas.patches.safeParse({ state: 'known', facts }).success).toBe(true)
    expect(facts).toMatchObject({ securityLists: [{ fetchedAtMs: null }] })
  },
)

test('a clock that is years off ends no licence early and makes none longer than it says', async () => {
  const command = '/opt/eset/eea/sbin/lic --status'
  const outputs = { [command]: 'Status: Activated\nLicense Validity: 2027-06-21\n' }
  const at = async (nowMs: number) => {
    const facts = await antivirus(aMachine({ outputs }), aLook({ nowMs }))
    return isUnknown(facts) ? null : facts.products[0]?.licence
  }
  const validUntilMs = Date.UTC(2027, 5, 22) - 1
  expect(await at(Date.UTC(2005, 0, 1))).toMatchObject({ validUntilMs, isValid: true })
  expect(await at(Date.UTC(2090, 0, 1))).toMatchObject({ validUntilMs, isValid: false })
})
