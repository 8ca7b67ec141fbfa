import type { Day } from '#protocol/register.ts'
import { dayBefore } from './organisation-days.ts'

/** From when until when a version of a plan defines what is measured. */
export type Validity = {
  readonly version: number
  readonly validFrom: Day
  /** The last day that its author named; null: until the next version begins. */
  readonly validUntil: Day | null
}

/** The last day of each issued version: its own, or the day before the next one begins. */
export function endsOf<Version extends Validity>(
  issued: readonly Version[],
): (Version & { readonly endsOn: Day | null })[] {
  const sorted = issued.toSorted((left, right) => (left.validFrom < right.validFrom ? -1 : 1))
  return sorted.map((one, index) => {
    const next = sorted[index + 1]
    return { ...one, endsOn: one.validUntil ?? (next ? dayBefore(next.validFrom) : null) }
  })
}

/**
 * The version by which a day is measured: last year by last year's. Before the first it is the first, and after the
 * last it is the last, so that a plan of 2018 can be asked today.
 */
export function versionOn<Version extends Validity>(
  issued: readonly Version[],
  day: Day,
): Version | null {
  const sorted = issued.toSorted((left, right) => (left.validFrom < right.validFrom ? -1 : 1))
  return sorted.findLast(({ validFrom }) => validFrom <= day) ?? sorted[0] ?? null
}

/** The issued version with which a new one would overlap; null: none. */
export function overlapOf<Version extends Validity>(
  issued: readonly Version[],
  wanted: Pick<Validity, 'validFrom' | 'validUntil'>,
): Version | null {
  return (
    issued.find(({ validFrom, validUntil }) => {
      if (validFrom >= wanted.validFrom) {
        return wanted.validUntil === null || wanted.validUntil >= validFrom
      }
      return validUntil !== null && validUntil >= wanted.validFrom
    }) ?? null
  )
}
