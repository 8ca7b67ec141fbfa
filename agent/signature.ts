import { createPublicKey, verify } from 'node:crypto'
import type { SignedLines } from '#protocol/signed-lines.ts'

/**
 * Which of the given keys has signed a text; null: none.
 * `message` names what is signed, so that a signature under one kind of text is worth nothing under another.
 * @param keys raw Ed25519 public keys, base64url
 */
export function signerOf(
  { content, signature }: SignedLines,
  message: (content: string) => string,
  keys: readonly string[],
): string | null {
  const signed = Buffer.from(message(content))
  const bytes = Buffer.from(signature, 'base64url')
  return keys.find((key) => isSignedBy(key, signed, bytes)) ?? null
}

function isSignedBy(publicKey: string, message: Buffer, signature: Buffer): boolean {
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey }
    return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature)
  } catch {
    // Not every 32 bytes are a key: such a key has signed nothing.
    return false
  }
}
