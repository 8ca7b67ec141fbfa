import { createPublicKey, verify } from 'node:crypto'
import { proofMessage, type ProofFrame } from '#protocol/frames.ts'

const keyBytes = 32
const signatureBytes = 64

/** True when the proof was signed by its key, for this nonce and under this authority. */
export function isProved(
  proof: ProofFrame,
  bound: { readonly nonce: string; readonly collectorPin: string },
): boolean {
  const publicKey = Buffer.from(proof.publicKey, 'base64url')
  const signature = Buffer.from(proof.signature, 'base64url')
  if (publicKey.length !== keyBytes || signature.length !== signatureBytes) return false
  try {
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') },
      format: 'jwk',
    })
    return verify(null, Buffer.from(proofMessage({ ...proof, ...bound })), key, signature)
  } catch {
    // OpenSSL throws for 32 bytes that are no point of the curve.
    return false
  }
}
