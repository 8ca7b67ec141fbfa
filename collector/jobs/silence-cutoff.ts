import type { EpochMs } from '#protocol/values.ts'
import type { Uptime } from '#store/uptime.ts'

/**
 * The moment since which some collector was up for `silentAfterMs` in all: who was last heard before it is
 * silent, because a collector that was down could not have heard anybody.
 * Null: no collector was up for so long yet. Intervals of several collectors may overlap.
 */
export function silenceCutoff(
  uptimes: readonly Uptime[],
  { nowMs, silentAfterMs }: { nowMs: EpochMs; silentAfterMs: number },
): EpochMs | null {
  let missingMs = silentAfterMs
  let edgeMs = nowMs
  for (const { fromMs, untilMs } of uptimes.toSorted((a, b) => b.untilMs - a.untilMs)) {
    const upMs = Math.min(untilMs, edgeMs) - Math.min(fromMs, edgeMs)
    if (upMs >= missingMs) return Math.min(untilMs, edgeMs) - missingMs
    missingMs -= upMs
    edgeMs = Math.min(fromMs, edgeMs)
  }
  return null
}
