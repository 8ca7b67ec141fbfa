import { residentBytes } from './resident-memory.ts'
import type { System } from './system.ts'
import type { ProcessCost } from './usage.ts'

/** USER_HZ, in which Linux shows times to programs on every architecture that we run on; see proc(5). */
const ticksPerSecond = 100

/** What this process has used since its start, with the children that have ended where the system says so. */
export async function processCost(system: System): Promise<ProcessCost> {
  const { user, system: kernel } = process.cpuUsage()
  const ownMs = (user + kernel) / 1000
  return { cpuMs: ownMs + (await childrenMs(system)), memoryBytes: residentBytes() }
}

/** Fields 16 and 17 of /proc/self/stat: children that were waited for. */
async function childrenMs(system: System): Promise<number> {
  if (system.platform !== 'linux') return 0
  const stat = await system.readFile('/proc/self/stat')
  if (!stat.ok) return 0
  const fields = stat.value.slice(stat.value.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[13]) + Number(fields[14])
  return Number.isFinite(ticks) ? (ticks * 1000) / ticksPerSecond : 0
}
