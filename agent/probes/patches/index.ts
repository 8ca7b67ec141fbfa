import { unknown } from '#protocol/values.ts'
import { stands } from '../answers.ts'
import type { Probe } from '../probe.ts'
import { readApt } from './apt.ts'
import { hasDnf, readDnf } from './dnf.ts'
import { readWindowsPatches } from './windows.ts'
import { readZypper } from './zypper.ts'

/**
 * Counts the security updates that wait, from lists that are already on the machine: nothing is
 * fetched.
 * Linux: dpkg status against the security lists of apt; the caches of dnf and zypper. Windows: what
 * it wrote down of its own updates, in the component store and the history of the update agent.
 */
export const patches: Probe<'patches'> = async (system, look) => {
  if (system.platform === 'windows') return readWindowsPatches(system, look)
  if (system.platform !== 'linux') return unknown('not-supported', system.platform)
  const isRpm = (await hasDnf(system)) && !(await stands(system, '/usr/bin/apt-get'))
  // dpkg can be added to a system of rpm, where it rules nothing.
  if (isRpm) return readDnf(system, look)
  if (await stands(system, '/var/lib/dpkg/status')) return readApt(system, look)
  if (await stands(system, '/usr/bin/zypper')) return readZypper(system)
  return unknown('not-supported', 'no package manager that is known')
}
