import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { brief } from '../text.ts'
import { buildIn, currentVersionPath } from '../windows/build.ts'
import { readProductType } from '../windows/product-type.ts'
import { readText, textIn, type KeyAnswer } from '../windows/registry.ts'
import { activationOf, supportProgramsOf } from './windows-licensing.ts'
import { fullNameOf, kernelOf, releaseOf } from './windows-release.ts'

type OsFacts = Facts<'os'>

/**
 * Reads the identity of a Windows release from the registry, and its licences from WMI. Source:
 * Microsoft, the values of `Windows NT\CurrentVersion`, as inventory programs read them. Not
 * checked on a real machine.
 */
export async function readWindowsOs(system: System): Promise<Maybe<OsFacts>> {
  const key = await system.registryKey(currentVersionPath)
  const build = buildIn(key)
  if (isUnknown(build)) return build
  const isServer = await readIsServer(system, key)
  if (isUnknown(isServer)) return isServer
  const hostname = await readHostname(system)
  if (isUnknown(hostname)) return hostname
  const { number } = build
  const revision = typeof build.revision === 'number' ? build.revision : null
  const marks = {
    build: number,
    isServer,
    displayVersion: textOrNull(key, 'DisplayVersion'),
    releaseId: textOrNull(key, 'ReleaseId'),
  }
  const licences = await system.cim('licensing')
  const edition = textOrNull(key, 'EditionID')
  return {
    platform: 'windows',
    name: brief(fullNameOf(textOrNull(key, 'ProductName'), marks), 120),
    distribution: isServer ? 'windows-server' : 'windows',
    version: brief(releaseOf(marks), 40),
    edition: edition === null ? null : brief(edition, 60),
    build: revision === null ? null : { number, revision },
    kernel: `${kernelOf(number)}.${number}${revision === null ? '' : `.${revision}`}`,
    architecture: brief(system.architecture, 20),
    hostname: brief(hostname, 255),
    installation: isServer ? 'server' : 'client',
    activation: activationOf(licences),
    supportPrograms: supportProgramsOf(licences, { number, revision }),
  }
}

/** What is only shown, or decides nothing where it is missing. */
function textOrNull(key: KeyAnswer, name: string): string | null {
  const value = textIn(key, name)
  return isUnknown(value) || value === null || value.trim() === '' ? null : value.trim()
}

/**
 * `Client`, `Server`, `Server Core`, `Nano Server`. It stands before ProductType, because the
 * Windows 10 that many sign in to at once is a client with the product type of a server.
 */
async function readIsServer(system: System, key: KeyAnswer): Promise<Maybe<boolean>> {
  const type = textOrNull(key, 'InstallationType')?.toLowerCase() ?? ''
  if (type === 'client') return false
  if (/\bserver\b/.test(type)) return true
  const product = await readProductType(system)
  if (isUnknown(product)) return unknown('not-understood', 'InstallationType')
  return product !== 'workstation'
}

/** The name without its domain; the NetBIOS name where TCP/IP keeps none. */
async function readHostname(system: System): Promise<Maybe<string>> {
  const tcpip = await readText(
    system,
    'SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters',
    'Hostname',
  )
  if (!isUnknown(tcpip) && tcpip) return tcpip
  const active = await readText(
    system,
    'SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ActiveComputerName',
    'ComputerName',
  )
  if (isUnknown(active)) return active
  return active || unknown('not-understood', 'hostname')
}
