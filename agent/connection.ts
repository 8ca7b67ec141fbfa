import type { IncomingMessage } from 'node:http'
import { WebSocket, type RawData } from 'ws'
import { z } from 'zod'
import { gatewayPath, gatewayServerName, type WelcomeFrame } from '#protocol/frames.ts'
import { limits } from '#protocol/limits.ts'
import { Refusal, refusalCodes, refusalTable, type RefusalCode } from '#protocol/refusals.ts'
import type { CatalogueFrame } from './catalogue-fetch.ts'
import type { Proxy } from './proxy.ts'
import type { DeviceChecksFrame } from './device-check/checks.ts'
import type { Part, ReleaseFrame } from './update/updates.ts'
import { Session, type RefusedFrame, type SentReport, type SessionParts } from './session.ts'
import { connectTrusted, type Target, type TrustedSocket } from './trust.ts'

/** How long the other end may take to answer a close. */
const closeMsMax = 1000

/** Why an agent takes its leave. */
export type Leaving = 'stopping' | 'uninstalling' | 'updating'

/** What happens on a connection. */
export type ConnectionEvents = {
  /** The bytes of one frame left. */
  sent(bytes: number): void
  /** Called before any frame that follows the welcome is looked at. */
  welcomed(connection: Connection): void
  acknowledged(report: SentReport): void
  refused(refusal: RefusedFrame, report: SentReport | null): void
  asked(): void
  catalogue(frame: CatalogueFrame): void
  release(frame: ReleaseFrame | Part): void
  deviceChecks(frame: DeviceChecksFrame): void
  slowedDown(retryAfterMs: number): void
}

/** A connection on which the collector has welcomed this host. */
export type Connection = {
  readonly session: Session
  readonly welcome: WelcomeFrame
  /** Says goodbye and closes. */
  leave(reason: Leaving): void
  /** Closes without a word: the other end does not answer. */
  drop(): void
  /** Resolves, once, with why it ended. */
  readonly ended: Promise<Refusal>
}

export type ConnectionOptions = {
  readonly target: Target
  readonly proxy: Proxy | null
  readonly parts: SessionParts
  readonly events: ConnectionEvents
  /** Aborts the attempt; it has no effect after the welcome. */
  readonly signal: AbortSignal
}

/**
 * Connects, trusts, proves, and resolves at the welcome.
 * @throws Refusal what stood in the way, COLLECTOR_UNREACHABLE or PROXY_… for what the network did
 */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const timeout = AbortSignal.timeout(limits.handshakeTimeoutMs)
  const signal = AbortSignal.any([options.signal, timeout])
  const trusted = await connectTrusted(options.target, { proxy: options.proxy, signal })
  return prove(trusted, { ...options, signal })
}

function prove(trusted: TrustedSocket, options: ConnectionOptions): Promise<Connection> {
  const { events, signal, target } = options
  const socket = openWebSocket(trusted)
  const opened = Promise.withResolvers<Connection>()
  const ended = Promise.withResolvers<Refusal>()
  let isWelcomed = false
  // The first reason wins: a refusal says more than the close that follows it.
  let reason: Refusal | null = null
  const end = (refusal: Refusal) => {
    reason ??= refusal
    socket.terminate()
  }
  const { address } = target
  const unreachable = (detail: string) => new Refusal('COLLECTOR_UNREACHABLE', { address, detail })
  const abort = () => end(unreachable('timed out'))

  const session: Session = new Session(options.parts, {
    collectorPin: trusted.authorityPin,
    send: (text) => sendText(socket, text, events),
    acknowledged: events.acknowledged,
    asked: events.asked,
    catalogue: events.catalogue,
    release: events.release,
    deviceChecks: events.deviceChecks,
    welcomed(welcome) {
      isWelcomed = true
      signal.removeEventListener('abort', abort)
      const leave = (goodbye: Leaving) => leaveBy(socket, session, goodbye)
      const drop = () => end(unreachable('no answer'))
      const connection = { session, welcome, leave, drop, ended: ended.promise }
      events.welcomed(connection)
      opened.resolve(connection)
    },
    slowedDown: (ms) => (isWelcomed ? events.slowedDown(ms) : end(busy(ms))),
    refused(refusal, report) {
      if (!report && refusalTable[refusal.code].close !== null) reason ??= refusalOf(refusal)
      if (isWelcomed) events.refused(refusal, report)
    },
    failed: end,
  })
  signal.addEventListener('abort', abort, { once: true })
  socket.on('open', () => session.greet())
  socket.on('message', (data, isBinary) => {
    if (!isBinary) guard(() => session.receive(textOf(data)), end)
  })
  socket.on('unexpected-response', (_request, response) => {
    readHttpRefusal(response).then((refusal) => end(refusal ?? unreachable('no WebSocket')), end)
  })
  socket.on('error', (error) => end(unreachable(error.message)))
  socket.on('close', (code) => {
    signal.removeEventListener('abort', abort)
    const why = reason ?? refusalOfClose(code) ?? unreachable(`closed, ${code}`)
    ended.resolve(why)
    opened.reject(why)
  })
  return opened.promise
}

function sendText(socket: WebSocket, text: string, events: ConnectionEvents): void {
  if (socket.readyState !== WebSocket.OPEN) return
  events.sent(Buffer.byteLength(text))
  socket.send(text)
}

function leaveBy(socket: WebSocket, session: Session, reason: Leaving): void {
  session.leave(reason)
  socket.close(1000)
  const overdue = setTimeout(() => socket.terminate(), closeMsMax)
  socket.once('close', () => clearTimeout(overdue))
}

function openWebSocket({ socket }: TrustedSocket): WebSocket {
  return new WebSocket(`ws://${gatewayServerName}${gatewayPath}`, {
    createConnection: () => socket,
    perMessageDeflate: false,
    followRedirects: false,
    maxPayload: limits.collectorFrameBytesMax,
    handshakeTimeout: limits.handshakeTimeoutMs,
  })
}

/** What a frame makes this host do may be refused by its own disk; that ends the connection, not the process. */
function guard(receive: () => void, end: (refusal: Refusal) => void): void {
  try {
    receive()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    end(error)
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8')
}

const refusalParams = z.record(z.string(), z.union([z.string(), z.number()]))

const httpRefusal = z.object({ code: z.enum(refusalCodes), params: refusalParams })
const httpRefusalBytesMax = 4096

/** A collector that is full or stopping says so instead of opening a WebSocket; null: something else answered. */
async function readHttpRefusal(response: IncomingMessage): Promise<Refusal | null> {
  let text = ''
  try {
    for await (const chunk of response.setEncoding('utf8')) {
      text += String(chunk)
      if (text.length > httpRefusalBytesMax) return null
    }
    const { code, params } = httpRefusal.parse(JSON.parse(text))
    return new Refusal(code, params)
  } catch {
    return null
  }
}

/** The collector sends the values of its refusal as JSON, so that they can be said in this machine's language. */
function refusalOf({ code, detail }: RefusedFrame): Refusal {
  if (detail === undefined) return new Refusal(code)
  try {
    return new Refusal(code, refusalParams.parse(JSON.parse(detail)))
  } catch {
    return new Refusal(code, { detail })
  }
}

const busy = (retryAfterMs: number) => new Refusal('COLLECTOR_BUSY', { retryAfterMs })

function refusalOfClose(close: number): Refusal | null {
  const code = refusalCodes.find((one: RefusalCode) => refusalTable[one].close === close)
  return code ? new Refusal(code) : null
}
