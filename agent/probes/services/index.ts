import { servicesMax } from '#protocol/facts/service-defaults.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { Listener } from '#protocol/facts/ports.ts'
import type { System } from '../../system.ts'
import { readLinuxPorts } from '../ports/linux.ts'
import { readWindowsPorts } from '../ports/windows.ts'
import type { Probe } from '../probe.ts'
import { byCodeUnit } from '../text.ts'
import { linuxServices } from './linux.ts'
import { windowsServices } from './windows.ts'

/**
 * Finds services that were left as they are delivered, by their configuration. A product that is not there is not
 * told. One that cannot be read leaves the others alone.
 */
export const serviceDefaults: Probe<'service-defaults'> = async (system) => {
  if (system.platform === 'macos') return unknown('not-supported', system.platform)
  const readers = system.platform === 'linux' ? linuxServices : windowsServices
  const running = { listeners: await listenersOf(system), processes: await system.processNames() }
  // A service whose configuration stands elsewhere would not be seen at all.
  if (isUnknown(running.listeners) && !running.processes.ok) return running.listeners
  const services = []
  for (const read of readers) services.push(...(await read(system, running)))
  const sorted = services.toSorted((left, right) => byCodeUnit(left.product, right.product))
  return { services: sorted.slice(0, servicesMax) }
}

async function listenersOf(system: System): Promise<Maybe<readonly Listener[]>> {
  const found =
    system.platform === 'linux' ? await readLinuxPorts(system) : await readWindowsPorts(system)
  return isUnknown(found) ? found : found.listeners
}
