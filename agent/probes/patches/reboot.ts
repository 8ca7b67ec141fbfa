import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { firstStanding, stands, unknownFrom } from '../answers.ts'
import { isContainer, isWslKernel } from '../container.ts'
import { compareDebianVersions } from './debian-version.ts'

type RebootReasons = Facts<'patches'>['rebootReasons']

const hourMs = 3_600_000
/** Marks of a restart that is due. Source: update-notifier of Debian and Ubuntu; libzypp. */
const marks = ['/run/reboot-required', '/var/run/reboot-required', '/run/reboot-needed']

/**
 * Why a restart is due. The file of update-notifier proves it; its absence proves nothing, so the
 * kernels on the disk are compared with the one that runs, and where they cannot be, the answer is
 * not known.
 */
export async function readRebootReasons(system: System): Promise<RebootReasons> {
  const isRequired = (await firstStanding(system, marks)) !== null
  const kernel = await readIsKernelOld(system)
  if (isRequired) return kernel === true ? ['packages', 'kernel'] : ['packages']
  if (typeof kernel !== 'boolean') return kernel
  return kernel ? ['kernel'] : []
}

/**
 * The same where rpm rules: needs-restarting compares the start of the machine with the packages that matter to it.
 * Source: dnf-plugins-core and yum-utils; not yet seen on a real machine.
 */
export async function readRpmRebootReasons(system: System): Promise<RebootReasons> {
  const others = await readRebootReasons(system)
  const program = '/usr/bin/needs-restarting'
  if (await isContainer(system)) return others
  if (!(await stands(system, program))) return others
  const run = await system.run(program, ['-r'], { timeoutMs: 30_000, atMostEveryMs: hourMs })
  const isDue = run.ok
    ? parseNeedsRestarting(run.value.stdout)
    : unknownFrom(run, 'needs-restarting')
  if (typeof isDue !== 'boolean') return Array.isArray(others) && others.length > 0 ? others : isDue
  const known = Array.isArray(others) ? others : []
  return isDue ? ['packages', ...known.filter((reason) => reason !== 'packages')] : known
}

/** The exit code is 1 both for "restart" and for trouble, so the sentence decides. */
export function parseNeedsRestarting(stdout: string): Maybe<boolean> {
  if (/^Reboot is required\b/m.test(stdout)) return true
  if (/^Reboot should not be necessary\b/m.test(stdout)) return false
  return unknown('not-understood', 'needs-restarting')
}

async function readIsKernelOld(system: System): Promise<Maybe<boolean>> {
  if (await isContainer(system)) return false
  const running = await system.readFile('/proc/sys/kernel/osrelease')
  if (!running.ok) return unknownFrom(running, 'kernel release')
  // The kernel of WSL comes with Windows.
  if (isWslKernel(running.value)) return false
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
