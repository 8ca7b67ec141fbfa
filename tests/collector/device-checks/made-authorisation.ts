import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { signerOf } from '#agent/identity.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { deviceCheckMessage } from '#protocol/device-checks.ts'

/** The key of the province, which lies on no collector, and one of somebody else. */
const owner = generateKeyPairSync('ed25519').privateKey
export const stranger = generateKeyPairSync('ed25519').privateKey
export const ownKeys = [signerOf(owner).publicKey]

/** What the command signs where the key lies. */
export function signedText(text: string, key: KeyObject = owner): string {
  const content = text.trim()
  const signature = sign(null, Buffer.from(deviceCheckMessage(content)), key)
  return `${content}\n${signature.toString('base64url')}\n`
}

/** The same text with something else in it, signed by whom it may be. */
export function signedOtherwise(text: string, change: object, key: KeyObject = owner): string {
  return signedText(canonicalJson({ ...JSON.parse(text), ...change }), key)
}
