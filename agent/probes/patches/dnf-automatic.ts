import type { Facts } from '#protocol/facts/registry.ts'
import type { System } from '../../system.ts'
import { firstStanding, stands, unknownFrom } from '../answers.ts'

const wants = '/etc/systemd/system'
const installs = /^\s*apply_updates\s*=\s*(yes|true|1)\s*$/im

/**
 * dnf-automatic installs where its installing timer is on, or its plain one with `apply_updates = yes`; yum-cron where
 * its service is. Source: dnf-automatic(8), yum-cron(8); not yet seen on a real machine.
 */
export async function readRpmAutomaticUpdates(
  system: System,
): Promise<Facts<'patches'>['automaticUpdates']> {
  const timers = `${wants}/timers.target.wants`
  if (await stands(system, `${timers}/dnf-automatic-install.timer`)) return 'on'
  const plain = [`${timers}/dnf-automatic.timer`, `${timers}/dnf5-automatic.timer`]
  if ((await firstStanding(system, plain)) !== null) {
    return readApplies(system, '/etc/dnf/automatic.conf')
  }
  if (await stands(system, `${wants}/multi-user.target.wants/yum-cron.service`)) {
    return readApplies(system, '/etc/yum/yum-cron.conf')
  }
  return 'off'
}

async function readApplies(
  system: System,
  path: string,
): Promise<Facts<'patches'>['automaticUpdates']> {
  const settings = await system.readFile(path)
  if (!settings.ok) return unknownFrom(settings, path.slice(path.lastIndexOf('/') + 1))
  return installs.test(settings.value) ? 'on' : 'off'
}
