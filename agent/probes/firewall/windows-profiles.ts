import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'
import { numberOf } from '../windows/cim.ts'
import { numberIn } from '../windows/registry.ts'

type ProfileFacts = Facts<'firewall'>['profiles'][number]
type IncomingDefault = Facts<'firewall'>['incomingDefault']

/** One profile as its settings say, whether or not the service that acts on them runs. */
export type Profile = ProfileFacts & { readonly incomingDefault: IncomingDefault }

const localPath = 'SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy'
const policyPath = 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall'

/**
 * The three profiles. Policy calls the private one PrivateProfile; StandardProfile is what it was
 * called before Vista, still written by the older of the two policy editors, for private and
 * public networks alike. The category is that of MSFT_NetConnectionProfile.
 * Source: [MS-GPFAS] 2.2.3; Microsoft, "Disable stealth mode". Not checked on a real machine.
 */
const profiles = [
  { name: 'domain', local: 'DomainProfile', policies: ['DomainProfile'], category: 2 },
  {
    name: 'private',
    local: 'StandardProfile',
    policies: ['PrivateProfile', 'StandardProfile'],
    category: 1,
  },
  {
    name: 'public',
    local: 'PublicProfile',
    policies: ['PublicProfile', 'StandardProfile'],
    category: 0,
  },
] as const

/** Reads the settings of every profile, policy before the machine's own. */
export async function readProfiles(system: System): Promise<Profile[]> {
  const active = await readActiveCategories(system)
  const found: Profile[] = []
  for (const { name, local, policies, category } of profiles) {
    const paths = [...policies.map((key) => `${policyPath}\\${key}`), `${localPath}\\${local}`]
    const enabled = await readFirst(system, paths, 'EnableFirewall')
    const inbound = await readFirst(system, paths, 'DefaultInboundAction')
    found.push({
      name,
      state: stateOf(enabled.value),
      isByPolicy: enabled.path?.startsWith(policyPath) === true,
      isActive: isUnknown(active) ? active : active.has(category),
      incomingDefault: incomingDefaultOf(inbound.value),
    })
  }
  return found
}

type First = { readonly value: Maybe<number | null>; readonly path: string | null }

/**
 * The value of the first key that has it. One that cannot be understood ends the search: what it
 * would have overridden no longer counts.
 */
async function readFirst(system: System, paths: readonly string[], name: string): Promise<First> {
  for (const path of paths) {
    const value = numberIn(await system.registryKey(path), name)
    if (value !== null) return { value, path }
  }
  return { value: null, path: null }
}

/** No value is not taken for "on", though a fresh Windows is: something removed it. */
function stateOf(enabled: Maybe<number | null>): ProfileFacts['state'] {
  if (isUnknown(enabled)) return enabled
  if (enabled === 1) return 'on'
  if (enabled === 0) return 'off'
  return unknown('not-understood', enabled === null ? 'EnableFirewall: missing' : 'EnableFirewall')
}

/**
 * 0 lets in, 1 drops. A fresh Windows has no such value and drops. Source: [MS-FASP] 2.2.37,
 * FW_PROFILE_CONFIG_DEFAULT_INBOUND_ACTION; netfw.h: "Block by default".
 */
function incomingDefaultOf(action: Maybe<number | null>): IncomingDefault {
  if (isUnknown(action)) return action
  if (action === 1 || action === null) return 'drop'
  return action === 0 ? 'accept' : unknown('not-understood', 'DefaultInboundAction')
}

/** Categories of the networks that are connected: 0 public, 1 private, 2 of the domain. */
async function readActiveCategories(system: System): Promise<Maybe<ReadonlySet<number>>> {
  const networks = await system.cim('network-profiles')
  if (!networks.ok) return unknownFrom(networks, 'network profiles')
  const categories = new Set<number>()
  for (const network of networks.value) {
    const category = numberOf(network, 'NetworkCategory')
    if (isUnknown(category)) return category
    if (category === null || category < 0 || category > 2) {
      return unknown('not-understood', 'NetworkCategory')
    }
    categories.add(category)
  }
  return categories
}
