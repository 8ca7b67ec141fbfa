/** A repeatable source of chance: the same seed gives the same province, down to the last port. */
export type Random = {
  /** In [0, 1). */
  next(): number
  /** Whole number in [min, max]. */
  between(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** One of the items, each with its weight. */
  weighted<T>(items: readonly (readonly [weight: number, item: T])[]): T
  hex(length: number): string
}

/** Mulberry32: 32 bits of state, good enough to look like chance. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  function pick<T>(items: readonly T[]): T {
    const item = items[between(0, items.length - 1)]
    if (item === undefined) throw new Error('pick() needs at least one item')
    return item
  }
  function weighted<T>(items: readonly (readonly [number, T])[]): T {
    let left = next() * items.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, item] of items) {
      left -= weight
      if (left < 0) return item
    }
    return pick(items)[1]
  }
  const hex = (length: number) => Array.from({ length }, () => between(0, 15).toString(16)).join('')
  return { next, between, chance: (probability) => next() < probability, pick, weighted, hex }
}
