import { canonicalJson } from '#protocol/delta.ts'

const offsetBasis = 0xcbf29ce484222325n
const prime = 0x100000001b3n

/**
 * Short name of a value: another value has another name. FNV-1a, 64 bits, over the UTF-16 code units of its
 * canonical JSON: it tells contexts apart and protects nothing.
 */
export function revisionOf(value: unknown): string {
  const text = canonicalJson(value)
  let hash = offsetBasis
  for (let index = 0; index < text.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * prime)
  }
  return hash.toString(16).padStart(16, '0')
}
