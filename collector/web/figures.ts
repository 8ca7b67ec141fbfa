import type { ExactRatio, IndicatorView } from '#protocol/views.ts'

type Goal = Pick<IndicatorView, 'comparator' | 'target'>
export type FigureKind = IndicatorView['kind']

/** A figure as it is printed: its value, cut and never rounded up, and how many decimals it shows. */
export type Figure = { value: number; decimals: number }

/** More decimals than any province can need: with fewer than 10^9 computers two shares differ before this. */
const decimalsMax = 12

/**
 * The figure of a ratio with just enough decimals that it lies on the same side of the target as the integers do.
 * A share comes in percent with at least one decimal, a ratio with at least two, a count with none.
 * Null where there is nothing to divide by.
 */
export function figureOf(kind: FigureKind, ratio: ExactRatio, goal: Goal | null): Figure | null {
  if (kind === 'count') return { value: ratio.numerator, decimals: 0 }
  if (ratio.denominator === 0) return null
  const scale = kind === 'share' ? 100n : 1n
  const least = leastDecimals(kind, ratio)
  for (let decimals = least; decimals <= decimalsMax; decimals++) {
    const cut = cutOff(ratio, scale, decimals)
    if (agrees(cut, { ratio, scale, decimals, goal })) return toFigure(cut, decimals)
  }
  return toFigure(cutOff(ratio, scale, decimalsMax), decimalsMax)
}

/** The target in the unit of the figure, with no more decimals than it has: 90/100 of a share is 90. */
export function targetOf(kind: FigureKind, target: ExactRatio): Figure | null {
  if (target.denominator === 0) return null
  const scale = kind === 'share' ? 100n : 1n
  for (let decimals = 0; decimals < 6; decimals++) {
    const cut = cutOff(target, scale, decimals)
    const isExact =
      cut * BigInt(target.denominator) ===
      BigInt(target.numerator) * scale * 10n ** BigInt(decimals)
    if (isExact) return toFigure(cut, decimals)
  }
  return toFigure(cutOff(target, scale, 6), 6)
}

/** Share of the way along a bar, between 0 and 1. A ratio may exceed 1, so its bar ends a quarter above the target. */
export function positionOn(kind: FigureKind, ratio: ExactRatio, target: ExactRatio): number {
  if (ratio.denominator === 0 || target.denominator === 0) return 0
  const value = ratio.numerator / ratio.denominator
  const goal = target.numerator / target.denominator
  const end = kind === 'ratio' && goal > 0 ? goal * 1.25 : 1
  return Math.min(1, Math.max(0, value / end))
}

/** A whole number needs no decimals: 100 % and 0 % read better bare. */
function leastDecimals(kind: FigureKind, ratio: ExactRatio): number {
  if (kind === 'ratio') return 2
  return ratio.numerator === 0 || ratio.numerator === ratio.denominator ? 0 : 1
}

function cutOff(ratio: ExactRatio, scale: bigint, decimals: number): bigint {
  return (BigInt(ratio.numerator) * scale * 10n ** BigInt(decimals)) / BigInt(ratio.denominator)
}

function agrees(
  cut: bigint,
  exact: { ratio: ExactRatio; scale: bigint; decimals: number; goal: Goal | null },
): boolean {
  if (!exact.goal) return true
  const { target } = exact.goal
  const shown = cut * BigInt(target.denominator)
  const goal = BigInt(target.numerator) * exact.scale * 10n ** BigInt(exact.decimals)
  const isExactlyAbove = compare(
    BigInt(exact.ratio.numerator) * BigInt(target.denominator),
    BigInt(target.numerator) * BigInt(exact.ratio.denominator),
  )
  return compare(shown, goal) === isExactlyAbove
}

function compare(left: bigint, right: bigint): -1 | 0 | 1 {
  if (left < right) return -1
  return left > right ? 1 : 0
}

function toFigure(cut: bigint, decimals: number): Figure {
  return { value: Number(cut) / 10 ** decimals, decimals }
}
