import { serviceDefaults } from '#agent/probes/services/index.ts'
import type { System } from '#agent/system.ts'
import type { ServiceDefault, ServiceProduct } from '#protocol/facts/service-defaults.ts'
import { isUnknown } from '#protocol/values.ts'
import { aLook, aMachine, type MachineParts } from '../../machine.ts'

/** A line of `ss` for a program that listens. */
export function listening(program: string, address: string, transport = 'tcp'): string {
  const state = transport === 'tcp' ? 'LISTEN' : 'UNCONN'
  return `${transport} ${state} 0 5 ${address} *:* users:(("${program}",pid=812,fd=6))\n`
}

/** A machine on paper on which these lines of `ss` are true. */
export function withSockets(lines: string, parts: MachineParts = {}): System {
  return aMachine({ ...parts, outputs: { ...parts.outputs, '/usr/bin/ss -H -lntup': lines } })
}

/** What the probe says of one product; null: it does not tell it. */
export async function lookAt(
  product: ServiceProduct,
  parts: MachineParts | System,
): Promise<ServiceDefault | null> {
  const system = 'platform' in parts ? parts : withSockets('', parts)
  const facts = await serviceDefaults(system, aLook())
  if (isUnknown(facts)) throw new Error(facts.detail)
  return facts.services.find((service) => service.product === product) ?? null
}

/** Openings in short: what, what it opens, from where, and on which line. */
export function inShort(service: ServiceDefault | null): string[] {
  return (service?.openings ?? []).map(({ kind, opens, exposure, place }) => {
    const reach = isUnknown(exposure) ? 'unknown' : exposure
    return `${kind} ${opens} ${reach} ${place?.line ?? '-'}`
  })
}
