import { createPrivateKey, sign } from 'node:crypto'
import { join } from 'node:path'
import {
  createDocumentCertificate,
  dayMs,
  isGoodFor,
  isSignedBy,
  type KeyedCertificate,
} from './certificates.ts'
import { readIfThere, writePrivately } from './private-files.ts'

const signerDays = 5 * 365
/** A key is made anew when less than this is left. */
const renewBeforeMs = 180 * dayMs
const file = 'documents.pem'

/**
 * Opens the key that signs documents which leave the collector: one of its own, that serves no connection, with a
 * certificate of the collector's authority. Made when there is none, or none that this authority issued.
 * The authority must have been opened before.
 */
export async function openDocumentSigner(folder: string, nowMs: number) {
  const authority = readPair(join(folder, 'current.pem'))
  if (authority === null) throw new Error(`no authority in ${folder}`)
  const stored = readPair(join(folder, file))
  const isGood =
    stored !== null &&
    isGoodFor(stored.cert, [], nowMs + renewBeforeMs) &&
    isSignedBy(stored.cert, authority.cert)
  const pair = isGood
    ? stored
    : await createDocumentCertificate({ authority, nowMs, days: signerDays })
  if (!isGood) writePrivately(join(folder, file), pair.key + pair.cert)
  const key = createPrivateKey(pair.key)
  return {
    certificates: pair.cert + authority.cert,
    sign: (text: string): Uint8Array => sign('sha256', Buffer.from(text), key),
  }
}

function readPair(path: string): KeyedCertificate | null {
  const text = readIfThere(path)
  if (text === null) return null
  const start = text.indexOf('-----BEGIN CERTIFICATE-----')
  return { key: text.slice(0, start), cert: text.slice(start) }
}
