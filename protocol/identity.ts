/** RFC 4648 base32 in lower case: no digit that looks like a letter. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const hostIdLength = 26

/**
 * The identity of a host from the SHA-256 of its raw 32-byte public key: base32, the first 26 characters.
 * The collector may add `~n` where the same key is on several machines; the agent never does.
 */
export function hostIdOf(sha256: Uint8Array): string {
  if (sha256.length !== 32) throw new RangeError(`a SHA-256 has 32 bytes, not ${sha256.length}`)
  return base32(sha256).slice(0, hostIdLength)
}

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}
