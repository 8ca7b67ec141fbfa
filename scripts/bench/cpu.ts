import { readFile } from 'node:fs/promises'

/** Linux counts CPU time in ticks of 10 ms (`getconf CLK_TCK`), so measure over seconds, never over one message. */
const tickMs = 10

export type Cpu = { ownMs: number; childrenMs: number; residentBytes: number }

/**
 * CPU time that a process has used so far, and that of its children that have ended.
 * Source: proc(5), fields utime, stime, cutime, cstime and rss of /proc/<pid>/stat.
 */
export async function cpuOf(pid: number): Promise<Cpu> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The second field is the name in brackets and may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const field = (number: number) => Number(fields[number - 3])
  return {
    ownMs: (field(14) + field(15)) * tickMs,
    childrenMs: (field(16) + field(17)) * tickMs,
    residentBytes: field(24) * 4096,
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
