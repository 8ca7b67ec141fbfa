import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { stands, unknownFrom } from '../answers.ts'
import { isContainer } from '../container.ts'
import { compareDebianVersions } from './debian-version.ts'

type RebootReasons = Facts<'patches'>['rebootReasons']

/**
 * Why a restart is due. The file of update-notifier proves it; its absence proves nothing, so the
 * kernels on the disk are compared with the one that runs, and where they cannot be, the answer is
 * not known.
 */
export async function readRebootReasons(system: System): Promise<RebootReasons> {
  const isRequired = await stands(system, '/run/reboot-required')
  const kernel = await readIsKernelOld(system)
  if (isRequired) return kernel === true ? ['packages', 'kernel'] : ['packages']
  if (typeof kernel !== 'boolean') return kernel
  return kernel ? ['kernel'] : []
}

async function readIsKernelOld(system: System): Promise<Maybe<boolean>> {
  if (await isContainer(system)) return false
  const running = await system.readFile('/proc/sys/kernel/osrelease')
  if (!running.ok) return unknownFrom(running, 'kernel release')
  const boot = await system.readFolder('/boot')
  if (!boot.ok) return unknownFrom(boot, 'boot')
  return isKernelOld(running.value.trim(), boot.value)
}

/**
 * Whether a newer kernel of the running one's flavour lies in /boot; unknown where that one is a
 * stranger there.
 */
export function isKernelOld(running: string, bootNames: readonly string[]): Maybe<boolean> {
  const flavour = flavourOf(running)
  const releases = bootNames
    .filter((name) => /^vmlinu[xz]-/.test(name))
    .map((name) => name.replace(/^vmlinu[xz]-/, ''))
    .filter((release) => flavourOf(release) === flavour)
  if (releases.some((release) => compareDebianVersions(running, release) < 0)) return true
  return releases.includes(running)
    ? false
    : unknown('not-understood', 'the running kernel is not one of those installed')
}

/**
 * `amd64` of `6.1.0-25-amd64` and of `6.12.43+deb13-amd64`, `el9.x86_64` of
 * `5.14.0-427.13.1.el9_4.x86_64`.
 */
function flavourOf(release: string): string {
  return release
    .replace(/^[0-9][0-9.]*(-[0-9][0-9.]*)?/, '')
    .replace(/^[+~][^-]*/, '')
    .replace(/^[-.]/, '')
    .replace(/_[0-9]+/, '')
}
