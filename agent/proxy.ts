import { z } from 'zod'

/** The HTTP proxy of an agency's network, through which the agent reaches its collector. */
export type Proxy = {
  readonly host: string
  readonly port: number
  /** The value of `Proxy-Authorization`; null: no name and password were given. Never logged, never sent elsewhere. */
  readonly authorization: string | null
}

const form = 'http://host:port or http://name:password@host:port'

/** The setting KHIEN_PROXY. What it refuses, it refuses without repeating the value: a password may stand in it. */
export const proxySetting = z
  .string()
  .max(1000, 'at most 1000 characters')
  .transform((text, context): Proxy => {
    const proxy = parseProxy(text)
    if (proxy !== null) return proxy
    context.addIssue({ code: 'custom', message: form })
    return z.NEVER
  })

/** How a proxy is named to people: `host:port`, without name and password. */
export function nameOf({ host, port }: Proxy): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

function parseProxy(text: string): Proxy | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const isBare = url.pathname === '/' && url.search === '' && url.hash === ''
  if (url.protocol !== 'http:' || url.hostname === '' || url.port === '0' || !isBare) return null
  const authorization = authorizationOf(url)
  if (authorization === 'not-sendable') return null
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return { host, port: url.port === '' ? 80 : Number(url.port), authorization }
}

function authorizationOf({ username, password }: URL): string | null | 'not-sendable' {
  if (username === '' && password === '') return null
  const name = decoded(username)
  const secret = decoded(password)
  // RFC 7617: the first colon ends the name.
  if (!name || secret === null || name.includes(':')) return 'not-sendable'
  return `Basic ${Buffer.from(`${name}:${secret}`, 'utf8').toString('base64')}`
}

/** Null: a percent sign that encodes nothing. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
