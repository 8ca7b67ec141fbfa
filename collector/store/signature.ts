import { createPublicKey, verify } from 'node:crypto'
import type { SignedLines } from '#protocol/signed-lines.ts'

/**
 * Whether one of the given keys has signed a text. `message` names what is signed, so that a signature under one kind
 * of text is worth nothing under another.
 * @param keys raw Ed25519 public keys, base64url
 */
export function isSignedByOne(
  { content, signature }: SignedLines,
  message: (content: string) => string,
  keys: readonly string[],
): boolean {
  const signed = Buffer.from(message(content))
  const bytes = Buffer.from(signature, 'base64url')
  return keys.some((x) => {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, signed, key, bytes)
  })
}
