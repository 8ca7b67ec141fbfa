import { unknown } from '#protocol/values.ts'
import { stands } from '../answers.ts'
import type { Probe } from '../probe.ts'
import { readApt } from './apt.ts'
import { readDnf } from './dnf.ts'
import { readZypper } from './zypper.ts'

/**
 * Counts the security updates that wait, from lists that are already on the machine: nothing is
 * fetched.
 * Linux: dpkg status against the security lists of apt; the caches of dnf and zypper.
 */
export const patches: Probe<'patches'> = async (system, look) => {
  if (system.platform !== 'linux') return unknown('not-supported', system.platform)
  if (await stands(system, '/var/lib/dpkg/status')) return readApt(system, look)
  if (await stands(system, '/usr/bin/dnf')) return readDnf(system)
  if (await stands(system, '/usr/bin/zypper')) return readZypper(system)
  return unknown('not-supported', 'no package manager that is known')
}
