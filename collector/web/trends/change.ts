import type { TrendPoint } from '#protocol/snapshot-views.ts'
import type { ExactRatio, IndicatorView } from '#protocol/views.ts'
import { dayPlus } from '../dates.ts'

type Kind = IndicatorView['kind']

/** How far a figure moved, in its unit: percentage points of a share. */
export type Change =
  | { readonly kind: 'moved'; readonly since: TrendPoint; readonly by: number }
  | { readonly kind: 'none'; readonly because: 'no-snapshot' | 'no-figure' }

/** A snapshot that was taken so many days before the day that is asked for still speaks for it. */
const snapshotLateDaysMax = 7

/** The newest point of a day, or of the week before it; null: nothing was frozen then. */
export function pointAt(points: readonly TrendPoint[], day: string): TrendPoint | null {
  const firstDay = dayPlus(day, -snapshotLateDaysMax)
  return points.findLast((point) => point.day <= day && point.day >= firstDay) ?? null
}

/** What a figure moved since a frozen point. */
export function changeSince(
  since: TrendPoint | null,
  kind: Kind,
  current: ExactRatio | null,
): Change {
  if (since === null) return { kind: 'none', because: 'no-snapshot' }
  const before = numberOf(kind, since.worst)
  const after = numberOf(kind, current)
  if (before === null || after === null) return { kind: 'none', because: 'no-figure' }
  return { kind: 'moved', since, by: after - before }
}

/** Null where there is nothing to divide by. Equal ratios give equal numbers, so no change is exactly none. */
function numberOf(kind: Kind, ratio: ExactRatio | null): number | null {
  if (ratio === null) return null
  if (kind === 'count') return ratio.numerator
  if (ratio.denominator === 0) return null
  return (ratio.numerator / ratio.denominator) * (kind === 'share' ? 100 : 1)
}

const leastDecimals = { share: 1, ratio: 2, count: 0 } as const satisfies Record<Kind, number>
const decimalsMax = 5

/** So many decimals that what moved is not printed as nothing. */
export function decimalsOf(kind: Kind, by: number): number {
  for (let decimals: number = leastDecimals[kind]; decimals < decimalsMax; decimals++) {
    if (by === 0 || Math.abs(by) >= 0.5 / 10 ** decimals) return decimals
  }
  return decimalsMax
}

/** Whether more is better; null where neither is, as with a target that is only met or not. */
export function isMoreBetter({
  comparator,
  strictness,
}: Pick<IndicatorView, 'comparator' | 'strictness'>): boolean | null {
  if (strictness === 'prohibition' || comparator === 'lte' || comparator === 'lt') return false
  return comparator === 'gt' || comparator === 'gte' || comparator === 'approx' ? true : null
}
