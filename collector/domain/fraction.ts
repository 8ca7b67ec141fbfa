import type { ExactRatio } from '#protocol/views.ts'

/** An exact figure of any size: sums of money pass what a number can hold exactly. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint }

export const fraction = (numerator: number | bigint, denominator: number | bigint): Fraction => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
})

/** Numerators and denominators added apart, as pooled figures are; a count keeps its denominator of 1. */
export function pooled(
  fractions: readonly Fraction[],
  kind: 'share' | 'ratio' | 'count',
): Fraction {
  const numerator = fractions.reduce((sum, one) => sum + one.numerator, 0n)
  if (kind === 'count') return { numerator, denominator: 1n }
  return { numerator, denominator: fractions.reduce((sum, one) => sum + one.denominator, 0n) }
}

/**
 * The figure as a view carries it. What passes 2^53 is divided by its common factor, and then cut to fit: by then
 * the verdict has been taken on the exact figure.
 */
export function shown({ numerator, denominator }: Fraction): ExactRatio {
  if (fits(numerator) && fits(denominator)) return plain(numerator, denominator)
  const divisor = commonDivisor(numerator, denominator)
  let [left, right] = [numerator / divisor, denominator / divisor]
  while (!fits(left) || !fits(right)) [left, right] = [left / 2n, right / 2n]
  return plain(left, right)
}

const largest = BigInt(Number.MAX_SAFE_INTEGER)
const fits = (value: bigint) => value <= largest
const plain = (numerator: bigint, denominator: bigint): ExactRatio => ({
  numerator: Number(numerator),
  denominator: Number(denominator),
})

function commonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right]
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? 1n : a
}
