import { Readable } from 'node:stream'
import { Refusal } from '#protocol/refusals.ts'

/**
 * The bytes of a body that bindRoutes has left unread until the caller was let in.
 * @throws Refusal IMPORT_FILE_EMPTY, IMPORT_FILE_TOO_LARGE as soon as one byte too many has come
 */
export async function uploadedBytes(body: unknown, bytesMax: number): Promise<Uint8Array> {
  if (!(body instanceof Readable)) throw new Refusal('IMPORT_FILE_EMPTY')
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) throw new Error('a body that is no bytes')
    bytes += chunk.length
    if (bytes > bytesMax) throw new Refusal('IMPORT_FILE_TOO_LARGE', { bytesMax })
    chunks.push(chunk)
  }
  if (bytes === 0) throw new Refusal('IMPORT_FILE_EMPTY')
  return Buffer.concat(chunks, bytes)
}
