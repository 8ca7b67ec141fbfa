import type { Reason } from '#protocol/controls.ts'
import type { Listener } from '#protocol/facts/ports.ts'
import { isUnknown, type Severity } from '#protocol/values.ts'
import type { ServiceRule } from '../catalogue.ts'
import type { Control } from '../control.ts'
import { because, met, notKnown, rankOf, unmet } from '../judgement.ts'
import { look } from '../look.ts'

type Risk = { severity: Severity; service: string; reason: Reason }

/**
 * Do services that attackers look for answer beyond this machine?
 * A firewall that is on is not proof that a port is blocked: then it is unknown, never met.
 */
export const noExposedServices = {
  id: 'no-exposed-services',
  reads: ['ports', 'firewall'],
  judge(host, { serviceRules }, nowMs) {
    const seen = look('ports', host, nowMs)
    if (seen.facts === null) return seen.judgement
    const { listeners, listenersTotal } = seen.facts
    const risks = listeners
      .flatMap((listener) => riskOf(listener, serviceRules))
      .sort((left, right) => rankOf(left.severity) - rankOf(right.severity))
    const evidence = risks.map(({ reason }) => reason)
    const [worst] = risks
    if (worst === undefined) {
      if (listenersTotal <= listeners.length) {
        return met(because('ports-clean', { total: listenersTotal }), { untilMs: seen.untilMs })
      }
      const params = { shown: listeners.length, total: listenersTotal }
      return notKnown(because('ports-list-cut', params), { untilMs: seen.untilMs })
    }
    const services = [...new Set(risks.map(({ service }) => service))]
    const firewall = look('firewall', host, nowMs)
    if (firewall.facts !== null && firewall.facts.state === 'off') {
      const untilMs = Math.min(seen.untilMs, firewall.untilMs)
      return unmet(worst.severity, because('ports-exposed', { services }), { evidence, untilMs })
    }
    const isLooked = firewall.facts !== null && !isUnknown(firewall.facts.state)
    const reason = because(isLooked ? 'ports-exposed-if-allowed' : 'ports-firewall-unknown', {
      services,
    })
    return notKnown(reason, { evidence, untilMs: seen.untilMs })
  },
} as const satisfies Control

function riskOf(listener: Listener, rules: readonly ServiceRule[]): Risk[] {
  const { exposure, transport, port } = listener
  if (exposure === 'loopback' || exposure === 'link-local') return []
  const rule = rules.find((one) => one.transport === transport && one.ports.includes(port))
  if (rule === undefined || rule.severity[exposure] === 'info') return []
  const params = { service: rule.name, port, transport, exposure }
  const program = holderOf(listener)
  const reason =
    program === null
      ? because('port-risky', params)
      : because('port-risky-program', { ...params, program })
  return [{ severity: rule.severity[exposure], service: rule.name, reason }]
}

/** The program, and on Windows the services inside it: `svchost.exe` alone says nothing. Null: not known, or none. */
function holderOf({ program, service }: Listener): string | null {
  const held = isUnknown(service) ? null : service
  if (isUnknown(program) || program === null) return held
  return held === null ? program : `${program} (${held})`
}
