import fc from 'fast-check'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openNeighbourMemory } from '#agent/probes/neighbours/memory.ts'
import { parseGateways, parseIpv6 } from '#agent/probes/neighbours/linux.ts'
import { tellable } from '#agent/probes/neighbours/neighbour.ts'
import { neighbours } from '#agent/probes/neighbours/index.ts'
import { factsRegistry } from '#protocol/facts/registry.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { isPrivateNetwork, isWithinNetworks } from '#protocol/networks.ts'
import { temporaryFolder } from '../../support/processes.ts'
import { aLook, aMachine } from '../machine.ts'
import { aWindowsMachine } from '../windows-machine.ts'

/** Taken from Debian 12, addresses changed; the last two are a phone with a MAC of its own and one that did not answer. */
const arp = `IP address       HW type     Flags       HW address            Mask     Device
192.168.1.1      0x1         0x2         50:d2:f5:01:02:03     *        eth0
192.168.1.20     0x1         0x2         44:47:cc:0a:0b:0c     *        eth0
172.17.0.2       0x1         0x2         02:42:ac:11:00:02     *        docker0
192.168.1.77     0x1         0x2         da:a1:19:00:00:01     *        eth0
10.9.9.9         0x1         0x2         b4:2e:99:00:00:09     *        eth1
192.168.1.30     0x1         0x0         00:00:00:00:00:00     *        eth0
`
const route = `Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
eth0	00000000	0101A8C0	0003	0	0	100	00000000	0	0	0
eth0	0001A8C0	00000000	0001	0	0	100	00FFFFFF	0	0	0
`
const machine = aMachine({ files: { '/proc/net/arp': arp, '/proc/net/route': route } })
const lan = ['192.168.1.0/24']
const declaring = (networks: readonly string[], memory = openNeighbourMemory(null)) => ({
  neighbours: { networks, memory },
})

test('neighbours are told on declared networks alone, with the MAC of a maker', async () => {
  expect(await neighbours(machine, aLook(declaring(lan)))).toEqual({
    networks: lan,
    neighbours: [
      { mac: '44:47:cc:0a:0b:0c', address: '192.168.1.20', isGateway: false },
      { mac: '50:d2:f5:01:02:03', address: '192.168.1.1', isGateway: true },
    ],
    total: 2,
  })
})

test('where no network is declared nothing is read, and that is said', async () => {
  const nothing = { state: 'unknown', because: 'not-declared', detail: 'KHIEN_NETWORKS' }
  const unreadable = aMachine({ files: {} })
  expect(await neighbours(unreadable, aLook())).toEqual(nothing)
  expect(await neighbours(unreadable, aLook(declaring([])))).toEqual(nothing)
})

test('a table that cannot be read is unknown, not an empty network', async () => {
  const windows = aWindowsMachine({ neighbours: { because: 'not-permitted', detail: '5' } })
  expect(await neighbours(windows, aLook(declaring(lan)))).toEqual({
    state: 'unknown',
    because: 'not-permitted',
    detail: 'ARP table: 5',
  })
  const told = await neighbours(machine, aLook(declaring(['fd00:1::/64'])))
  expect(told).toEqual({ state: 'unknown', because: 'tool-missing', detail: 'ip' })
})

test('on Windows what stands for many is left out', async () => {
  const rows = [
    { mac: '01:00:5e:00:00:16', address: '192.168.1.22', isGateway: false },
    { mac: 'ff:ff:ff:ff:ff:ff', address: '192.168.1.255', isGateway: false },
    { mac: '44:47:cc:0a:0b:0c', address: '192.168.1.20', isGateway: false },
  ]
  expect(await neighbours(aWindowsMachine({ neighbours: rows }), aLook(declaring(lan)))).toEqual({
    networks: lan,
    neighbours: [rows[2]],
    total: 1,
  })
})

