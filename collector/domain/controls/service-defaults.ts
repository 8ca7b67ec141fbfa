import type { Reason } from '#protocol/controls.ts'
import {
  serviceNames,
  type ServiceDefault,
  type ServiceOpening,
} from '#protocol/facts/service-defaults.ts'
import { isUnknown, type EpochMs, type Severity } from '#protocol/values.ts'
import type { HostFacts } from '../control.ts'
import { because } from '../judgement.ts'
import { look } from '../look.ts'
import { isSerious, severityOf } from '../service-severity.ts'

type Findings = {
  bad: readonly { severity: Severity; reason: Reason }[]
  unseen: readonly Reason[]
  notable: readonly Reason[]
  /** When this look is no longer good; null: nobody looked. */
  untilMs: EpochMs | null
}

/**
 * Services that are as they were delivered, or let anybody in. An agent that does not look at them is judged by all
 * else, as before. A service that does not run is told and decides nothing.
 */
export function serviceDefaults(host: HostFacts, nowMs: EpochMs): Findings {
  if (host['service-defaults'] === undefined) {
    return { bad: [], unseen: [], notable: [], untilMs: null }
  }
  const seen = look('service-defaults', host, nowMs)
  if (seen.facts === null) {
    return { bad: [], unseen: [seen.judgement.reason], notable: [], untilMs: null }
  }
  const told = seen.facts.services.map(findingsOf)
  const closed = seen.facts.services.filter(isClosed).map(({ product }) => serviceNames[product])
  const services = [...new Set(closed)]
  return {
    bad: told.flatMap(({ bad }) => bad),
    unseen: told.flatMap(({ unseen }) => unseen),
    notable: [
      ...told.flatMap(({ notable }) => notable),
      ...(services.length > 0 ? [because('services-closed', { services })] : []),
    ],
    untilMs: seen.untilMs,
  }
}

function isClosed({ openings, unseen }: ServiceDefault): boolean {
  return openings.length === 0 && unseen === null
}

function findingsOf(service: ServiceDefault): Omit<Findings, 'untilMs'> {
  const bad: Findings['bad'][number][] = []
  const unseen: Reason[] = []
  const notable: Reason[] = []
  const name = serviceNames[service.product]
  const isIdle = service.isRunning === false
  for (const opening of service.openings) {
    const severity = severityOf(opening)
    const reason = reasonOf(name, opening)
    if (isIdle) notable.push(because('service-open-idle', { service: name, opening: opening.kind }))
    else if (opening.kind === 'first-password' || severity === null) unseen.push(reason)
    else if (isSerious(severity)) bad.push({ severity, reason })
    else notable.push({ ...reason, key: littleOf(reason) })
  }
  if (service.unseen) {
    const params = { service: name, because: service.unseen.because }
    if (isIdle) notable.push(because('service-unknown', params))
    else unseen.push(because('service-unknown', params))
  }
  return { bad, unseen, notable }
}

function littleOf({ key }: Reason): Reason['key'] {
  return key === 'service-open' ? 'service-open-little' : key
}

function reasonOf(service: string, opening: ServiceOpening): Reason {
  const { kind, opens, exposure, place, rule } = opening
  const line = place?.line ? `:${place.line}` : ''
  const where = place ? `${place.file}${line}` : 'by-question'
  if (kind === 'first-password') return because('service-first-password', { service, where })
  if (isUnknown(exposure)) {
    const params = { service, opening: kind, because: exposure.because }
    return because('service-reach-unknown', params)
  }
  if (rule !== null) return because('service-factory-password', { service, rule, exposure, where })
  return because('service-open', { service, opening: kind, opens, exposure, where })
}
