import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pageDevice, socketDevice, type LabDevice } from './lab-devices.ts'

/** How a camera of the lab wants its digest. */
export type DigestKind = { algorithm: string | null; qop: string | null }

/** Computed apart from the agent, by the words of RFC 7616 and RFC 2069. */
function isRightDigest(header: string, method: string, password: string): boolean {
  const field = (name: string) => new RegExp(`(?:^|[ ,])${name}="?([^",]*)`).exec(header)?.[1] ?? ''
  const algorithm = field('algorithm')
  const name = algorithm.startsWith('SHA-256') ? 'sha256' : 'md5'
  const hash = (...parts: string[]) => createHash(name).update(parts.join(':')).digest('hex')
  const user = hash('admin', field('realm'), password)
  const first = algorithm.endsWith('-sess') ? hash(user, field('nonce'), field('cnonce')) : user
  const second = hash(method, field('uri'))
  const response =
    field('qop') === ''
      ? hash(first, field('nonce'), second)
      : hash(first, field('nonce'), field('nc'), field('cnonce'), field('qop'), second)
  return field('username') === 'admin' && field('response') === response
}

const challengeOf = ({ algorithm, qop }: DigestKind, realm: string) =>
  [
    `Digest realm="${realm}"`,
    'nonce="5f1e"',
    ...(qop === null ? [] : [`qop="${qop}"`]),
    ...(algorithm === null ? [] : [`algorithm=${algorithm}`]),
  ].join(', ')

const usual: DigestKind = { algorithm: 'MD5', qop: 'auth' }
type Camera = { password: string; kind?: DigestKind; onFailure?: (r: ServerResponse) => void }

/** A camera with a page for everybody and one that wants a digest. */
export function digestCamera({ password, kind = usual, onFailure }: Camera): Promise<LabDevice> {
  return pageDevice((request, response, counts) => {
    response.setHeader('server', 'lab-cam/1.0')
    if (request.url === '/') response.end('<html><title>Lab camera</title></html>')
    else if (request.url === '/info') info(request, response)
    else response.writeHead(404).end()

    function info({ headers, method = '' }: IncomingMessage, answer: ServerResponse) {
      const { authorization } = headers
      if (authorization !== undefined) counts.attempts += 1
      if (authorization && isRightDigest(authorization, method, password)) {
        answer.end('model=lab')
        return
      }
      if (authorization !== undefined) counts.failed += 1
      if (authorization !== undefined && onFailure) onFailure(answer)
      else answer.writeHead(401, { 'www-authenticate': challengeOf(kind, 'DS-LAB') }).end()
    }
  })
}

/** A camera that says whether somebody has given it a password yet. */
export const activatableCamera = (isActivated: boolean): Promise<LabDevice> =>
  pageDevice((request, response) => {
    response.setHeader('server', 'lab-cam/1.0')
    if (request.url === '/') response.end('<title>Lab camera</title>')
    else if (request.url === '/activated') response.end(`activated=${isActivated}`)
    else response.writeHead(404).end()
  })

/** A printer whose only page wants HTTP Basic. */
export const basicPrinter = (password: string): Promise<LabDevice> =>
  pageDevice((request, response, counts) => {
    const { authorization } = request.headers
    if (authorization !== undefined) counts.attempts += 1
    response.setHeader('server', 'lab-print')
    if (authorization === `Basic ${btoa(`admin:${password}`)}`) {
      response.end('settings')
      return
    }
    if (authorization !== undefined) counts.failed += 1
    response.writeHead(401, { 'www-authenticate': 'Basic realm="Lab printer"' }).end()
  })

/** A router whose page has a form. */
export const formRouter = (password: string): Promise<LabDevice> =>
  pageDevice((request, response, counts) => {
    if (request.url === '/login' && request.method === 'POST') {
      let body = ''
      request.on('data', (part: Buffer) => (body += part.toString()))
      request.on('end', () => {
        counts.attempts += 1
        if (body === `user=admin&pass=${encodeURIComponent(password)}`) {
          response.writeHead(302, { location: '/home' }).end()
          return
        }
        counts.failed += 1
        response.end('<p>Wrong password</p>')
      })
      return
    }
    if (request.url === '/') {
      response.end('<title>Lab router</title><input name="pass">')
      return
    }
    response.writeHead(404).end()
  })

/** A camera that streams. */
export const streamCamera = (password: string): Promise<LabDevice> =>
  socketDevice((socket, { requests, counts }) => {
    socket.on('data', (part: Buffer) => {
      const text = part.toString()
      requests.push(text.split('\r\n', 1)[0] ?? '')
      const header = /^Authorization: (.*)$/im.exec(text)?.[1]
      if (header !== undefined) counts.attempts += 1
      if (header !== undefined && isRightDigest(header, 'DESCRIBE', password)) {
        socket.end('RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 3\r\n\r\nv=0')
        return
      }
      if (header !== undefined) counts.failed += 1
      const challenge = 'Digest realm="Lab stream", nonce="77aa"'
      socket.write(`RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\nWWW-Authenticate: ${challenge}\r\n\r\n`)
    })
  })
