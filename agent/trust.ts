import { createHash, type X509Certificate } from 'node:crypto'
import type { Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { gatewayServerName } from '#protocol/frames.ts'
import { Refusal } from '#protocol/refusals.ts'
import { errorCode } from './data-folder.ts'
import { nameOf, type Proxy } from './proxy.ts'
import { openTunnel } from './tunnel.ts'

/** Where the collector is and by which authorities it may be known: what a join string says. */
export type Target = { readonly address: string; readonly pins: readonly [string, string] }

/** How to get to a target: directly (null) or through a proxy, and until when to try. */
export type Way = { readonly proxy: Proxy | null; readonly signal: AbortSignal }

/** A TLS connection on which nothing was sent yet, and the pin of the authority that vouches for the other end. */
export type TrustedSocket = { readonly socket: TLSSocket; readonly authorityPin: string }

/**
 * Opens TLS to the collector and judges its certificate before a single byte of HTTP is sent: the leaf is
 * signed by an authority of the chain whose public key is one of the two pins, and the leaf is for the gateway's
 * name. Dates are not judged: the pin is the trust, and a wrong clock must not lock an agent out. Authorities of
 * the operating system count for nothing.
 * @throws Refusal COLLECTOR_UNREACHABLE, COLLECTOR_NOT_TRUSTED, or what a proxy did (PROXY_…)
 */
export async function connectTrusted(target: Target, way: Way): Promise<TrustedSocket> {
  const { proxy, signal } = way
  const tunnel = proxy && (await openTunnel(proxy, target.address, signal))
  const socket = await connectTls(target, tunnel, way)
  const leaf = socket.getPeerX509Certificate()
  const authorityPin = leaf ? findAuthorityPin(leaf, target.pins) : null
  if (authorityPin !== null) return { socket, authorityPin }
  socket.destroy()
  const { address } = target
  if (!proxy) throw new Refusal('COLLECTOR_NOT_TRUSTED', { address })
  throw new Refusal('PROXY_INTERCEPTS', { proxy: nameOf(proxy), address, issuer: issuerOf(leaf) })
}

const issuerLengthMax = 60

/** Who made a certificate that is not the collector's: mostly the device that reads along. */
function issuerOf(leaf: X509Certificate | undefined): string {
  const named = /^(?:O|CN)=(.+)$/m.exec(leaf?.issuer ?? '')?.[1] ?? ''
  return named.replaceAll(/[^\p{L}\p{N} .,'()-]/gu, '').slice(0, issuerLengthMax) || '–'
}

/** Of the pins, the one of the authority that signed this certificate; null: it cannot be trusted. */
function findAuthorityPin(leaf: X509Certificate, pins: readonly string[]): string | null {
  const authority = leaf.issuerCertificate
  if (!authority?.ca) return null
  const pin = pinOf(authority)
  if (!pins.includes(pin)) return null
  if (!leaf.checkIssued(authority) || !leaf.verify(authority.publicKey)) return null
  const named = leaf.checkHost(gatewayServerName, { subject: 'never', wildcards: false })
  return named === gatewayServerName ? pin : null
}

/** SHA-256 over the DER public key of a certificate, base64url. */
function pinOf(certificate: X509Certificate): string {
  const key = certificate.publicKey.export({ format: 'der', type: 'spki' })
  return createHash('sha256').update(key).digest('base64url')
}

function connectTls(target: Target, tunnel: Socket | null, way: Way): Promise<TLSSocket> {
  const { signal } = way
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...(tunnel ? { socket: tunnel } : splitAddress(target.address)),
      servername: gatewayServerName,
      minVersion: 'TLSv1.3',
      ALPNProtocols: ['http/1.1'],
      // Judged by hand in connectTrusted(): the authority is known by its pin, not by the system's list.
      rejectUnauthorized: false,
    })
    const fail = (detail: string) => {
      signal.removeEventListener('abort', abort)
      socket.destroy()
      reject(refusalOfTls(target, way, detail))
    }
    const abort = () => fail('timed out')
    const closed = () => fail('closed')
    signal.addEventListener('abort', abort, { once: true })
    tunnel?.on('error', (error) => socket.destroy(error))
    // Stays for the life of the socket: an error without a listener would end the process.
    socket.on('error', (error) => fail(errorCode(error)))
    socket.once('close', closed)
    socket.once('secureConnect', () => {
      signal.removeEventListener('abort', abort)
      socket.off('close', closed)
      resolve(socket)
    })
    if (signal.aborted) abort()
  })
}

/** Codes of Node where what answers does not speak TLS 1.3: through a proxy that is a page, or a device that reads along. */
const isNoTls = (code: string) => code.startsWith('ERR_SSL_') || code === 'EPROTO'

function refusalOfTls({ address }: Target, { proxy }: Way, detail: string): Refusal {
  if (proxy && isNoTls(detail)) {
    return new Refusal('PROXY_NOT_A_PROXY', { proxy: nameOf(proxy), address })
  }
  return new Refusal('COLLECTOR_UNREACHABLE', { address, detail })
}

function splitAddress(address: string): { host: string; port: number } {
  const colon = address.lastIndexOf(':')
  const host = address.slice(0, colon).replace(/^\[(.*)\]$/, '$1')
  return { host, port: Number(address.slice(colon + 1)) }
}
