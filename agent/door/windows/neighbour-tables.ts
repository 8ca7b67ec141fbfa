import type { WindowsNeighbour } from '../../windows-system.ts'
import { rowsOf } from './tables.ts'

const countBytes = 4

/** MIB_IPNETROW of ipmib.h. */
const neighbourRow = { bytes: 24, macBytes: 4, mac: 8, address: 16, kind: 20 }
/** MIB_IPNET_TYPE_INVALID: the row does not hold any more. */
const invalid = 2
const macBytesOfEthernet = 6

/** MIB_IPFORWARDROW of ipmib.h. */
const routeRow = { bytes: 56, destination: 0, mask: 4, gateway: 12 }

/** The rows of MIB_IPNETTABLE, which begins with their number. */
export function neighboursIn(bytes: Buffer, gateways: ReadonlySet<string>): WindowsNeighbour[] {
  const rows = rowsOf(bytes.subarray(countBytes), bytes.readUInt32LE(), neighbourRow.bytes)
  return rows.flatMap((row) => {
    const isEthernet = row.readUInt32LE(neighbourRow.macBytes) === macBytesOfEthernet
    if (!isEthernet || row.readUInt32LE(neighbourRow.kind) === invalid) return []
    const address = addressAt(row, neighbourRow.address)
    const hexadecimal = row.subarray(neighbourRow.mac, neighbourRow.mac + macBytesOfEthernet)
    const mac = [...hexadecimal].map((byte) => byte.toString(16).padStart(2, '0')).join(':')
    return [{ mac, address, isGateway: gateways.has(address) }]
  })
}

/** The gateways of default routes in MIB_IPFORWARDTABLE. */
export function gatewaysIn(bytes: Buffer): Set<string> {
  const rows = rowsOf(bytes.subarray(countBytes), bytes.readUInt32LE(), routeRow.bytes)
  const all = rows.filter(
    (row) => row.readUInt32LE(routeRow.destination) === 0 && row.readUInt32LE(routeRow.mask) === 0,
  )
  return new Set(all.map((row) => addressAt(row, routeRow.gateway)))
}

const addressAt = (row: Buffer, at: number) => row.subarray(at, at + 4).join('.')
