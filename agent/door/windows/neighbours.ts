import type { Answer } from '../../system.ts'
import type { WindowsNeighbour } from '../../windows-system.ts'
import { declareOnce, numberPlace, type NativeSource } from './libraries.ts'
import { gatewaysIn, neighboursIn } from './neighbour-tables.ts'
import { tooMany, win32, win32Failure } from './win32-errors.ts'

const tableBytesFirst = 16_384
const tableBytesMax = 8_388_608
/** Neighbours come and go between two calls, so the size that was just told may be short. */
const attemptsMax = 8

type Call = (table: Buffer, size: Buffer, sorted: number) => number

/** Lists the IPv4 neighbours that Windows knows, and which of them is a default gateway; IPv6 is not looked at. */
export function openNeighbours(source: NativeSource) {
  const tables = declareOnce(source, ({ load }) => {
    const iphlpapi = load('iphlpapi.dll')
    const form = ['void *', 'void *', 'int32_t']
    const arp: Call = iphlpapi.func('GetIpNetTable', 'uint32_t', form)
    const routes: Call = iphlpapi.func('GetIpForwardTable', 'uint32_t', form)
    return { arp, routes }
  })
  return async (): Promise<Answer<readonly WindowsNeighbour[]>> => {
    const opened = await tables()
    if (!opened.ok) return opened
    const arp = tableBytes(opened.value.arp)
    if (!arp.ok) return arp
    const routes = tableBytes(opened.value.routes)
    if (!routes.ok) return routes
    return { ok: true, value: neighboursIn(arp.value, gatewaysIn(routes.value)) }
  }
}

function tableBytes(call: Call): Answer<Buffer> {
  const size = numberPlace(tableBytesFirst)
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const bytes = Buffer.alloc(size.readUInt32LE())
    const code = call(bytes, size, 0)
    if (code === win32.success) return { ok: true, value: bytes }
    // There is no row: the number of rows at its head is 0.
    if (code === win32.noData) return { ok: true, value: Buffer.alloc(4) }
    if (code !== win32.insufficientBuffer) return win32Failure(code)
    const wanted = size.readUInt32LE() * 2
    if (wanted > tableBytesMax) return tooMany(wanted, tableBytesMax)
    size.writeUInt32LE(wanted)
  }
  return win32Failure(win32.insufficientBuffer)
}
