import type { Clock } from '#collector/deps.ts'
import type { EpochMs } from '#protocol/values.ts'

/** `asOfMs` null means now, as the store reads it; a moment that is still to come is now. */
export function momentOf(
  asked: EpochMs | undefined,
  now: Clock,
): { asOfMs: EpochMs | null; shownMs: EpochMs } {
  const nowMs = now()
  const isPast = asked !== undefined && asked < nowMs
  return isPast ? { asOfMs: asked, shownMs: asked } : { asOfMs: null, shownMs: nowMs }
}
