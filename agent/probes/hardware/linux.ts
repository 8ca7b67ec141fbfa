import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { readOptional, stands, unknownFrom } from '../answers.ts'
import { isContainer } from '../container.ts'
import { brief } from '../text.ts'
import { chassisOf, isVirtualMaker } from './chassis.ts'
import { readDisks } from './disks.ts'
import { readInterfaces } from './interfaces.ts'
import { labelOf } from './label.ts'

type HardwareFacts = Facts<'hardware'>

/**
 * Reads SMBIOS strings, processors, memory, disks and cards. Source: /sys/class/dmi, proc(5),
 * sysfs(5).
 */
export async function readLinuxHardware(system: System): Promise<HardwareFacts> {
  const manufacturer = await readLabel(system, ['/sys/class/dmi/id/sys_vendor'])
  const model = await readLabel(system, [
    '/sys/class/dmi/id/product_name',
    '/proc/device-tree/model',
  ])
  const cpuinfo = await system.readFile('/proc/cpuinfo')
  const meminfo = await system.readFile('/proc/meminfo')
  return {
    manufacturer,
    model,
    serial: await readLabel(system, [
      '/sys/class/dmi/id/product_serial',
      '/proc/device-tree/serial-number',
    ]),
    assetTag: await readLabel(system, ['/sys/class/dmi/id/chassis_asset_tag']),
    chassis: await readChassis(system, {
      names: [manufacturer, model].filter((name) => typeof name === 'string'),
      isUnderHypervisor: cpuinfo.ok && /^flags\s*:.*\bhypervisor\b/m.test(cpuinfo.value),
    }),
    cpu: cpuinfo.ok ? parseCpuinfo(cpuinfo.value) : unknownFrom(cpuinfo, 'cpuinfo'),
    memoryBytes: meminfo.ok ? parseMemory(meminfo.value) : unknownFrom(meminfo, 'meminfo'),
    disks: await readDisks(system),
    interfaces: await readInterfaces(system),
  }
}

async function readLabel(system: System, paths: readonly string[]): Promise<Maybe<string | null>> {
  for (const path of paths) {
    const read = await readOptional(system, path)
    if (!read.ok) return unknownFrom(read, path.slice(path.lastIndexOf('/') + 1))
    if (read.value === null) continue
    return labelOf(read.value)
  }
  return null
}

async function readChassis(
  system: System,
  signs: { names: readonly string[]; isUnderHypervisor: boolean },
): Promise<HardwareFacts['chassis']> {
  if (await isContainer(system)) return 'container'
  if (signs.isUnderHypervisor || isVirtualMaker(signs.names)) return 'virtual'
  if (await stands(system, '/sys/hypervisor/type')) return 'virtual'
  const type = await readOptional(system, '/sys/class/dmi/id/chassis_type')
  if (!type.ok) return unknownFrom(type, 'chassis_type')
  if (type.value === null) return unknown('not-readable', 'no SMBIOS')
  return chassisOf(Number(type.value))
}

/** Model and number of logical processors. ARM kernels name no model in words. */
export function parseCpuinfo(content: string): HardwareFacts['cpu'] {
  const cores = content.match(/^processor\s*:/gm)?.length ?? 0
  const model = /^(?:model name|Model|cpu model)\s*:\s*(.+)$/m.exec(content)?.[1]
  if (cores === 0 || model === undefined) return unknown('not-understood', 'cpuinfo')
  return { model: brief(model, 120), cores: Math.min(cores, 4096) }
}

/**
 * Memory that the kernel may use, to the nearest 16 MiB: what it keeps for itself moves with its
 * version.
 */
function parseMemory(content: string): HardwareFacts['memoryBytes'] {
  const kibibytes = /^MemTotal:\s+([0-9]+) kB$/m.exec(content)?.[1]
  if (kibibytes === undefined) return unknown('not-understood', 'meminfo')
  const step = 16 * 1024 * 1024
  return Math.round((Number(kibibytes) * 1024) / step) * step
}
