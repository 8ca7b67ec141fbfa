import type { Reason } from '#protocol/controls.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown } from '#protocol/values.ts'
import type { Control, HostFacts } from '../control.ts'
import { because, met, notKnown, unmet } from '../judgement.ts'
import { look } from '../look.ts'

/** Are incoming packets filtered on this machine, by rules that are loaded? */
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
    if (isUnknown(state)) {
      const reason = isContainer(host)
        ? because('container-shares-host')
        : because('firewall-unknown', { because: state.because })
      return notKnown(reason, behind)
    }
    if (state === 'on') return met(because('firewall-on'), behind)
    const idle = seen.facts.frontEnds.find(
      ({ isEnabled, incomingRules }) => isEnabled === true && incomingRules === 0,
    )
    const reason = idle
      ? because('firewall-unit-without-rules', { tool: idle.tool })
      : because('firewall-off')
    return unmet('high', reason, behind)
  },
} as const satisfies Control

/** A container sees its own network only; what filters its traffic runs on its host. */
function isContainer({ os }: HostFacts): boolean {
  return os?.reading.state === 'known' && os.reading.facts.installation === 'container'
}

function evidenceOf(facts: Facts<'firewall'>): Reason[] {
  const profilesOff = facts.profiles
    .filter(({ state }) => state === 'off')
    .map(({ name }) => because('firewall-profile-off', { profile: name }))
  const acceptsByDefault =
    facts.incomingDefault === 'accept' ? [because('firewall-accepts-by-default')] : []
  const frontEnds = facts.frontEnds
    .filter(({ incomingRules }) => !isUnknown(incomingRules))
    .map(({ tool, incomingRules }) =>
      because('firewall-rules-loaded', {
        tool,
        count: isUnknown(incomingRules) ? 0 : incomingRules,
      }),
    )
  return [...profilesOff, ...acceptsByDefault, ...frontEnds]
}
