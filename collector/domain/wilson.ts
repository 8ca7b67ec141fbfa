/** The 97.5th percentile of the normal distribution. */
const z = 1.959963984540054
const tenThousand = 10_000

/** Both ends in ten-thousandths, the lower rounded down and the upper up. */
export type Interval = { readonly low: number; readonly high: number }

/**
 * The 95 % confidence interval of a share after Wilson, without continuity correction; null: nothing was counted.
 * Source: E. B. Wilson, JASA 22 (1927) 209–212; method 3 in R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872.
 */
export function wilson(successes: number, trials: number): Interval | null {
  if (trials === 0) return null
  const [low, high] = bounds(successes, trials)
  return {
    // At its two ends the interval touches 0 and 1 exactly, which floating point misses by a hair.
    low: successes === 0 ? 0 : Math.max(0, Math.floor(low * tenThousand)),
    high: successes === trials ? tenThousand : Math.min(tenThousand, Math.ceil(high * tenThousand)),
  }
}

function bounds(successes: number, trials: number): [number, number] {
  const share = successes / trials
  const squared = z * z
  const centre = share + squared / (2 * trials)
  const spread = z * Math.sqrt((share * (1 - share)) / trials + squared / (4 * trials * trials))
  const scale = 1 + squared / trials
  return [(centre - spread) / scale, (centre + spread) / scale]
}
