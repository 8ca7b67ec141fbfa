import { factsRegistry, probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'

export type LastLooks = ReadonlyMap<ProbeId, EpochMs>

/** Probes that fall due within so long of each other run in one round. */
const togetherMs = 30_000
/** A host looks up to a tenth earlier than the cadence says, so that hosts that started together drift apart. */
const jitterRatio = 0.1

/**
 * The probes that are due, in the order of the registry. A probe that never ran is due, and so is one whose last
 * look lies in the future: the clock was set back, and nobody knows how long ago it was.
 */
export function dueProbes(nowMs: EpochMs, lastLooks: LastLooks, hostId: HostId): ProbeId[] {
  return probeIds.filter(
    (probe) => dueAtMs(probe, nowMs, { lastLooks, hostId }) <= nowMs + togetherMs,
  )
}

/** When the next probe is due; never before now. */
export function nextDueMs(nowMs: EpochMs, lastLooks: LastLooks, hostId: HostId): EpochMs {
  const times = probeIds.map((probe) => dueAtMs(probe, nowMs, { lastLooks, hostId }))
  return Math.max(nowMs, Math.min(...times))
}

function dueAtMs(
  probe: ProbeId,
  nowMs: EpochMs,
  { lastLooks, hostId }: { lastLooks: LastLooks; hostId: HostId },
): EpochMs {
  const lastMs = lastLooks.get(probe)
  if (lastMs === undefined || lastMs > nowMs) return nowMs
  return lastMs + intervalMs(probe, hostId)
}

/** How often this host looks: the cadence less its own share of the jitter, the same at every start. */
export function intervalMs(probe: ProbeId, hostId: HostId): number {
  return Math.round(factsRegistry[probe].cadenceMs * (1 - jitterRatio * shareOf(hostId)))
}

/** A number in [0, 1) from a text: FNV-1a of 32 bits. */
function shareOf(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0) / 2 ** 32
}
