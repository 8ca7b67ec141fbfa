import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { decodeJoin, encodeJoin } from '#protocol/join.ts'
import {
  freePort,
  makeJoin,
  startCollector,
  temporaryFolder,
  until,
  type CollectorProcess,
} from '#tests/support/processes.ts'
import { pinOfNobody } from '#tests/support/protocol-peer.ts'
import { nextVersion } from './builds.ts'
import { startProxyProcess } from './proxy-process.ts'
import { ran, startUnit, stopUnit, whyNotInstallable } from './installed.ts'

/*
 * The package for Debian on this machine, as dpkg installs it. No systemd runs here, so the test starts what the unit
 * would start; that systemd itself starts, hardens and restarts it is for docs/operating/unverified.md.
 */

const { first, next } = inject('builds')
const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8'))).version
const deb = join(first, `khien-agent-${version}-linux-x64.deb`)
const nextDeb = join(next, `khien-agent-${nextVersion}-linux-x64.deb`)
const joinFile = '/etc/khien/join'
const settings = '/etc/khien/agent.env'
const data = '/var/lib/khien-agent'
const why = whyNotInstallable()

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let joined: string

beforeAll(async () => {
  if (why !== null) return
  folder = await temporaryFolder()
  const port = await freePort()
  const dataDir = folder.path
  collector = await startCollector(dataDir, port)
  joined = await makeJoin({ dataDir, port }, 'Sở Y tế')
})
afterAll(async () => {
  if (why !== null) return
  purge()
  collector.signal('SIGTERM')
  await collector.ended
  await folder.remove()
})
beforeEach((context) => {
  if (why !== null) context.skip(why)
  purge()
  return purge
})

const purge = () => {
  ran('dpkg', ['--purge', 'khien-agent'])
  rmSync('/etc/khien', { recursive: true, force: true })
}
const install = (file: string, env: Readonly<Record<string, string>> = {}) =>
  ran('dpkg', ['--install', file], { env })
const status = () => ran('/usr/bin/khien-agent', ['status']).output
const hostId = () =>
  z
    .object({ hostId: z.string() })
    .parse(JSON.parse(readFileSync(join(data, 'enrolment.json'), 'utf8'))).hostId

async function untilAcknowledged(): Promise<void> {
  const running = startUnit('khien-agent.service')
  await until('a report to be acknowledged', () => /Last acknowledged: \d/.test(status()), {
    deadlineMs: 90_000,
    explain: () => `${running.output()}\n${status()}`,
  })
  expect(await stopUnit(running)).toBe(0)
}

test('installed with a preseeded join string it enrols, reports, keeps no token, and is the same host after an upgrade', async () => {
  ran('debconf-set-selections', [], { input: `khien-agent khien-agent/join password ${joined}\n` })
  expect(install(deb)).toMatchObject({ exitCode: 0 })
  expect(readFileSync(joinFile, 'utf8').trim()).toBe(joined)
  expect(statSync(joinFile).mode & 0o777).toBe(0o600)
  expect(ran('debconf-show', ['khien-agent']).output).not.toContain('khien1.')
  expect(ran('grep', ['-rl', joined, '/var/cache/debconf']).output).toBe('')

  await untilAcknowledged()
  expect(existsSync(joinFile)).toBe(false)
  expect(ran('/usr/bin/khien-agent', ['--version']).output.trim()).toBe(version)
  const before = hostId()

  expect(install(nextDeb)).toMatchObject({ exitCode: 0 })
  expect(ran('/usr/bin/khien-agent', ['--version']).output.trim()).toBe(nextVersion)
  rmSync(join(data, 'status.json'))
  await untilAcknowledged()
  expect(hostId()).toBe(before)
})

test('an older version does not go over a newer one by accident, and on purpose it is the same host', async () => {
  expect(install(nextDeb, { KHIEN_JOIN: joined })).toMatchObject({ exitCode: 0 })
  await untilAcknowledged()
  const before = hostId()
  const refused = install(deb)
  expect(refused.exitCode).not.toBe(0)
  expect(refused.output).toContain(`máy đang có bản mới hơn (${nextVersion})`)
  expect(refused.output).toContain(`this computer has a newer version (${nextVersion})`)
  expect(ran('/usr/bin/khien-agent', ['--version']).output.trim()).toBe(nextVersion)
  expect(ran('dpkg', ['--audit']).output).not.toContain('khien-agent')
  expect(hostId()).toBe(before)

  expect(ran('dpkg', ['--remove', 'khien-agent'])).toMatchObject({ exitCode: 0 })
  expect(install(deb)).toMatchObject({ exitCode: 0 })
  expect(ran('/usr/bin/khien-agent', ['--version']).output.trim()).toBe(version)
  rmSync(join(data, 'status.json'))
  await untilAcknowledged()
  expect(hostId()).toBe(before)
})

test('removed it says goodbye and keeps its identity; purged it leaves nothing', async () => {
  expect(install(deb, { KHIEN_JOIN: joined })).toMatchObject({ exitCode: 0 })
  await untilAcknowledged()
  const before = hostId()
  const removed = ran('dpkg', ['--remove', 'khien-agent'])
  expect(removed).toMatchObject({ exitCode: 0 })
  expect(removed.output).not.toContain('could not be told')
  expect(hostId()).toBe(before)

  expect(ran('dpkg', ['--purge', 'khien-agent'])).toMatchObject({ exitCode: 0 })
  expect(
    [data, '/etc/khien', '/usr/lib/khien-agent', '/usr/bin/khien-agent'].filter(existsSync),
  ).toEqual([])
  expect(ran('find', ['/etc', '/usr', '/var', '-name', '*khien-agent*']).output).toBe('')
})

