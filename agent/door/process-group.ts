import { constants, setPriority } from 'node:os'
import type { Answer } from '../system.ts'
import { readFile } from './files.ts'
import type { Child, Enclosure, Supervision } from './run-program.ts'

/** USER_HZ, in which Linux shows times to programs on every architecture that we run on; see proc(5). */
const ticksPerSecond = 100

/**
 * Children on Linux and macOS: each leads a process group, by which it ends with all that it
 * started, and has the lowest CPU priority (nice 19) right after its start; what it starts inherits
 * that. No I/O class is set: as long as a process has none, Linux derives its place among the
 * best-effort ones from the nice value, the lowest here, and only the schedulers that know of
 * priorities (BFQ) look at it.
 * Source: https://docs.kernel.org/block/ioprio.html
 */
export function openProcessGroups(): () => Promise<Answer<Supervision>> {
  const supervision: Supervision = {
    environment: { LANG: 'C', LC_ALL: 'C', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    folder: '/',
    leadsGroup: true,
    enclose,
    endedCpuMs,
  }
  return async () => ({ ok: true, value: supervision })
}

function enclose(child: Child): Answer<Enclosure> {
  const { pid } = child
  if (pid === undefined) return { ok: false, because: 'tool-failed', detail: 'not started' }
  lowerPriority(pid)
  return { ok: true, value: { end: () => endGroup(child, pid), release: () => undefined } }
}

/** Fields 16 and 17 of /proc/self/stat: children that were waited for. There is no such file on macOS. */
async function endedCpuMs(): Promise<number> {
  const stat = await readFile('/proc/self/stat')
  if (!stat.ok) return 0
  const fields = stat.value.slice(stat.value.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[13]) + Number(fields[14])
  return Number.isFinite(ticks) ? (ticks * 1000) / ticksPerSecond : 0
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It has ended already.
  }
}

function endGroup(child: Child, pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
