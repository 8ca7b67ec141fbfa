import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ports } from '#agent/probes/ports/index.ts'
import type { WindowsSocket } from '#agent/windows-system.ts'
import { ports as portsSpec } from '#protocol/facts/ports.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { limits } from '#protocol/limits.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import { aLook } from '../machine.ts'
import { aWindowsMachine, type WindowsParts } from '../windows-machine.ts'

const processes = [
  { processId: 4, name: 'System' },
  { processId: 900, name: 'svchost.exe' },
  { processId: 7000, name: 'chrome.exe' },
]
const service = (name: string, processId: number) =>
  ({ name, displayName: name, state: 'running', processId }) as const
const services = [service('RpcSs', 900), service('RpcEptMapper', 900), service('Stopped', 0)]
const tcp = (port: number, processId = 900, address = '0.0.0.0'): WindowsSocket => ({
  transport: 'tcp',
  address,
  port,
  processId,
})
const udp = (port: number, processId = 900, address = '0.0.0.0'): WindowsSocket => ({
  ...tcp(port, processId, address),
  transport: 'udp',
})

async function look(parts: WindowsParts): Promise<Facts<'ports'>> {
  const facts = await ports(aWindowsMachine({ processes, services, ...parts }), aLook())
  if (isUnknown(facts)) throw new Error(facts.detail)
  return portsSpec.facts.parse(facts)
}
const holding = (facts: Facts<'ports'>) =>
  facts.listeners.map(({ port, program, service: held }) => ({ port, program, service: held }))

test('a listener names its program and every service of that process', async () => {
  expect(await look({ sockets: [tcp(135)] })).toEqual({
    listeners: [
      {
        transport: 'tcp',
        address: '0.0.0.0',
        port: 135,
        exposure: 'any',
        program: 'svchost.exe',
        service: 'RpcEptMapper,RpcSs',
      },
    ],
    listenersTotal: 1,
  })
})

test('the kernel holds what the processes 0 and 4 hold', async () => {
  const facts = await look({ sockets: [tcp(445, 4), udp(137, 0, '10.0.0.5')] })
  expect(holding(facts)).toEqual([
    { port: 445, program: null, service: null },
    { port: 137, program: null, service: null },
  ])
})

test('a process that is gone leaves its holder unknown', async () => {
  const [gone] = holding(await look({ sockets: [tcp(8080, 31_337)] }))
  const program = unknown('not-readable', 'the process that held the socket is gone')
  expect(gone).toEqual({ port: 8080, program, service: null })
})

test('lists that could not be read leave holders unknown, not the kernel', async () => {
  const denied = { because: 'not-permitted', detail: '5' } as const
  const [socket] = holding(await look({ sockets: [tcp(80)], processes: denied, services: denied }))
  expect(socket).toMatchObject({
    program: { because: 'not-permitted' },
    service: { because: 'not-permitted' },
  })
})

test('sockets that could not be read are unknown, not an empty list', async () => {
  const failed = { because: 'tool-failed', detail: 'GetExtendedTcpTable: 87' } as const
  const facts = await ports(aWindowsMachine({ processes, services, sockets: failed }), aLook())
  expect(facts).toEqual(unknown('tool-failed', 'listeners: GetExtendedTcpTable: 87'))
})

test('client sockets of UDP are left out and shared addresses stand once', async () => {
  const shared = Array.from({ length: 30 }, () => udp(5353, 7000))
  const facts = await look({ sockets: [...shared, udp(5353, 900), udp(49_152), udp(65_535)] })
  expect(holding(facts)).toEqual([
    { port: 5353, program: 'chrome.exe', service: 'RpcEptMapper,RpcSs' },
  ])
})

test('of 5,000 listeners as many are told as a reading carries, with their number', async () => {
  const longNames = Array.from({ length: 10 }, (_, index) => service(`LongServiceName${index}`, 5))
  const facts = await look({
    processes: [{ processId: 5, name: 'x'.repeat(200) }],
    services: longNames,
    sockets: Array.from({ length: 5_000 }, (_, index) => tcp(index + 1, 5, '192.168.100.100')),
  })
  expect(facts.listenersTotal).toBe(5_000)
  expect(facts.listeners.length).toBeLessThanOrEqual(limits.listenersMax)
  expect(facts.listeners.length).toBeGreaterThan(100)
  const bytes = Buffer.byteLength(JSON.stringify({ state: 'known', facts }))
  expect(bytes).toBeLessThanOrEqual(limits.readingBytesMax)
})

// The rows of a real Windows 10 (test data of jc, MIT), read where the folder stands beside the
// checkout.
const capture = new URL('../../../../shared/captures/windows-10/netstat-aon.out', import.meta.url)

test('facts of a real netstat list every listener and no client socket', async (ctx) => {
  if (!existsSync(capture)) ctx.skip('no captures beside the checkout')
  const rows = rowsOfNetstat(readFileSync(capture, 'utf8'))
  const facts = await look({ sockets: rows, processes: [], services: [] })
  const wanted = new Set(
    rows
      .filter(({ transport, port }) => transport === 'tcp' || port < 49_152)
      .map(({ transport, address, port }) => `${transport} ${address} ${port}`),
  )
  const told = facts.listeners.map((each) => `${each.transport} ${each.address} ${each.port}`)
  expect(wanted.size).toBeGreaterThan(40)
  expect(new Set(told)).toEqual(wanted)
  expect(told.length).toBe(wanted.size)
})

/** Listeners are known by their foreign address: the words for states are those of the language. */
function rowsOfNetstat(text: string): WindowsSocket[] {
  return text.split('\n').flatMap((line) => {
    const [proto, local = '', foreign, ...rest] = line.trim().split(/\s+/)
    const isTcp = proto === 'TCP' && /^(0\.0\.0\.0|\[::\]):0$/.test(foreign ?? '')
    if (!isTcp && proto !== 'UDP') return []
    const at = local.lastIndexOf(':')
    const address = local.slice(0, at).replaceAll(/[[\]]/g, '')
    const transport = isTcp ? ('tcp' as const) : ('udp' as const)
    const port = Number(local.slice(at + 1))
    return [{ transport, address, port, processId: Number(rest.at(-1)) }]
  })
}