test('preseeded with a proxy it reaches a collector that only the proxy can reach, and says goodbye through it', async () => {
  const { address, ...ticket } = decodeJoin(joined)
  const proxy = await startProxyProcess(address)
  const behind = encodeJoin({ ...ticket, address: 'collector.invalid:8443' })
  const answers = { join: behind, proxy: proxy.url }
  for (const [name, answer] of Object.entries(answers)) {
    ran('debconf-set-selections', [], {
      input: `khien-agent khien-agent/${name} password ${answer}\n`,
    })
  }
  mkdirSync('/etc/khien', { recursive: true })
  writeFileSync(settings, 'KHIEN_LOG_LEVEL=warn\nKHIEN_PROXY=http://10.0.0.9:1\n')
  expect(install(deb)).toMatchObject({ exitCode: 0 })
  expect(readFileSync(settings, 'utf8')).toBe(`KHIEN_LOG_LEVEL=warn\nKHIEN_PROXY=${proxy.url}\n`)
  expect(statSync(settings).mode & 0o777).toBe(0o600)
  expect(ran('grep', ['-rl', proxy.url, '/var/cache/debconf']).output).toBe('')
  await untilAcknowledged()

  const removed = ran('dpkg', ['--remove', 'khien-agent'])
  expect(removed).toMatchObject({ exitCode: 0 })
  expect(removed.output).not.toContain('could not be told')
  expect(ran('dpkg', ['--purge', 'khien-agent'])).toMatchObject({ exitCode: 0 })
  expect([settings, '/etc/khien'].filter(existsSync)).toEqual([])
  await proxy.close()
})

test('with an address that does not answer it installs, keeps trying, and says so', async () => {
  const port = await freePort()
  const pins: [string, string] = [pinOfNobody, pinOfNobody]
  const nobody = encodeJoin({ address: `127.0.0.1:${port}`, token: 'a'.repeat(32), pins })
  expect(install(deb, { KHIEN_JOIN: nobody })).toMatchObject({ exitCode: 0 })
  const running = startUnit('khien-agent.service')
  await until('status to say why', () => status().includes(`127.0.0.1:${port}`), {
    explain: () => `${running.output()}\n${status()}`,
  })
  expect(status()).toContain('Not connected')
  expect(running.child.exitCode).toBe(null)
  await stopUnit(running)
})

test('on a machine without any network it installs, keeps trying, and says so', async () => {
  const pins: [string, string] = [pinOfNobody, pinOfNobody]
  const address = 'khien.example.gov.vn:8443'
  const named = encodeJoin({ address, token: 'a'.repeat(32), pins })
  expect(install(deb, { KHIEN_JOIN: named })).toMatchObject({ exitCode: 0 })
  const running = startUnit('khien-agent.service', ['/usr/bin/unshare', '--net'])
  await until('status to say why', () => status().includes(address), {
    explain: () => `${running.output()}\n${status()}`,
  })
  expect(status()).toContain('Not connected')
  expect(running.child.exitCode).toBe(null)
  expect(readFileSync(joinFile, 'utf8').trim()).toBe(named)
  expect(await stopUnit(running)).toBe(0)
})

test('a token that is no good ends the agent, and status still says why', async () => {
  const bad = encodeJoin({ ...decodeJoin(joined), token: 'b'.repeat(32) })
  expect(install(deb, { KHIEN_JOIN: bad })).toMatchObject({ exitCode: 0 })
  const running = startUnit('khien-agent.service')
  await until('its end', () => running.child.exitCode !== null, { explain: running.output })
  expect(running.child.exitCode).toBe(1)
  expect(status()).toMatch(/not running/)
  expect(status()).toMatch(/token/)
})

test('a text that is no join string is named, and the installation goes on', () => {
  const installed = install(deb, { KHIEN_JOIN: 'https://khien.example' })
  expect(installed).toMatchObject({ exitCode: 0 })
  expect(installed.output).toContain('this is no join string')
  expect(existsSync(joinFile)).toBe(false)
})

test('where a marker says that the computer carries no agent, the installation is refused in words', () => {
  mkdirSync('/etc/khien')
  writeFileSync('/etc/khien/no-agent', '')
  const refused = install(deb, { KHIEN_JOIN: joined })
  expect(refused.exitCode).not.toBe(0)
  expect(refused.output).toContain('this computer carries no agent')
  expect(existsSync('/usr/bin/khien-agent')).toBe(false)
})

test('with the few capabilities of the unit it sees what root sees', async () => {
  expect(install(deb)).toMatchObject({ exitCode: 0 })
  const states = (output: string) =>
    z
      .array(z.object({ probe: z.string(), state: z.string(), because: z.string().optional() }))
      .parse(JSON.parse(output.slice(output.indexOf('[\n'))))
  const asRoot = ran('/usr/bin/khien-agent', ['snapshot'])
  const few = '-all,+dac_read_search,+net_admin,+net_raw,+sys_ptrace'
  const limited = ran('setpriv', [
    `--bounding-set=${few}`,
    '--inh-caps=-all',
    '--no-new-privs',
    '/usr/bin/khien-agent',
    'snapshot',
  ])
  expect(states(limited.output)).toEqual(states(asRoot.output))
  const refused = ({ output }: { output: string }) => output.split('not-permitted').length - 1
  expect(refused(limited)).toBe(refused(asRoot))
})
