import { z } from 'zod'
import type { Facts } from '#protocol/facts/registry.ts'
import { unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { firstStanding, isMissing, stands, unknownFrom } from '../answers.ts'
import { isContainer, isWslKernel } from '../container.ts'
import { brief } from '../text.ts'
import { parseOsRelease } from './os-release.ts'

type OsFacts = Facts<'os'>

/** Reads the identity of a Linux release. Source: os-release(5), proc(5). */
export async function readLinuxOs(system: System): Promise<Maybe<OsFacts>> {
  const release = await readRelease(system)
  if (!release.ok) return unknownFrom(release, 'os-release')
  const kernel = await system.readFile('/proc/sys/kernel/osrelease')
  if (!kernel.ok) return unknownFrom(kernel, 'kernel release')
  const hostname = await system.readFile('/proc/sys/kernel/hostname')
  if (!hostname.ok) return unknownFrom(hostname, 'hostname')
  const values = parseOsRelease(release.value)
  const distribution = brief(values.get('ID') ?? 'linux', 40)
  const version = values.get('VERSION_ID')
  return {
    platform: 'linux',
    name: brief(values.get('PRETTY_NAME') ?? values.get('NAME') ?? 'Linux', 120),
    distribution,
    version: version ? brief(version, 40) : null,
    edition: null,
    build: null,
    kernel: brief(kernel.value, 120),
    architecture: brief(system.architecture, 20),
    hostname: brief(hostname.value, 255),
    installation: await readInstallation(system, kernel.value),
    activation: null,
    supportPrograms: await readSupportPrograms(system, distribution),
  }
}

async function readRelease(system: System) {
  const release = await system.readFile('/etc/os-release')
  return isMissing(release) ? system.readFile('/usr/lib/os-release') : release
}

/**
 * A graphical default target alone proves nothing: Debian sets it on servers too. A client also has
 * a display manager to start.
 */
async function readInstallation(system: System, kernel: string): Promise<OsFacts['installation']> {
  if (isWslKernel(kernel)) return 'wsl'
  if (await isContainer(system)) return 'container'
  const target = await firstStanding(system, [
    '/etc/systemd/system/default.target',
    '/usr/lib/systemd/system/default.target',
    '/lib/systemd/system/default.target',
  ])
  if (target === null) return unknown('not-understood', 'no default target')
  const link = await system.readLink(target)
  if (!link.ok) return unknownFrom(link, 'default target')
  if (!link.value.endsWith('graphical.target')) return 'server'
  const isGraphical = await stands(system, '/etc/systemd/system/display-manager.service')
  return isGraphical ? 'client' : 'server'
}

const proStatus = z.object({
  attached: z.boolean(),
  services: z.array(z.object({ name: z.string(), status: z.string().optional() })).optional(),
})

/**
 * Ubuntu Pro, from the status file of its client. Of other vendors' programs nobody has yet shown a
 * mark.
 */
async function readSupportPrograms(
  system: System,
  distribution: string,
): Promise<OsFacts['supportPrograms']> {
  if (distribution === 'debian') return []
  if (distribution !== 'ubuntu') return unknown('not-supported', distribution)
  const status = await system.readFile('/var/lib/ubuntu-advantage/status.json')
  if (isMissing(status)) return []
  if (!status.ok) return unknownFrom(status, 'Ubuntu Pro status')
  return parseProStatus(status.value)
}

/**
 * `ubuntu-pro` where the machine is attached and the extended security updates are not switched
 * off.
 */
export function parseProStatus(content: string): OsFacts['supportPrograms'] {
  const parsed = proStatus.safeParse(jsonOf(content))
  if (!parsed.success) return unknown('not-understood', 'Ubuntu Pro status')
  const { attached, services = [] } = parsed.data
  const infra = services.find(({ name }) => name === 'esm-infra')
  return attached && infra?.status !== 'disabled' ? ['ubuntu-pro'] : []
}

/**
 * The fields that are read here, for a recording: the file also names the customer and the
 * contract.
 */
export function reduceProStatus(content: string): string {
  const parsed = proStatus.safeParse(jsonOf(content))
  return parsed.success ? JSON.stringify(parsed.data) : ''
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return null
  }
}
