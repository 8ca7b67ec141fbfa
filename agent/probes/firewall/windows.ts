import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'
import { readOtherFirewalls } from './windows-others.ts'
import { readProfiles, type Profile } from './windows-profiles.ts'

type FirewallFacts = Facts<'firewall'>
type State = FirewallFacts['state']

/**
 * Decides from the profiles of Windows and the service that acts on them, and from the firewalls of
 * other makers. A profile that lets in whatever no rule speaks of is off: its rules mostly allow.
 * Source: [MS-GPFAS], [MS-FASP], MSFT_NetConnectionProfile. Not checked on a real machine.
 */
export async function readWindowsFirewall(system: System): Promise<FirewallFacts> {
  const service = await readService(system)
  const profiles = (await readProfiles(system)).map((each) => ({
    ...each,
    state: effective(each, service),
  }))
  const others = await readOtherFirewalls(system)
  const own = decide(profiles)
  const state = withOthers(own, others)
  return {
    state,
    incomingDefault: incomingDefaultOf(own, state),
    frontEnds: [
      {
        tool: 'windows',
        isEnabled: isUnknown(service) ? service : service === 'on',
        incomingRules: unknown('not-supported', 'rules of Windows are not counted'),
      },
      ...(isUnknown(others) ? [] : others),
    ],
    profiles: profiles.map(({ name, state, isByPolicy, isActive }) => {
      return { name, state, isByPolicy, isActive }
    }),
  }
}

/** The service that loads the rules; without it no profile does anything. */
async function readService(system: System): Promise<State> {
  const services = await system.services()
  if (!services.ok) return unknownFrom(services, 'services')
  const service = services.value.find(({ name }) => name.toLowerCase() === 'mpssvc')
  if (service === undefined || service.state === 'stopped') return 'off'
  if (service.state === 'running') return 'on'
  return unknown('not-understood', `mpssvc is ${service.state}`)
}

/** The weakest of the setting, the default and the service: whatever is off decides. */
function effective({ state, incomingDefault }: Profile, service: State): State {
  if (service === 'off' || state === 'off' || incomingDefault === 'accept') return 'off'
  return [service, state, incomingDefault].find(isUnknown) ?? 'on'
}

type Judged = { readonly state: State; readonly isActive: Maybe<boolean> }

/**
 * One active profile that is off is a way in; where it is not known which are active, all must
 * agree.
 */
function decide(profiles: readonly Judged[]): State {
  const active = profiles.filter(({ isActive }) => isActive === true)
  if (active.some(({ state }) => state === 'off')) return 'off'
  const deciding = active.length > 0 ? active : profiles
  const unclear = deciding.map(({ state }) => state).find(isUnknown)
  if (unclear) return unclear
  if (deciding.every(({ state }) => state === 'on')) return 'on'
  if (deciding.every(({ state }) => state === 'off')) return 'off'
  return profiles.map(({ isActive }) => isActive).find(isUnknown) ?? noNetwork
}

const noNetwork = unknown('not-understood', 'profiles differ, and no network is connected')

/**
 * Another maker's firewall that is on filters instead of Windows; one that may be on keeps "off"
 * unproved.
 */
function withOthers(own: State, others: Maybe<FirewallFacts['frontEnds']>): State {
  if (isUnknown(others)) return own === 'off' ? others : own
  if (others.some(({ isEnabled }) => isEnabled === true)) return 'on'
  const unclear = others.map(({ isEnabled }) => isEnabled).find(isUnknown)
  return own === 'off' && unclear ? unclear : own
}

/** Nobody tells what another maker's firewall does with what no rule speaks of. */
function incomingDefaultOf(own: State, state: State): FirewallFacts['incomingDefault'] {
  if (isUnknown(state)) return state
  if (state === 'off') return 'accept'
  return own === 'on' ? 'drop' : unknown('not-supported', 'default of another firewall')
}
