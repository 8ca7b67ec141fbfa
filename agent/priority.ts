import { readdirSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'
import type { System } from './system.ts'

const ionice = '/usr/bin/ionice'
const idleClass = '-c3'
const lowest = constants.priority.PRIORITY_LOW

/**
 * Puts this process, and with it every child that it will start, behind all others: the lowest CPU priority, and the
 * idle class of I/O where Linux has `ionice` (one child, once, measured at 2 ms). Answers what could not be had.
 * On Linux both are properties of a thread, so each thread that already runs is told (setpriority(2), ioprio_set(2)).
 * A service manager may have done it before and forbid the calls: what is so already is no failure.
 * Windows: IDLE_PRIORITY_CLASS, which children inherit; its background mode for I/O is not used.
 */
export async function yieldToOthers(system: System): Promise<readonly ('cpu' | 'io')[]> {
  const threads = system.platform === 'linux' ? ownThreads() : []
  const isCpuLow = lowerCpu([0, ...threads])
  if (system.platform !== 'linux') return isCpuLow ? [] : ['cpu']
  const pids = threads.length > 0 ? threads : [process.pid]
  const isIoLow = await lowerIo(system, pids.map(String))
  return [...(isCpuLow ? [] : (['cpu'] as const)), ...(isIoLow ? [] : (['io'] as const))]
}

function lowerCpu(threads: readonly number[]): boolean {
  try {
    for (const thread of threads) {
      if (getPriority(thread) !== lowest) setPriority(thread, lowest)
    }
    return true
  } catch {
    // A sandbox may forbid it, and a thread may have ended: the agent does its work all the same.
    return false
  }
}

async function lowerIo(system: System, pids: readonly string[]): Promise<boolean> {
  const asked = await system.run(ionice, [idleClass, '-p', ...pids])
  if (asked.ok && asked.value.exitCode === 0) return true
  const found = await system.run(ionice, ['-p', ...pids])
  return found.ok && /^(idle\n)+$/.test(found.value.stdout)
}

function ownThreads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number)
  } catch {
    return []
  }
}
