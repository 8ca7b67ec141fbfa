import type { HostFacts } from '#domain/control.ts'
import { probeId, readingSchemas } from '#protocol/facts/registry.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import { aMomentMs } from './arbitraries.ts'

/** Names of fields, at any depth, whose schema lets them be unknown and on which a verdict may rest. */
const hideable: ReadonlySet<string> = new Set([
  'installation',
  'activation',
  'supportPrograms',
  'securityUpdatesAvailable',
  'securityLists',
  'rebootReasons',
  'weakRebootSigns',
  'cumulativeUpdate',
  'lastSearchAtMs',
  'isRunning',
  'realTime',
  'signaturesAtMs',
  'signaturesBySelf',
  'tamperProtection',
  'licence',
  'isRead',
  'outcome',
  'password',
  'automaticLogins',
  'passwordlessSudo',
  'ssh',
  'isEnabled',
  'isActive',
  'incomingRules',
  'program',
  'service',
  'smb1Server',
  'remoteDesktop',
  'requiresNetworkAuthentication',
  'tools',
])

/** The same host, of which some fields could not be looked at. */
export function withLess(host: HostFacts, isHidden: () => boolean): HostFacts {
  return changed(host, (key, value, parent) => {
    const isFirewallState = key === 'state' && ('frontEnds' in parent || 'isByPolicy' in parent)
    const canHide = hideable.has(key) || isFirewallState
    return canHide && isHidden() ? unknown('not-permitted') : value
  })
}

/** Lists whose members are evidence of protection; what is gone from them protects no longer. */
const evidenceLists: ReadonlySet<string> = new Set(['products'])
/** Dates that prove protection by being young. */
const evidenceDates: ReadonlySet<string> = new Set([
  'signaturesAtMs',
  'fetchedAtMs',
  'installedAtMs',
])
const garbled: Readonly<Record<string, readonly unknown[]>> = {
  realTime: ['off', 'snoozed', 'expired', 'passive', unknown('not-understood')],
  isRunning: [false, unknown('timed-out')],
  signaturesBySelf: ['old', null, unknown('not-understood')],
  isRead: [unknown('not-permitted')],
  cumulativeUpdate: [null, unknown('not-understood')],
  securityLists: [[], unknown('not-readable')],
  windows: [null],
  build: [null],
  isValid: [false],
  distribution: ['unheard-of'],
  smb1Server: ['on', unknown('not-readable')],
  requiresNetworkAuthentication: [false, unknown('not-readable')],
  securityUpdatesAvailable: [7, unknown('timed-out')],
}

/**
 * The same host, of whose evidence of protection some is gone, older, off or not to be understood.
 * `draw` gives whole numbers from 0 to 999. A date that was impossible stays as it is: it proved nothing.
 */
export function withoutEvidence(host: HostFacts, draw: () => number): HostFacts {
  const isHit = () => draw() < 300
  return changed(host, (key, value) => {
    if (evidenceLists.has(key) && Array.isArray(value)) return value.filter(() => !isHit())
    if (evidenceDates.has(key) && typeof value === 'number' && value <= aMomentMs && isHit()) {
      return Math.max(946_684_800_000, value - draw() * 86_400_000)
    }
    const choices = Object.hasOwn(garbled, key) && !isUnknown(value) ? garbled[key] : undefined
    return choices !== undefined && isHit() ? choices[draw() % choices.length] : value
  })
}

type Change = (key: string, value: unknown, parent: object) => unknown

function changed(host: HostFacts, change: Change): HostFacts {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, walk(change(key, inner, value))]),
    )
  }
  const entries = Object.entries(host).map(([id, observed]) => {
    const reading = readingSchemas[probeId.parse(id)].parse(walk(observed.reading))
    return [id, { ...observed, reading }]
  })
  return Object.fromEntries(entries)
}
