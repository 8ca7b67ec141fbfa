import type { Facts } from '#protocol/facts/registry.ts'
import type { Maybe } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import { isMissing, unknownFrom } from '../answers.ts'
import { parseProcNet, type SocketRow } from './proc-net.ts'
import { factsOfSockets, parsePortRange, type Socket } from './socket.ts'
import { parseSs, type HeldSocket, type Holder } from './ss.ts'

const ssPaths = ['/usr/bin/ss', '/usr/sbin/ss', '/bin/ss', '/sbin/ss']
const ssBytesMax = 4 * 1024 * 1024
const tableBytesMax = 16 * 1024 * 1024
const filesPerProcessMax = 4_096

/** Reads the listeners of this network namespace and the programs that hold them. */
export async function readLinuxPorts(system: System): Promise<Maybe<Facts<'ports'>>> {
  const range = await system.readFile('/proc/sys/net/ipv4/ip_local_port_range')
  const seen = {
    ephemeral: parsePortRange(range.ok ? range.value : ''),
    areAllHoldersVisible: await areAllHoldersVisible(system),
  }
  const sockets = await readSockets(system)
  return sockets.ok ? factsOfSockets(sockets.value, seen) : unknownFrom(sockets, 'listeners')
}

async function readSockets(system: System): Promise<Answer<readonly Socket[]>> {
  for (const program of ssPaths) {
    const run = await system.run(program, ['-H', '-lntup'], { stdoutBytesMax: ssBytesMax })
    if (run.ok && run.value.exitCode === 0) {
      return { ok: true, value: await named(system, parseSs(run.value.stdout)) }
    }
    if (!run.ok && run.because !== 'tool-missing') break
  }
  return readTables(system)
}

async function named(system: System, sockets: readonly HeldSocket[]): Promise<Socket[]> {
  const result: Socket[] = []
  for (const { holders, ...socket } of sockets) {
    const programs: string[] = []
    for (const holder of holders) programs.push(await nameOf(system, holder))
    result.push({ ...socket, programs })
  }
  return result
}

/**
 * The file that runs: a process may call itself what it likes, and Node calls itself `MainThread`.
 */
async function nameOf(system: System, { pid, name }: Holder): Promise<string> {
  const link = await system.readLink(`/proc/${pid}/exe`)
  const file = link.ok ? link.value.replace(/ \(deleted\)$/, '') : ''
  return file.slice(file.lastIndexOf('/') + 1) || name
}

/**
 * Holders of other users are hidden without the right to trace, and those of another pid namespace
 * always. The link that only such a right can read tells both.
 */
async function areAllHoldersVisible(system: System): Promise<boolean> {
  const first = await system.readLink('/proc/1/ns/pid')
  const own = await system.readLink('/proc/self/ns/pid')
  return first.ok && own.ok && first.value === own.value && own.value === 'pid:[4026531836]'
}

const tables = [
  { path: '/proc/net/tcp', transport: 'tcp' },
  { path: '/proc/net/tcp6', transport: 'tcp' },
  { path: '/proc/net/udp', transport: 'udp' },
  { path: '/proc/net/udp6', transport: 'udp' },
] as const

async function readTables(system: System): Promise<Answer<readonly Socket[]>> {
  const rows: SocketRow[] = []
  for (const { path, transport } of tables) {
    const table = await system.readFile(path, { bytesMax: tableBytesMax })
    if (table.ok) rows.push(...parseProcNet(table.value, transport))
    // A kernel without IPv6 has no table for it.
    else if (!isMissing(table) || !path.endsWith('6')) return table
  }
  const holders = await readHolders(system, new Set(rows.map(({ inode }) => inode)))
  const sockets = rows.map(({ inode, ...row }) => ({ ...row, programs: holders.get(inode) ?? [] }))
  return { ok: true, value: sockets }
}

/** Programs by inode of the sockets that they hold, from /proc/<pid>/fd. */
async function readHolders(
  system: System,
  inodes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string[]>> {
  const holders = new Map<string, string[]>()
  const names = await system.readFolder('/proc')
  const pids = names.ok ? names.value.filter((name) => /^[0-9]+$/.test(name)) : []
  for (const pid of pids) {
    const files = await system.readFolder(`/proc/${pid}/fd`)
    if (!files.ok) continue
    for (const file of files.value.slice(0, filesPerProcessMax)) {
      const link = await system.readLink(`/proc/${pid}/fd/${file}`)
      const inode = link.ok ? /^socket:\[([0-9]+)\]$/.exec(link.value)?.[1] : undefined
      if (inode === undefined || !inodes.has(inode)) continue
      const name = await system.readFile(`/proc/${pid}/comm`)
      if (!name.ok) continue
      const program = await nameOf(system, { pid, name: name.value.trim() })
      holders.set(inode, [...(holders.get(inode) ?? []), program])
    }
  }
  return holders
}
