import { createHash } from 'node:crypto'

/** What a device asks for in `WWW-Authenticate`. */
export type Challenge = {
  readonly scheme: 'basic' | 'digest'
  readonly realm: string
  readonly parameters: ReadonlyMap<string, string>
}

/** What is asked, and by whom. `cnonce` is of this one request. */
export type Credentials = {
  readonly account: string
  readonly password: string
  readonly method: string
  readonly uri: string
  readonly cnonce: string
}

const algorithms: Readonly<Record<string, string>> = { MD5: 'md5', 'SHA-256': 'sha256' }

/** The challenges of a header. A comma parts parameters and challenges alike, see RFC 9110, 11.6.1. */
export function readChallenges(header: string): Challenge[] {
  const starts = [...header.matchAll(/(?:^|,)\s*(basic|digest)\s+(?=[a-z-]+\s*=)/gi)]
  return starts.map((start, at) => {
    const from = start.index + start[0].length
    const text = header.slice(from, starts[at + 1]?.index)
    const pairs = [...text.matchAll(/([a-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)]
    const parameters = new Map(
      pairs.map(([, name = '', quoted, token]) => [
        name.toLowerCase(),
        quoted?.replaceAll(/\\(.)/g, '$1') ?? token ?? '',
      ]),
    )
    const scheme = start[1]?.toLowerCase() === 'basic' ? 'basic' : 'digest'
    return { scheme, realm: parameters.get('realm') ?? '', parameters }
  })
}

/** The value of `Authorization`; null: the device wants what is not spoken here, such as auth-int alone. */
export function answerTo(challenge: Challenge, credentials: Credentials): string | null {
  const { account, password } = credentials
  if (challenge.scheme === 'digest') return digestAnswer(challenge, credentials)
  return `Basic ${Buffer.from(`${account}:${password}`).toString('base64')}`
}

/** RFC 7616, and RFC 2069 where the device names no qop. */
function digestAnswer({ realm, parameters }: Challenge, credentials: Credentials): string | null {
  const { account, password, method, uri, cnonce } = credentials
  const named = (parameters.get('algorithm') ?? 'MD5').toUpperCase()
  const isSession = named.endsWith('-SESS')
  const name = algorithms[isSession ? named.slice(0, -5) : named]
  const offered = parameters
    .get('qop')
    ?.split(',')
    .map((each) => each.trim().toLowerCase())
  if (name === undefined || offered?.includes('auth') === false) return null
  const hash = (text: string) => createHash(name).update(text).digest('hex')
  const nonce = parameters.get('nonce') ?? ''
  const own = hash(`${account}:${realm}:${password}`)
  const secret = isSession ? hash(`${own}:${nonce}:${cnonce}`) : own
  const request = hash(`${method}:${uri}`)
  const count = '00000001'
  const middle = offered ? `${nonce}:${count}:${cnonce}:auth` : nonce
  const opaque = parameters.get('opaque')
  const parts = [
    `username=${quoted(account)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    ...(parameters.has('algorithm') ? [`algorithm=${parameters.get('algorithm')}`] : []),
    `response="${hash(`${secret}:${middle}:${request}`)}"`,
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ...(offered ? ['qop=auth', `nc=${count}`] : []),
    ...(offered || isSession ? [`cnonce="${cnonce}"`] : []),
  ]
  return `Digest ${parts.join(', ')}`
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}
