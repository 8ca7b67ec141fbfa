import { request, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { answerBytesMax, connectTo, DeviceTrouble, questionMsMax, type Target } from './connect.ts'

/** What is asked of a device by HTTP. */
export type Question = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** What came back; of the body its beginning. */
export type HttpAnswer = {
  readonly status: number
  readonly server: string
  readonly location: string
  /** All of `WWW-Authenticate`, as one header. */
  readonly challenge: string
  readonly cookies: string
  readonly body: string
}

/** By this the owner of a device finds what was asked in its log. */
export const userAgent = 'Khien-device-check/1'
const headerBytesMax = 16_384

/** Asks once, follows nothing. @throws DeviceTrouble */
export async function ask(target: Target, question: Question): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(questionMsMax)
  const socket = await connectTo(target, signal)
  try {
    const response = await send(socket, { target, question, signal })
    return {
      status: response.statusCode ?? 0,
      server: headerOf(response, 'server'),
      location: headerOf(response, 'location'),
      challenge: headerOf(response, 'www-authenticate'),
      cookies: headerOf(response, 'set-cookie'),
      body: await head(response, signal),
    }
  } finally {
    socket.destroy()
  }
}

function headerOf({ headers }: IncomingMessage, name: string): string {
  return [headers[name] ?? []].flat().join(', ')
}

type Sending = {
  readonly target: Target
  readonly question: Question
  readonly signal: AbortSignal
}

function send(socket: Socket, { target, question, signal }: Sending): Promise<IncomingMessage> {
  const { method, path, headers = {}, body } = question
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: target.address,
        port: target.port,
        method,
        path,
        headers: {
          'user-agent': userAgent,
          accept: '*/*',
          connection: 'close',
          ...headers,
          ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        },
        createConnection: () => socket,
        maxHeaderSize: headerBytesMax,
        signal,
      },
      resolve,
    )
    asked.on('error', (error) => {
      const isParse = 'code' in error && String(error.code).startsWith('HPE_')
      reject(new DeviceTrouble(isParse ? 'not-understood' : 'unreachable'))
    })
    asked.end(body)
  })
}

/** A body that goes on for ever is read no further than the limit, and no longer than the time of a question. */
async function head(response: IncomingMessage, signal: AbortSignal): Promise<string> {
  const parts: Buffer[] = []
  let total = 0
  try {
    for await (const part of response) {
      if (!Buffer.isBuffer(part)) continue
      parts.push(part)
      total += part.length
      if (total >= answerBytesMax) break
    }
  } catch {
    // A page that breaks off is what it is; one that holds the connection open is no answer.
    if (signal.aborted) throw new DeviceTrouble('unreachable')
  }
  return Buffer.concat(parts).subarray(0, answerBytesMax).toString('utf8')
}
