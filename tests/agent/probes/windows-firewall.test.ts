import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firewall } from '#agent/probes/firewall/index.ts'
import type { CimInstance } from '#agent/windows-system.ts'
import { firewall as firewallSpec } from '#protocol/facts/firewall.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown } from '#protocol/values.ts'
import { aLook } from '../machine.ts'
import {
  aWindowsMachine,
  type GivenRegistry,
  type GivenValue,
  type WindowsParts,
} from '../windows-machine.ts'

// Written from [MS-GPFAS], [MS-FASP] and MSFT_NetConnectionProfile; no real machine was seen.
const local = 'SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy'
const policy = 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall'
const on = { EnableFirewall: 1 }
const off = { EnableFirewall: 0 }
const allOn: GivenRegistry = {
  [`${local}\\DomainProfile`]: on,
  [`${local}\\StandardProfile`]: on,
  [`${local}\\PublicProfile`]: on,
}
const network = (NetworkCategory: CimInstance[string]) => ({ NetworkCategory })
const connected = (...networks: CimInstance[]) => ({ 'network-profiles': networks })

async function look(registry: GivenRegistry, parts: WindowsParts = {}): Promise<Facts<'firewall'>> {
  const given = { services: ['MpsSvc'], cim: connected(network(0)), ...parts, registry }
  const facts = await firewall(aWindowsMachine(given), aLook())
  if (isUnknown(facts)) throw new Error(facts.detail)
  return firewallSpec.facts.parse(facts)
}
const stateOf = async (registry: GivenRegistry, parts?: WindowsParts) =>
  (await look(registry, parts)).state

test('a fresh Windows on a public network is on and drops', async () => {
  expect(await look(allOn)).toEqual({
    state: 'on',
    incomingDefault: 'drop',
    frontEnds: [{ tool: 'windows', isEnabled: true, incomingRules: expect.objectContaining({}) }],
    profiles: [
      { name: 'domain', state: 'on', isByPolicy: false, isActive: false },
      { name: 'private', state: 'on', isByPolicy: false, isActive: false },
      { name: 'public', state: 'on', isByPolicy: false, isActive: true },
    ],
  })
})

test('an active profile that is off is a way in; an idle one is not', async () => {
  expect(await look({ ...allOn, [`${local}\\PublicProfile`]: off })).toMatchObject({
    state: 'off',
    incomingDefault: 'accept',
  })
  expect(await stateOf({ ...allOn, [`${local}\\DomainProfile`]: off })).toBe('on')
})

test('policy stands above the setting of the machine, both ways', async () => {
  const forcedOff = await look({ ...allOn, [`${policy}\\PublicProfile`]: off })
  expect(forcedOff.state).toBe('off')
  expect(forcedOff.profiles[2]).toMatchObject({ state: 'off', isByPolicy: true })
  const machineOff = { ...allOn, [`${local}\\PublicProfile`]: off }
  expect(await stateOf({ ...machineOff, [`${policy}\\PublicProfile`]: on })).toBe('on')
})

test('the private profile has another name in policy; the old name speaks for both', async () => {
  const cim = connected(network(1))
  const own = { ...allOn, [`${policy}\\PrivateProfile`]: off }
  expect(await stateOf(own, { cim })).toBe('off')
  const old = { ...allOn, [`${policy}\\StandardProfile`]: off }
  expect(await stateOf(old, { cim })).toBe('off')
  expect(await stateOf(old)).toBe('off')
})

test('whatever the registry says, nothing filters without the service', async () => {
  const stopped = { name: 'mpssvc', displayName: '', state: 'stopped', processId: 0 } as const
  expect(await stateOf(allOn, { services: [stopped] })).toBe('off')
  expect(await stateOf(allOn, { services: [] })).toBe('off')
  const changing = { ...stopped, state: 'changing' } as const
  expect(await stateOf(allOn, { services: [changing] })).toMatchObject({ state: 'unknown' })
  const denied = { because: 'not-permitted' } as const
  expect(await stateOf(allOn, { services: denied })).toMatchObject({ because: 'not-permitted' })
})

test('a profile that lets in by default is off', async () => {
  const open = { EnableFirewall: 1, DefaultInboundAction: 0 }
  expect(await look({ ...allOn, [`${local}\\PublicProfile`]: open })).toMatchObject({
    state: 'off',
    incomingDefault: 'accept',
  })
})

test.each([
  ['not asked', { because: 'timed-out' } as const],
  ['no network', []],
  ['4294967295', [network(4_294_967_295)]],
  ['a text', [network('Public')]],
  ['nothing', [{}]],
])('with networks unknown (%s) all profiles must agree', async (_name, networks) => {
  const cim = { 'network-profiles': networks }
  expect(await stateOf(allOn, { cim })).toBe('on')
  const mixed = { ...allOn, [`${local}\\DomainProfile`]: off }
  expect(await stateOf(mixed, { cim })).toMatchObject({ state: 'unknown' })
  const allOff = Object.fromEntries(Object.keys(allOn).map((path) => [path, off]))
  expect(await stateOf(allOff, { cim })).toBe('off')
})

const wrong: GivenValue[] = [
  '1',
  '',
  2,
  4_294_967_295,
  ['1'],
  { type: 'binary', value: '01000000' },
]

