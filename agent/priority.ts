import { readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import type { System } from './system.ts'

const ionice = '/usr/bin/ionice'
const idleClass = '-c3'

/**
 * Puts this process, and with it every child that it will start, behind all others: the lowest CPU priority, and the
 * idle class of I/O where Linux has `ionice` (one child, once, measured at 2 ms). Answers what could not be had.
 * On Linux both are properties of a thread, so each thread that already runs is told (setpriority(2), ioprio_set(2)).
 * Windows: IDLE_PRIORITY_CLASS, which children inherit; its background mode for I/O is not used.
 */
export async function yieldToOthers(system: System): Promise<readonly ('cpu' | 'io')[]> {
  const threads = system.platform === 'linux' ? ownThreads() : []
  const isCpuLow = lowerCpu([0, ...threads])
  if (system.platform !== 'linux') return isCpuLow ? [] : ['cpu']
  const pids = threads.length > 0 ? threads : [process.pid]
  const asked = await system.run(ionice, [idleClass, '-p', ...pids.map(String)])
  const isIoLow = asked.ok && asked.value.exitCode === 0
  return [...(isCpuLow ? [] : (['cpu'] as const)), ...(isIoLow ? [] : (['io'] as const))]
}

function lowerCpu(threads: readonly number[]): boolean {
  try {
    for (const thread of threads) setPriority(thread, constants.priority.PRIORITY_LOW)
    return true
  } catch {
    // A sandbox may forbid it, and a thread may have ended: the agent does its work all the same.
    return false
  }
}

function ownThreads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number)
  } catch {
    return []
  }
}
