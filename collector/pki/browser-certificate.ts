import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { Refusal } from '#protocol/refusals.ts'
import type { KeyedCertificate } from './certificates.ts'

/**
 * The certificate that an operator gave for browsers, with the chain that stands behind it in its file.
 * @throws Refusal CERTIFICATE_INVALID with what is wrong and in which file
 */
export function readBrowserCertificate(
  files: { readonly certFile: string; readonly keyFile: string },
  nowMs: number,
): KeyedCertificate {
  const { certFile, keyFile } = files
  const cert = attempt(certFile, () => readFileSync(certFile, 'utf8'))
  const key = attempt(keyFile, () => readFileSync(keyFile, 'utf8'))
  const parsed = attempt(certFile, () => new X509Certificate(cert))
  const privateKey: KeyObject = attempt(keyFile, () => createPrivateKey(key))
  if (!parsed.checkPrivateKey(privateKey)) {
    throw invalid(keyFile, `the private key is not that of the certificate ${certFile}`)
  }
  if (Date.parse(parsed.validTo) <= nowMs) {
    throw invalid(certFile, `it expired on ${new Date(parsed.validTo).toISOString().slice(0, 10)}`)
  }
  // What OpenSSL refuses for other reasons, a key that is too short for instance.
  attempt(certFile, () => createSecureContext({ cert, key }))
  return { cert, key }
}

function attempt<T>(file: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw invalid(file, error instanceof Error ? error.message : String(error))
  }
}

function invalid(file: string, detail: string): Refusal {
  return new Refusal('CERTIFICATE_INVALID', { file, detail })
}
