import { SocketAddress } from 'node:net'
import type { WindowsSocket } from '../../windows-system.ts'
import { rowsOf } from './tables.ts'

/**
 * A kind of table of iphlpapi: its transport, its address family, and where things stand in a row.
 */
export type SocketTable = {
  readonly transport: WindowsSocket['transport']
  readonly family: 'ipv4' | 'ipv6'
  readonly rowBytes: number
  readonly address: number
  readonly port: number
  readonly processId: number
}

/**
 * MIB_TCPROW_OWNER_PID, MIB_TCP6ROW_OWNER_PID, MIB_UDPROW_OWNER_PID, MIB_UDP6ROW_OWNER_PID of
 * tcpmib.h and udpmib.h; tests/agent/door/tables.test.ts compares the places with the declarations.
 */
export const socketTables: readonly SocketTable[] = [
  { transport: 'tcp', family: 'ipv4', rowBytes: 24, address: 4, port: 8, processId: 20 },
  { transport: 'tcp', family: 'ipv6', rowBytes: 56, address: 0, port: 20, processId: 52 },
  { transport: 'udp', family: 'ipv4', rowBytes: 12, address: 0, port: 4, processId: 8 },
  { transport: 'udp', family: 'ipv6', rowBytes: 28, address: 0, port: 20, processId: 24 },
]

const countBytes = 4

/**
 * The rows of one table, which begins with their number. A scope of an IPv6 address is left out.
 */
export function socketsIn(table: SocketTable, bytes: Buffer): WindowsSocket[] {
  const rows = rowsOf(bytes.subarray(countBytes), bytes.readUInt32LE(), table.rowBytes)
  return rows.map((row) => ({
    transport: table.transport,
    address: addressIn(row.subarray(table.address), table.family),
    // In network order within the low half of a number of 32 bits; the high half may hold anything.
    port: row.readUInt16BE(table.port),
    processId: row.readUInt32LE(table.processId),
  }))
}

function addressIn(bytes: Buffer, family: SocketTable['family']): string {
  if (family === 'ipv4') return bytes.subarray(0, 4).join('.')
  const groups = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2).toString(16))
  return new SocketAddress({ address: groups.join(':'), family }).address
}
