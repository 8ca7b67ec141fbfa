import { describe, expect, test } from 'vitest'
import { healthOf } from '#agent/door/windows/security-center.ts'
import { socketsIn, socketTables } from '#agent/door/windows/socket-tables.ts'
import {
  accountRow,
  accountRows,
  processIn,
  processRow,
  serviceRow,
  serviceRows,
} from '#agent/door/windows/tables.ts'

/*
 * Rows are written here by hand as the documentation of Windows lays them out; none is a capture.
 */

const [tcp4, tcp6, udp4, udp6] = socketTables
const textAt = (address: bigint) => `text ${address}`

/** A table of iphlpapi: the number of rows, then the rows. */
function tableOf(count: number, hex: string): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32LE(count)
  return Buffer.concat([head, Buffer.from(hex.replaceAll(/\s/g, ''), 'hex')])
}

describe('sockets', () => {
  test('ports are in network order, addresses are as people write them', () => {
    const everywhere = '02000000 00000000 0d3d0000 00000000 00000000 04050000'
    const here = '02000000 7f000001 01bd0000 00000000 00000000 04000000'
    expect(tcp4 && socketsIn(tcp4, tableOf(2, everywhere + here))).toEqual([
      { transport: 'tcp', address: '0.0.0.0', port: 3389, processId: 1284 },
      { transport: 'tcp', address: '127.0.0.1', port: 445, processId: 4 },
    ])
  })

  test('an address of IPv6 is shortened and loses its scope', () => {
    const link = 'fe800000000000000000000000000001'
    const any = '00'.repeat(16)
    const tcp = `${any} 00000000 01bd0000 ${any} 00000000 00000000 02000000 04000000`
    expect(tcp6 && socketsIn(tcp6, tableOf(1, tcp))).toEqual([
      { transport: 'tcp', address: '::', port: 445, processId: 4 },
    ])
    expect(udp6 && socketsIn(udp6, tableOf(1, `${link} 0c000000 14e90000 10000000`))).toEqual([
      { transport: 'udp', address: 'fe80::1', port: 5353, processId: 16 },
    ])
  })

  test('the unused half of a port is not read', () => {
    expect(udp4 && socketsIn(udp4, tableOf(1, '0a000005 0035ffff 01000000'))).toEqual([
      { transport: 'udp', address: '10.0.0.5', port: 53, processId: 1 },
    ])
  })

  test('five thousand listeners are all read', () => {
    const rows = Buffer.alloc(5_000 * 24)
    for (let row = 0; row < 5_000; row += 1) rows.writeUInt16BE(row, row * 24 + 8)
    const found = tcp4 ? socketsIn(tcp4, tableOf(5_000, rows.toString('hex'))) : []
    expect([found.length, found.at(-1)?.port]).toEqual([5_000, 4_999])
  })

  test('a table that is shorter than it says is refused, not read past its end', () => {
    expect(() => tcp4 && socketsIn(tcp4, tableOf(2, '00'.repeat(24)))).toThrow(RangeError)
  })
})

test('a service on its way from one state to another is neither running nor stopped', () => {
  const states = [1, 2, 3, 4, 5, 6, 7]
  const table = Buffer.alloc(states.length * serviceRow.bytes)
  for (const [row, state] of states.entries()) {
    table.writeUInt32LE(state, row * serviceRow.bytes + serviceRow.state)
  }
  expect(serviceRows(table, states.length, textAt).map(({ state }) => state)).toEqual([
    'stopped',
    'changing',
    'changing',
    'running',
    'changing',
    'changing',
    'paused',
  ])
})

test('a service is told by both its names and its process', () => {
  const table = Buffer.alloc(serviceRow.bytes)
  table.writeBigUInt64LE(10n, serviceRow.name)
  table.writeBigUInt64LE(20n, serviceRow.displayName)
  table.writeUInt32LE(4, serviceRow.state)
  table.writeUInt32LE(816, serviceRow.processId)
  expect(serviceRows(table, 1, textAt)).toEqual([
    { name: 'text 10', displayName: 'text 20', state: 'running', processId: 816 },
  ])
})

test('an account is told by its RID, flags, privilege and the age of its password', () => {
  const table = Buffer.alloc(accountRow.bytes)
  table.writeBigUInt64LE(10n, accountRow.name)
  table.writeUInt32LE(3_600, accountRow.passwordAge)
  table.writeUInt32LE(2, accountRow.privilege)
  table.writeUInt32LE(0x1_0200, accountRow.flags)
  table.writeUInt32LE(500, accountRow.rid)
  expect(accountRows(table, 1, textAt)).toEqual([
    { rid: 500, name: 'text 10', flags: 0x1_0200, privilege: 2, passwordAgeSeconds: 3_600 },
  ])
})

test('the name of a process ends where Windows ends it', () => {
  const row = Buffer.alloc(processRow.bytes, 0x41)
  row.writeUInt32LE(7, processRow.processId)
  row.write('svchost.exe\0junk', processRow.name, 'utf16le')
  expect(processIn(row)).toEqual({ processId: 7, name: 'svchost.exe' })
})

describe('Security Center', () => {
  test('each health has its word', () => {
    expect([0, 1, 2, 3].map((health) => healthOf(0, health))).toEqual(
      ['good', 'not-monitored', 'poor', 'snoozed'].map((value) => ({ ok: true, value })),
    )
  })

  test('its "poor" is no finding while its own service does not run', () => {
    expect(healthOf(1, 2)).toEqual({ ok: false, because: 'not-readable', detail: '00000001' })
  })

  test('an error or a health without a word is unknown', () => {
    const notImplemented = 0x8000_4001 | 0
    expect([healthOf(notImplemented, 2), healthOf(0x8007_0005 | 0, 2), healthOf(0, 9)]).toEqual([
      { ok: false, because: 'not-supported', detail: '80004001' },
      { ok: false, because: 'not-permitted', detail: '80070005' },
      { ok: false, because: 'not-understood', detail: '9' },
    ])
  })
})
