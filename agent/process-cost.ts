import { residentBytes } from './resident-memory.ts'
import type { System } from './system.ts'
import type { ProcessCost } from './usage.ts'

/** What this process has used since its start, with the children that have ended where the system says so. */
export async function processCost(system: System): Promise<ProcessCost> {
  const { user, system: kernel } = process.cpuUsage()
  const ownMs = (user + kernel) / 1000
  return { cpuMs: ownMs + (await system.endedCpuMs()), memoryBytes: residentBytes() }
}
