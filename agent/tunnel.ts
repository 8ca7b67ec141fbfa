import { request, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { Refusal } from '#protocol/refusals.ts'
import { errorCode } from './data-folder.ts'
import { nameOf, type Proxy } from './proxy.ts'

/** What of a proxy's answer is repeated to people. */
const schemesMax = 5

/**
 * Has a proxy open a way to an address (CONNECT, RFC 9110 section 9.3.6); the proxy looks the name up.
 * @param address `host:port`
 * @throws Refusal PROXY_UNREACHABLE, PROXY_WANTS_CREDENTIALS, PROXY_NOT_BASIC, PROXY_REFUSED, PROXY_CANNOT_REACH,
 * PROXY_NOT_A_PROXY
 */
export function openTunnel(proxy: Proxy, address: string, signal: AbortSignal): Promise<Socket> {
  const { host, port, authorization } = proxy
  const name = nameOf(proxy)
  return new Promise((resolve, reject) => {
    const asking = request({
      method: 'CONNECT',
      host,
      port,
      path: address,
      headers: {
        Host: address,
        ...(authorization === null ? {} : { 'Proxy-Authorization': authorization }),
      },
      agent: false,
      signal,
    })
    asking.once('connect', (answer, socket, head) => {
      const refusal = refusalOf(answer, { proxy: name, address }, head)
      if (refusal === null) return resolve(socket)
      socket.destroy()
      reject(refusal)
    })
    asking.on('error', (error) => reject(refusalOfError(error, name, signal)))
    asking.end()
  })
}

type Params = { readonly proxy: string; readonly address: string }

/** Null: the way is open. */
function refusalOf(answer: IncomingMessage, params: Params, head: Buffer): Refusal | null {
  const status = answer.statusCode ?? 0
  if (status === 407) {
    return refusalToSignIn(params.proxy, schemesOf(answer))
  }
  if (status >= 500) return new Refusal('PROXY_CANNOT_REACH', { ...params, status })
  if (status < 200 || status >= 300) return new Refusal('PROXY_REFUSED', { ...params, status })
  // In TLS the side that was called speaks second: what comes now is a page, not the collector.
  return head.length > 0 ? new Refusal('PROXY_NOT_A_PROXY', params) : null
}

/** A proxy that names no way to sign in may still take Basic; one that names others alone does not. */
function refusalToSignIn(proxy: string, offered: readonly string[]): Refusal {
  const schemes = offered.slice(0, schemesMax).join(', ') || '–'
  const takesBasic = offered.some((scheme) => scheme.toLowerCase() === 'basic')
  const isPossible = takesBasic || offered.length === 0
  return new Refusal(isPossible ? 'PROXY_WANTS_CREDENTIALS' : 'PROXY_NOT_BASIC', { proxy, schemes })
}

/** The names of the ways to sign in that the proxy takes, e.g. `NTLM`, `Basic`. */
function schemesOf({ headersDistinct }: IncomingMessage): string[] {
  return (headersDistinct['proxy-authenticate'] ?? [])
    .map((offer) => /^[A-Za-z-]{1,20}(?= |$)/.exec(offer)?.[0])
    .filter((scheme) => scheme !== undefined)
}

function refusalOfError(error: Error, proxy: string, signal: AbortSignal): Refusal {
  if (signal.aborted) return new Refusal('PROXY_UNREACHABLE', { proxy, detail: 'timed out' })
  const code = errorCode(error)
  // The parser of node:http names what is no HTTP so.
  if (code.startsWith('HPE_')) return new Refusal('PROXY_NOT_A_PROXY', { proxy })
  return new Refusal('PROXY_UNREACHABLE', { proxy, detail: code })
}