test('two looks of an idle machine are equal, though one neighbour sleeps in between', async () => {
  const { path, remove } = await temporaryFolder()
  try {
    const file = join(path, 'neighbours.json')
    const first = await neighbours(machine, aLook(declaring(lan, openNeighbourMemory(file))))
    const asleep = aMachine({
      files: { '/proc/net/arp': arp.replace(/.*\.20 .*\n/, ''), '/proc/net/route': route },
    })
    const { nowMs } = aLook()
    const later = (days: number) => ({
      ...aLook(declaring(lan, openNeighbourMemory(file))),
      nowMs: nowMs + days * dayMs,
    })
    expect(await neighbours(asleep, later(0.2))).toEqual(first)
    expect(await neighbours(asleep, later(6.9))).toEqual(first)
    expect(await neighbours(asleep, later(7.1))).toMatchObject({ total: 1 })
  } finally {
    await remove()
  }
})

test('who lies outside of networks that were narrowed is forgotten', async () => {
  const memory = openNeighbourMemory(null)
  await neighbours(machine, aLook(declaring(lan, memory)))
  expect(await neighbours(machine, aLook(declaring(['192.168.1.1'], memory)))).toMatchObject({
    neighbours: [{ address: '192.168.1.1' }],
    total: 1,
  })
})

const anyMac = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 })
  .map((bytes) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':'))
const anyNetwork = fc.constantFrom(...lan, '10.0.0.0/8', '172.16.4.0/22', 'fd00:1::/64')
const anyRow = fc.record({
  mac: fc.oneof(anyMac, fc.string({ maxLength: 20 })),
  address: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('192.168.1.9'), fc.string({ maxLength: 20 })),
  isGateway: fc.boolean(),
})

test('no MAC that a device made up and no address outside of the declared networks is ever told', () => {
  fc.assert(
    fc.property(fc.array(anyRow), fc.array(anyNetwork), (rows, networks) => {
      for (const { mac, address } of tellable(rows, networks)) {
        expect(Number.parseInt(mac.slice(0, 2), 16) & 0b11).toBe(0)
        expect(networks.length).toBeGreaterThan(0)
        expect(isWithinNetworks(address, networks)).toBe(true)
      }
    }),
  )
})

test('a made-up MAC is refused by the facts themselves', () => {
  const { facts } = factsRegistry.neighbours
  const told = (mac: string) => ({
    networks: lan,
    neighbours: [{ mac, address: '192.168.1.9', isGateway: false }],
    total: 1,
  })
  expect(facts.safeParse(told('44:47:cc:0a:0b:0c')).success).toBe(true)
  for (const mac of ['da:a1:19:00:00:01', '01:00:5e:00:00:16', '00:00:00:00:00:00', 'x']) {
    expect(facts.safeParse(told(mac)).success).toBe(false)
  }
})

test('only networks within a private range can be declared', () => {
  const good = ['10.0.0.0/8', '192.168.1.0/24', '172.31.255.0/24', '10.1.2.3', 'fd12::/48']
  const bad = ['0.0.0.0/0', '8.8.8.0/24', '172.0.0.0/8', '192.168.0.0/15', '2001:db8::/32', 'lan']
  expect([...good, ...bad].filter(isPrivateNetwork)).toEqual(good)
})

test('gateways and IPv6 neighbours are read as the kernel writes them', () => {
  expect([...parseGateways(route)]).toEqual(['192.168.1.1'])
  const six = `fd00:1::1 dev eth0 lladdr 50:d2:f5:01:02:03 router STALE
fd00:1::5 dev eth0  FAILED
fe80::1 dev eth0 lladdr 44:47:CC:0a:0b:0c REACHABLE
`
  expect(parseIpv6(six)).toEqual([
    { mac: '50:d2:f5:01:02:03', address: 'fd00:1::1', isGateway: true },
    { mac: '44:47:cc:0a:0b:0c', address: 'fe80::1', isGateway: false },
  ])
})
