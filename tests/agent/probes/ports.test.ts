import { expect, test } from 'vitest'
import { exposureOf } from '#agent/probes/ports/exposure.ts'
import { ports } from '#agent/probes/ports/index.ts'
import { parseProcNet } from '#agent/probes/ports/proc-net.ts'
import { openSystem, type System } from '#agent/system.ts'
import { unknown } from '#protocol/values.ts'
import { aLook, aMachine, fixture } from '../machine.ts'

const ss = '/usr/bin/ss -H -lntup'
const firstNamespace = {
  '/proc/self/ns/pid': 'pid:[4026531836]',
  '/proc/1/ns/pid': 'pid:[4026531836]',
}
const range = { '/proc/sys/net/ipv4/ip_local_port_range': '32768\t60999\n' }

test('a real listing of ss gives every listener once, client sockets left out', async () => {
  const outputs = { [ss]: fixture('ports/ss-debian-12.txt') }
  const machine = aMachine({ files: range, links: firstNamespace, outputs })
  const held = { program: 'probe-test', service: null }
  expect(await ports(machine, aLook())).toEqual({
    listeners: [
      { transport: 'tcp', address: '127.0.0.1', port: 5432, exposure: 'loopback', ...held },
      { transport: 'tcp', address: '::1', port: 6379, exposure: 'loopback', ...held },
      { transport: 'tcp', address: '*', port: 8080, exposure: 'any', ...held },
      { transport: 'tcp', address: '::', port: 8081, exposure: 'any', ...held },
      { transport: 'tcp', address: '0.0.0.0', port: 8443, exposure: 'any', ...held },
      { transport: 'tcp', address: '10.20.30.40', port: 9000, exposure: 'lan', ...held },
      { transport: 'udp', address: '127.0.0.1', port: 161, exposure: 'loopback', ...held },
      { transport: 'udp', address: 'fe80::1%lo', port: 546, exposure: 'loopback', ...held },
      { transport: 'udp', address: '0.0.0.0', port: 5353, exposure: 'any', ...held },
    ],
    listenersTotal: 9,
  })
})

test('the program is the file that runs, not what the process calls itself', async () => {
  const outputs = { [ss]: 'tcp LISTEN 0 9 *:80 *:* users:(("MainThread",pid=77,fd=3))' }
  const links = { ...firstNamespace, '/proc/77/exe': '/opt/app/bin/node (deleted)' }
  const facts = await ports(aMachine({ links, outputs }), aLook())
  expect(facts).toMatchObject({ listeners: [{ program: 'node' }] })
})

test('a socket without a holder is the kernel only where every holder could be seen', async () => {
  const outputs = { [ss]: 'udp UNCONN 0 0 0.0.0.0:2049 0.0.0.0:*' }
  const holder = async (links: Record<string, string>) => {
    const facts = await ports(aMachine({ links, outputs }), aLook())
    return 'listeners' in facts ? facts.listeners[0]?.program : facts
  }
  expect(await holder(firstNamespace)).toBeNull()
  const unseen = unknown('not-permitted', 'holder of the socket')
  expect(await holder({ '/proc/self/ns/pid': 'pid:[4026531836]' })).toEqual(unseen)
  const container = 'pid:[4026532741]'
  const inside = { '/proc/self/ns/pid': container, '/proc/1/ns/pid': container }
  expect(await holder(inside)).toEqual(unseen)
})

test('the tables of the kernel give the same addresses as ss', () => {
  const placesOf = (table: 'tcp' | 'tcp6' | 'udp' | 'udp6') =>
    parseProcNet(fixture(`ports/proc-net-${table}.txt`), table.startsWith('tcp') ? 'tcp' : 'udp')
      .map(({ address, port }) => `${address} ${port}`)
      .sort()
  expect(placesOf('tcp')).toEqual(['0.0.0.0 8443', '10.20.30.40 9000', '127.0.0.1 5432'])
  expect(placesOf('tcp6')).toEqual([':: 8080', ':: 8081', '::1 6379'])
  expect(placesOf('udp')).toEqual([
    '0.0.0.0 40001',
    '0.0.0.0 5353',
    '0.0.0.0 5353',
    '127.0.0.1 161',
  ])
  expect(placesOf('udp6')).toEqual(['fe80::1 546'])
})

test('without ss the kernel is read, and finds a listener of ours with its program', async () => {
  const { createServer } = await import('node:net')
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : null
  const withoutSs: System = {
    ...openSystem(),
    run: async () => ({ ok: false, because: 'tool-missing', detail: 'missing' }),
  }
  const facts = await ports(withoutSs, aLook())
  await new Promise((done) => server.close(done))
  const found = 'listeners' in facts ? facts.listeners.find((each) => each.port === port) : null
  expect(found).toMatchObject({ address: '0.0.0.0', exposure: 'any', program: 'node' })
})

test('a failing ss on a kernel that cannot be read is unknown, not "nothing listens"', async () => {
  const facts = await ports(aMachine({ outputs: { [ss]: { exitCode: 1 } } }), aLook())
  expect(facts).toMatchObject({ state: 'unknown' })
})

test.each([
  ['127.0.0.53%lo', 'loopback'],
  ['0.0.0.0%virbr0', 'any'],
  ['169.254.1.1', 'link-local'],
  ['172.31.0.1', 'lan'],
  ['172.32.0.1', 'public'],
  ['100.64.0.1', 'lan'],
  ['224.0.0.251', 'lan'],
  ['::ffff:192.168.1.1', 'lan'],
  ['fd12::1', 'lan'],
  ['fe80::1%eth0', 'link-local'],
  ['2001:db8::1', 'public'],
  ['*', 'any'],
])('%s reaches %s', (address, exposure) => {
  expect(exposureOf(address)).toBe(exposure)
})
