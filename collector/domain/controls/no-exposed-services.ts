import type { Reason } from '#protocol/controls.ts'
import type { Listener } from '#protocol/facts/ports.ts'
import { isUnknown, severity as severities, type Severity } from '#protocol/values.ts'
import type { ServiceRule } from '../catalogue.ts'
import type { Control } from '../control.ts'
import { because, met, notKnown, unmet } from '../judgement.ts'
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
  const { exposure, transport, port, program } = listener
  if (exposure === 'loopback' || exposure === 'link-local') return []
  const rule = rules.find((one) => one.transport === transport && one.ports.includes(port))
  if (rule === undefined || rule.severity[exposure] === 'info') return []
  const params = { service: rule.name, port, transport, exposure }
  const reason =
    isUnknown(program) || program === null
      ? because('port-risky', params)
      : because('port-risky-program', { ...params, program })
  return [{ severity: rule.severity[exposure], service: rule.name, reason }]
}

/** 0 is the gravest. */
function rankOf(severity: Severity): number {
  return severities.options.indexOf(severity)
}
