import type { Reason } from '#protocol/controls.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown } from '#protocol/values.ts'
import type { Control, HostFacts } from '../control.ts'
import { because, met, notKnown, unmet } from '../judgement.ts'
import { look } from '../look.ts'

/**
 * Are incoming packets filtered on this machine, by rules that are loaded?
 * On Windows the profile of a connected network decides with the whole: one that is in use and off lets packets
 * pass whatever the others do; one that nobody uses is told and not judged.
 */
export const firewallOn = {
  id: 'firewall-on',
  reads: ['firewall', 'os'],
  judge(host, _context, nowMs) {
    const seen = look('firewall', host, nowMs)
    if (seen.facts === null) {
      return isContainer(host) ? notKnown(because('container-shares-host')) : seen.judgement
    }
    const { state } = seen.facts
    const behind = { evidence: evidenceOf(seen.facts), untilMs: seen.untilMs }
    const inUse = profilesInUse(seen.facts)
    if (state === 'off' || inUse.off[0]) {
      return unmet('high', inUse.off[0] ?? whyOff(seen.facts), behind)
    }
    if (isUnknown(state)) {
      const reason = isContainer(host)
        ? because('container-shares-host')
        : because('firewall-unknown', { because: state.because })
      return notKnown(reason, behind)
    }
    if (inUse.unseen[0]) return notKnown(inUse.unseen[0], behind)
    return met(because('firewall-on'), behind)
  },
} as const satisfies Control

/** A container sees its own network only; what filters its traffic runs on its host. */
function isContainer({ os }: HostFacts): boolean {
  return os?.reading.state === 'known' && os.reading.facts.installation === 'container'
}

type Firewall = Facts<'firewall'>
type Profile = Firewall['profiles'][number]

function whyOff({ frontEnds }: Firewall): Reason {
  const idle = frontEnds.find(
    ({ isEnabled, incomingRules }) => isEnabled === true && incomingRules === 0,
  )
  return idle
    ? because('firewall-unit-without-rules', { tool: idle.tool })
    : because('firewall-off')
}

/** The profiles of connected networks that are off, and those of which it cannot be told. */
function profilesInUse({ profiles }: Firewall): Record<'off' | 'unseen', Reason[]> {
  const open = profiles.filter(({ state, isActive }) => state !== 'on' && isActive !== false)
  const off = open.filter(({ state, isActive }) => state === 'off' && isActive === true)
  const unseen = open.filter((profile) => !off.includes(profile))
  return {
    off: off.map(profileOff),
    unseen: unseen.flatMap(({ state, isActive }) => {
      const hidden = [state, isActive].find((value) => isUnknown(value))
      return isUnknown(hidden) ? [because('firewall-unknown', { because: hidden.because })] : []
    }),
  }
}

function profileOff({ name, isActive, isByPolicy }: Profile): Reason {
  const use = isUnknown(isActive) ? 'use-unknown' : isActive ? 'in-use' : 'not-in-use'
  const setBy = isByPolicy ? 'by-policy' : 'on-this-machine'
  return because('firewall-profile-off', { profile: name, use, setBy })
}

function evidenceOf(facts: Firewall): Reason[] {
  const profilesOff = facts.profiles
    .filter(({ state }) => state === 'off')
    .sort((left, right) => Number(right.isActive === true) - Number(left.isActive === true))
    .map(profileOff)
  const acceptsByDefault =
    facts.incomingDefault === 'accept' ? [because('firewall-accepts-by-default')] : []
  const frontEnds = facts.frontEnds.flatMap(({ tool, incomingRules }) =>
    isUnknown(incomingRules)
      ? []
      : [because('firewall-rules-loaded', { tool, count: incomingRules })],
  )
  return [...profilesOff, ...acceptsByDefault, ...frontEnds]
}
