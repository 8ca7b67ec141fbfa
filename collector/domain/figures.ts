import type { ExactRatio, IndicatorView } from '#protocol/views.ts'

type Comparator = IndicatorView['comparator']

/** More decimals than this are never printed; a share of so many decimals is still an exact integer. */
const decimalsMax = 12

/** A figure of whole numbers of any size. */
export type Exact = {
  readonly numerator: number | bigint
  readonly denominator: number | bigint
}

/** -1 below the target, 0 equal, 1 above; exact, on integers. Denominators are not 0. */
export function compareToTarget(figure: Exact, target: Exact): -1 | 0 | 1 {
  const left = BigInt(figure.numerator) * BigInt(target.denominator)
  const right = BigInt(target.numerator) * BigInt(figure.denominator)
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** Whether a figure satisfies a comparator. 90/100 does not satisfy "more than 90 %"; about 70 % is 70 % or more. */
export function holds(figure: Exact, comparator: Comparator, target: Exact): boolean {
  const side = compareToTarget(figure, target)
  switch (comparator) {
    case 'gt':
      return side > 0
    case 'gte':
    case 'approx':
    case 'exists':
      return side >= 0
    case 'eq':
      return side === 0
    case 'lte':
      return side <= 0
    case 'lt':
      return side < 0
  }
}

/**
 * With how many decimals a percentage has to be printed so that it agrees with the verdict, at least one:
 * 90,04 % and not 90,0 % where more than 90 % is asked for and reached. The printed figure is cut, never rounded up.
 */
export function decimalsFor(
  figure: ExactRatio,
  target: ExactRatio,
  comparator: Comparator,
): number {
  if (figure.denominator === 0 || target.denominator === 0) return 1
  const verdict = holds(figure, comparator, target)
  for (let decimals = 1; decimals < decimalsMax; decimals += 1) {
    if (holds(cutOff(figure, decimals), comparator, target) === verdict) return decimals
  }
  return decimalsMax
}

/** The figure as a percentage with so many decimals shows it. */
function cutOff({ numerator, denominator }: ExactRatio, decimals: number): ExactRatio {
  const scale = 100n * 10n ** BigInt(decimals)
  const cut = (BigInt(numerator) * scale) / BigInt(denominator)
  return { numerator: Number(cut), denominator: Number(scale) }
}
