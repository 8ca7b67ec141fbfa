import type { RandomBytes } from '#store/tokens.ts'

/** Letters and digits that are not taken for one another. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
const groupLength = 5

/** A secret that is read from a screen and typed: groups of five with dashes, 25 bits each. */
export function madeSecret(randomBytes: RandomBytes, groups: number): string {
  const letters = Array.from(randomBytes(groups * groupLength), (byte) => alphabet[byte & 31])
  return Array.from({ length: groups }, (_, index) =>
    letters.slice(index * groupLength, (index + 1) * groupLength).join(''),
  ).join('-')
}
