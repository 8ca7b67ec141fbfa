import { Refusal } from '#protocol/refusals.ts'
import type { Config } from '../../config.ts'
import { readBrowserCertificate } from '../../pki/browser-certificate.ts'
import { isGoodFor } from '../../pki/certificates.ts'

/**
 * Whether the certificate for browsers, where one is given, has its key, has not expired, and is for the address.
 * @throws Refusal CERTIFICATE_INVALID
 */
export function checkCertificate(
  { browserCertificate, address }: Pick<Config, 'browserCertificate' | 'address'>,
  nowMs: number,
): void {
  if (browserCertificate === null) return
  const { cert } = readBrowserCertificate(browserCertificate, nowMs)
  const host = address.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
  if (isGoodFor(cert, [host], nowMs)) return
  const { certFile: file } = browserCertificate
  throw new Refusal('CERTIFICATE_INVALID', { file, detail: `it is not for ${host}` })
}
