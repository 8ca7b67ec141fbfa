import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, deflateRaw, inflateRaw } from 'node:zlib'
import type { Digest } from '#protocol/values.ts'

/** A text as it is stored, with the digest of what it says and of how it is written. */
export type StoredBytes = {
  readonly digest: Digest
  readonly body: Uint8Array
  readonly bodyHash: Digest
}

/** A province of 15,000 hosts inflates to some 20 MB; what says more is no snapshot. */
const inflatedBytesMax = 512 * 1024 * 1024

const deflating = promisify(deflateRaw)
const inflating = promisify(inflateRaw)

export async function storedBytesOf(text: string): Promise<StoredBytes> {
  const body = await deflated(text)
  return { digest: digestOf(text), body, bodyHash: digestOf(body) }
}

async function deflated(text: string): Promise<Uint8Array> {
  const options = { level: constants.Z_BEST_COMPRESSION, memLevel: constants.Z_MAX_MEMLEVEL }
  return deflating(Buffer.from(text), options)
}

/** The text that was stored. @throws when the bytes are not what zlib writes. */
export async function inflated(body: Uint8Array): Promise<string> {
  const bytes = await inflating(body, { maxOutputLength: inflatedBytesMax })
  return bytes.toString('utf8')
}

export const digestOf = (content: string | Uint8Array): Digest => hash('sha256', content, 'hex')