test.each(wrong.map((value) => [value]))('EnableFirewall %j is not understood', async (value) => {
  const garbled = { EnableFirewall: value }
  const own = { ...allOn, [`${local}\\PublicProfile`]: garbled }
  expect(await stateOf(own)).toMatchObject({ because: 'not-understood' })
  const byPolicy = { ...allOn, [`${policy}\\PublicProfile`]: garbled }
  expect(await stateOf(byPolicy)).toMatchObject({ because: 'not-understood' })
})

test('a setting that is missing is not taken for on', async () => {
  expect(await stateOf({ ...allOn, [`${local}\\PublicProfile`]: {} })).toMatchObject({
    because: 'not-understood',
  })
})

const bkav = { displayName: 'Bkav Pro', productState: 0x011000 }
const offHere = { ...allOn, [`${local}\\PublicProfile`]: off }
const besides = (...products: CimInstance[]) => ({
  cim: { ...connected(network(0)), 'firewall-products': products },
})

test("another maker's firewall that is on filters instead of Windows", async () => {
  expect(await look(offHere, besides(bkav))).toMatchObject({
    state: 'on',
    incomingDefault: { because: 'not-supported' },
    frontEnds: [{ tool: 'windows' }, { tool: 'other', isEnabled: true }],
  })
})

test.each([
  ['off', 0x010000],
  ['snoozed', 0x012000],
  ['expired', 0x013000],
])('one that is %s filters nothing', async (_name, productState) => {
  expect(await stateOf(offHere, besides({ ...bkav, productState }))).toBe('off')
})

test.each([0x014000, 4_294_967_295, '69632x', null, true])(
  'one whose state is %s leaves "off" unproved',
  async (productState) => {
    const parts = besides({ ...bkav, productState })
    expect(await stateOf(offHere, parts)).toMatchObject({ state: 'unknown' })
    expect(await stateOf(allOn, parts)).toBe('on')
  },
)

test('a row that a removed firewall left behind does not filter', async () => {
  const row = { ...bkav, pathToSignedProductExe: 'C:\\Program Files\\Bkav\\Firewall.exe' }
  expect(await stateOf(offHere, besides(row))).toMatchObject({ because: 'stale' })
  const files = { 'C:\\Program Files\\Bkav\\Firewall.exe': 'MZ' }
  expect(await stateOf(offHere, { ...besides(row), files })).toBe('on')
})

test('without Security Center "off" is unproved on a client and proved on a server', async () => {
  const asked = (because: 'timed-out' | 'not-supported') => ({
    cim: { ...connected(network(0)), 'firewall-products': { because } },
  })
  expect(await stateOf(offHere, asked('timed-out'))).toMatchObject({ because: 'timed-out' })
  expect(await stateOf(offHere, asked('not-supported'))).toBe('off')
})

/**
 * A value that is away may mean something: a policy that is not set lets the machine decide, and
 * no DefaultInboundAction drops. Those are garbled but not removed, unless they say "on".
 */
test('no garbled, unreadable or removed sign of protection turns into protection', async () => {
  const enabled = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<GivenValue>(1) },
    { weight: 2, arbitrary: fc.constantFrom<GivenValue | undefined>(0, undefined, '1', 7) },
  )
  const profile = fc.record({ EnableFirewall: enabled, DefaultInboundAction: enabled })
  const paths = [
    ...Object.keys(allOn),
    ...['DomainProfile', 'PrivateProfile', 'StandardProfile', 'PublicProfile'].map(
      (name) => `${policy}\\${name}`,
    ),
  ]
  const keys = fc.tuple(...paths.map(() => profile))
  const networks = fc.constantFrom([network(0)], [network(1)], [network(2), network(0)], [])
  const at = fc.record({
    path: fc.nat(paths.length - 1),
    how: fc.nat(wrong.length + 1),
    name: fc.constantFrom('EnableFirewall', 'DefaultInboundAction'),
  })
  await fc.assert(
    fc.asyncProperty(keys, networks, fc.array(at, { maxLength: 4 }), async (given, seen, hurts) => {
      const registry = Object.fromEntries(
        paths.map((path, index) => [path, present(given[index] ?? {})]),
      )
      const parts = { cim: connected(...seen) }
      const before = await stateOf(registry, parts)
      const after = await stateOf(hurt(registry, paths, hurts), parts)
      if (before !== 'on') expect(after).not.toBe('on')
    }),
    { numRuns: 800, seed: 1670 },
  )
})

function hurt(
  registry: GivenRegistry,
  paths: readonly string[],
  hurts: readonly { path: number; how: number; name: string }[],
): GivenRegistry {
  const result: Record<string, GivenRegistry[string]> = { ...registry }
  for (const { path: index, how, name } of hurts) {
    const path = paths[index] ?? ''
    const key = registry[path] ?? {}
    const { EnableFirewall: enabled, ...rest } = key as Record<string, GivenValue>
    const isOwn = path.startsWith(local)
    if (how === wrong.length) result[path] = { because: 'not-permitted' }
    else if (how > wrong.length) result[path] = isOwn || enabled === 1 ? rest : key
    else if (name in key || isOwn) result[path] = { ...key, [name]: wrong[how] ?? '' }
  }
  return result
}

function present(values: Record<string, GivenValue | undefined>): Record<string, GivenValue> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
