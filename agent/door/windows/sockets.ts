import type { Answer } from '../../system.ts'
import type { WindowsSocket } from '../../windows-system.ts'
import { declareOnce, numberPlace, type NativeSource } from './libraries.ts'
import { socketsIn, socketTables, type SocketTable } from './socket-tables.ts'
import { tooMany, win32, win32Failure } from './win32-errors.ts'

/** AF_INET, AF_INET6 */
const families = { ipv4: 2, ipv6: 23 }
/** TCP_TABLE_OWNER_PID_LISTENER, UDP_TABLE_OWNER_PID */
const classes = { tcp: 3, udp: 1 }

const tableBytesFirst = 16_384
const tableBytesMax = 8_388_608
/** Sockets come and go between two calls, so the size that was just told may be short. */
const attemptsMax = 8

type Call = (table: Buffer, size: Buffer, ...kind: readonly number[]) => number
type Tables = Readonly<Record<WindowsSocket['transport'], Call>>

/** Lists TCP listeners and bound UDP sockets of both address families. */
export function openSockets(source: NativeSource) {
  const tables = declareOnce(source, ({ load }): Tables => {
    const iphlpapi = load('iphlpapi.dll')
    const kind = ['int32_t', 'uint32_t', 'uint32_t', 'uint32_t']
    return {
      tcp: iphlpapi.func('GetExtendedTcpTable', 'uint32_t', ['void *', 'void *', ...kind]),
      udp: iphlpapi.func('GetExtendedUdpTable', 'uint32_t', ['void *', 'void *', ...kind]),
    }
  })
  return async (): Promise<Answer<readonly WindowsSocket[]>> => {
    const opened = await tables()
    if (!opened.ok) return opened
    const found: WindowsSocket[] = []
    for (const table of socketTables) {
      const bytes = tableBytes(opened.value[table.transport], table)
      if (!bytes.ok) return bytes
      found.push(...socketsIn(table, bytes.value))
    }
    return { ok: true, value: found }
  }
}

function tableBytes(call: Call, { transport, family }: SocketTable): Answer<Buffer> {
  const size = numberPlace(tableBytesFirst)
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const bytes = Buffer.alloc(size.readUInt32LE())
    const code = call(bytes, size, 0, families[family], classes[transport], 0)
    if (code === win32.success) return { ok: true, value: bytes }
    if (code !== win32.insufficientBuffer) return win32Failure(code)
    const wanted = size.readUInt32LE() * 2
    if (wanted > tableBytesMax) return tooMany(wanted, tableBytesMax)
    size.writeUInt32LE(wanted)
  }
  return win32Failure(win32.insufficientBuffer)
}
