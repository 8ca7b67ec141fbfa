import { probeIds, type ProbeId } from './facts/registry.ts'
import type { Digest } from './values.ts'

/**
 * The one text of a JSON value: keys sorted by code unit, no white space, no undefined.
 * Two agents that saw the same thing write the same bytes; the collector stores them as it got them.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

export type Digests = { readonly [Id in ProbeId]?: Digest }

/** The probes whose digest here is not the one held there: what has to travel, in the order of the registry. */
export function differing(here: Digests, there: Digests): ProbeId[] {
  return probeIds.filter((id) => here[id] !== undefined && here[id] !== there[id])
}
