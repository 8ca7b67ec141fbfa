import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { dataFiles } from '#agent/data-folder.ts'
import { isCommunityRule, openDeviceRules } from '#agent/rules/devices.ts'
import { deviceCheckReport } from '#protocol/device-checks.ts'
import { bundle } from '#scripts/package/bundle.ts'
import { until } from '#tests/support/processes.ts'
import { anAuthorisation, owner, ownKeys, signedBy, thisHost } from './signed-authorisation.ts'
import { needsSnmpd, startSnmpd } from './snmpd.ts'

/*
 * The child of an agent as it is shipped, with its own rules, in one network, and in another the snmpd of Debian, which
 * really has the address and the hardware address of the text. No network of this machine is touched: browsers end what
 * they load when one changes.
 */

const office = `khien-snmp-office-${process.pid}`
const network = `khien-snmp-${process.pid}`
const [here, there] = ['here', 'there']
const [start, mac] = ['172.29.77', '00:40:8c:12:34:57']
const ip = (...args: readonly string[]) => execFileSync('ip', args, { stdio: 'pipe' })
const within = (args: readonly string[]) => ip('netns', 'exec', office, ...args).toString()
const onDevice = (...args: readonly string[]) => ip('-n', network, ...args)
const [rule] = openDeviceRules().filter(isCommunityRule)
if (rule === undefined) throw new Error('no rule of SNMP')
const { community } = rule

const program = mkdtempSync(join(tmpdir(), 'khien-snmp-program-'))

let missing: string | null = null
beforeAll(async () => {
  missing = whyNot()
  if (missing !== null) return
  ip('-n', office, 'link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', network)
  await bundle({ entries: ['agent/main.ts'], folder: program, format: 'cjs', beside: ['koffi'] })
  onDevice('link', 'set', there, 'address', mac)
  onDevice('address', 'add', `${start}.40/24`, 'dev', there)
  onDevice('link', 'set', there, 'up')
  // What was confirmed lately is taken for true up to 45 s: here one second, so that no test need wait.
  within(['sysctl', '-qw', `net.ipv4.neigh.${here}.base_reachable_time_ms=1000`])
  ip('-n', office, 'address', 'add', `${start}.39/24`, 'dev', here)
  ip('-n', office, 'link', 'set', here, 'up')
  const isUp = () => ip('-n', office, 'link', 'show', here).toString().includes('state UP')
  await until('the link between both', isUp)
})
beforeEach((context) => {
  needsSnmpd(context)
  if (missing !== null) context.skip(missing)
})
afterAll(() => {
  rmSync(program, { recursive: true })
  if (missing === null) for (const one of [office, network]) ip('netns', 'del', one)
})

function whyNot(): string | null {
  try {
    for (const one of [office, network]) ip('netns', 'add', one)
    return null
  } catch (error) {
    return `no network namespaces: ${String(error).slice(0, 120)}`
  }
}

const day = (shiftDays: number) =>
  new Date(Date.now() + 7 * 3_600_000 + shiftDays * 86_400_000).toISOString().slice(0, 10)

/** What the child reports; that it says nothing else, and that nothing that it leaves tells of the community. */
async function checked(dataDir: string) {
  const file = signedBy(owner, {
    ...anAuthorisation,
    subnet: `${start}.0/24`,
    issuedOn: day(-1),
    untilDay: day(1),
    window: { from: 0, until: 1440 },
    devices: [{ address: `${start}.40`, mac, protocol: 'snmp-v1', port: 161, certificate: null }],
  })
  const agent = [process.execPath, join(program, 'agent', 'main.cjs'), 'check-device']
  const child = spawn('ip', ['netns', 'exec', office, ...agent], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C' },
  })
  child.stdin.end(JSON.stringify({ file, keys: ownKeys, hostId: thisHost, dataDir, mac }))
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(errors).toBe('')
  const left = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'utf8'))
  for (const one of [output, ...left]) expect(one).not.toContain(community)
  const { result, attempts } = deviceCheckReport.parse(JSON.parse(output))
  expect(readdirSync(dataDir)).toEqual([dataFiles.deviceChecks])
  return { result, attempts }
}

async function saidOf(settings: string | null) {
  const dataDir = mkdtempSync(join(tmpdir(), 'khien-snmp-agent-'))
  const folder = mkdtempSync(join(tmpdir(), 'khien-snmp-device-'))
  const under = ['ip', 'netns', 'exec', network]
  const snmpd =
    settings && (await startSnmpd({ folder, listensOn: `${start}.40:161`, settings, under }))
  const said = await checked(dataDir)
  const received = snmpd ? snmpd.received() : null
  if (snmpd) await snmpd.stop()
  for (const one of [dataDir, folder]) rmSync(one, { recursive: true })
  return { ...said, received }
}

const isDefault = (id: string) => ({
  result: { verdict: 'default', rule: id },
  attempts: 1,
  received: 1,
})

test('the agent tells the default of a device, by the rule of its maker where there is one', async () => {
  expect(await saidOf(`rocommunity ${community}`)).toEqual(isDefault('snmp-community'))
  const cisco = `rocommunity ${community}\nsysobjectid .1.3.6.1.4.1.9.1.1208`
  expect(await saidOf(cisco)).toEqual(isDefault('cisco-snmp'))
}, 20_000)

test('a device with another community was asked once', async () => {
  expect(await saidOf('rocommunity its-own')).toEqual({
    result: { verdict: 'this-default-not-in-use', rule: 'snmp-community' },
    attempts: 1,
    received: 1,
  })
}, 20_000)

test('a device without SNMP gives no answer', async () => {
  const unreachable = { result: { verdict: 'unreachable' }, attempts: 1, received: null }
  expect(await saidOf(null)).toEqual(unreachable)
})

test('a device that is switched off gives no answer, though the kernel still remembers it', async () => {
  // Known and not looked at for a while: the kernel asks again five seconds after it is used, and gives up after eight.
  const entry = ['lladdr', mac, 'dev', here, 'nud', 'stale']
  ip('-n', office, 'neighbour', 'replace', `${start}.40`, ...entry)
  expect(within(['cat', '/proc/net/arp'])).toContain(mac)
  onDevice('address', 'del', `${start}.40/24`, 'dev', there)
  expect(await saidOf(null)).toMatchObject({ result: { verdict: 'unreachable' }, attempts: 1 })
}, 30_000)
