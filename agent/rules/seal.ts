import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/**
 * Encodes rules so that no pair stands in a file, an executable or a memory image of the agent as text. This is no
 * secret: the key follows from the version, and whoever reads this file can open it. It keeps the pairs out of logs,
 * searches and scanners, and keeps the agent from being a list of passwords. The same rules give the same bytes.
 */
export function sealRules(text: string, version: string): string {
  const nonce = createHash('sha256').update(text).digest().subarray(0, nonceBytes)
  const sealing = createCipheriv(cipher, keyOf(version), nonce)
  const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()])
  return Buffer.concat([nonce, sealing.getAuthTag(), body]).toString('base64')
}

/** The text that was sealed. Throws where the bytes are not those of this version: a broken release. */
export function unsealRules(sealed: string, version: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const opening = createDecipheriv(cipher, keyOf(version), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  opening.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  const body = [opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]
  return Buffer.concat(body).toString('utf8')
}

function keyOf(version: string): Buffer {
  return createHash('sha256').update(`khien rules ${version}`).digest()
}
