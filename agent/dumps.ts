import { writeFileSync } from 'node:fs'

/**
 * Keeps the memory of this process, and of every child that it will start, out of what the kernel writes down when a
 * process crashes; for processes that open sealed rules, before they do. Elsewhere than on Linux, and where the kernel
 * writes no such files, there is nothing to do.
 * Source: core(5), "Controlling which mappings are written to the core dump".
 * @throws Error where the kernel has the switch and refuses to turn it
 */
export function keepOutOfDumps(filter = '/proc/self/coredump_filter'): void {
  if (process.platform !== 'linux') return
  try {
    writeFileSync(filter, '0', { flag: 'r+' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
