import { setTimeout as wait } from 'node:timers/promises'
import type { WelcomeFrame } from '#protocol/frames.ts'
import { Refusal } from '#protocol/refusals.ts'
import { waitMs } from './back-off.ts'
import type { CatalogueFetch, Want } from './catalogue-fetch.ts'
import type { DeviceChecks } from './device-check/checks.ts'
import type { Updates } from './update/updates.ts'
import {
  openConnection,
  type Connection,
  type ConnectionEvents,
  type Leaving,
} from './connection.ts'
import { Exchange } from './exchange.ts'
import type { Outbox } from './outbox.ts'
import type { Proxy } from './proxy.ts'
import type { SessionParts } from './session.ts'
import type { Target } from './trust.ts'

const heartbeatsUnansweredMax = 3

export type LinkParts = Omit<SessionParts, 'enrolment'> & {
  readonly target: Target
  readonly proxy: Proxy | null
  readonly outbox: Outbox
  readonly random: () => number
  /** Read at every connection: the token, as long as it may be needed. */
  enrolment(): SessionParts['enrolment']
  readonly catalogue: Pick<CatalogueFetch, 'receive' | 'lost'>
  readonly updates: Pick<Updates, 'offered' | 'arrived' | 'lost'>
  readonly deviceChecks: Pick<DeviceChecks, 'connected' | 'receive' | 'lost'>
  readonly on: LinkEvents
}

/** What the owner of a link may want to know. */
export type LinkEvents = {
  welcomed(welcome: WelcomeFrame): void
  acknowledged(): void
  /** "Report now": run every probe. */
  asked(): void
  /** The connection ended or could not be made; the next attempt comes after so long. */
  waiting(why: Refusal, waitMs: number): void
  /** The bytes of one frame left. */
  sent(bytes: number): void
}

export type Link = {
  /** A round of looks is in the outbox: send what differs, confirm what is the same. */
  roundEnded(): void
  isConnected(): boolean
  /** Says goodbye and closes; resolves when nothing of the link runs any more. A bug inside rejects. */
  stop(why?: Exclude<Leaving, 'uninstalling'>): Promise<void>
  /** Resolves at stop(); rejects with a bug. */
  readonly ended: Promise<void>
}

/** Keeps a connection to the collector: proves, brings it up to date, beats, and comes back when it is lost. */
export function startLink(parts: LinkParts): Link {
  const stopping = new AbortController()
  let current: Live | null = null

  async function keepConnected(): Promise<void> {
    let attempt = 0
    while (!stopping.signal.aborted) {
      const served = await serveOnce(parts, stopping.signal, (live) => (current = live))
      if (stopping.signal.aborted) return
      attempt = served.wasUseful ? 0 : attempt + 1
      const ms = waitMs(attempt, served.why, parts.random)
      parts.log.info({ why: served.why.message, waitMs: ms }, 'not connected')
      parts.on.waiting(served.why, ms)
      await wait(ms, null, { signal: stopping.signal }).catch(ignoreAbort)
    }
  }

  const ended = keepConnected()
  return {
    ended,
    roundEnded: () => current?.exchange.roundEnded(),
    isConnected: () => current !== null,
    async stop(why = 'stopping') {
      stopping.abort()
      current?.connection.leave(why)
      await ended
    },
  }
}

type Live = { connection: Connection; exchange: Exchange }
type Served = { why: Refusal; wasUseful: boolean }

/** One connection from its first byte to its end. */
async function serveOnce(
  parts: LinkParts,
  signal: AbortSignal,
  setLive: (live: Live | null) => void,
): Promise<Served> {
  let wasUseful = false
  let exchange: Exchange | null = null
  let want: (want: Want) => void = () => undefined
  let heartbeats: NodeJS.Timeout | null = null
  const events: ConnectionEvents = {
    sent: parts.on.sent,
    asked: parts.on.asked,
    catalogue: (frame) => parts.catalogue.receive(frame, want),
    deviceChecks: (frame) => parts.deviceChecks.receive(frame),
    release(frame) {
      if (frame.type === 'release') parts.updates.offered(frame, want)
      else parts.updates.arrived(frame)
    },
    welcomed(connection) {
      const { session, welcome } = connection
      const { outbox, random } = parts
      want = (part) => session.want(part)
      exchange = new Exchange({ session, outbox, random, overdue: connection.drop })
      outbox.adopt(welcome.digests)
      heartbeats = setInterval(() => beat(connection), welcome.heartbeatMs)
      setLive({ connection, exchange })
      parts.on.welcomed(welcome)
      exchange.pump()
      parts.deviceChecks.connected((frame) => session.deviceChecked(frame))
    },
    acknowledged(report) {
      wasUseful = true
      exchange?.acknowledged(report)
      parts.on.acknowledged()
    },
    refused(refusal, report) {
      parts.log.warn(refusal, 'refused by the collector')
      exchange?.refused(refusal, report)
    },
    slowedDown: (ms) => exchange?.slowDown(ms),
  }
  try {
    const { proxy, target } = parts
    const sessionParts = { ...parts, enrolment: parts.enrolment() }
    const connection = await openConnection({ target, proxy, signal, events, parts: sessionParts })
    return { why: await connection.ended, wasUseful }
  } catch (error) {
    if (error instanceof Refusal) return { why: error, wasUseful }
    throw error
  } finally {
    stopAll(exchange, heartbeats)
    parts.catalogue.lost()
    parts.updates.lost()
    parts.deviceChecks.lost()
    setLive(null)
  }
}

/** A heartbeat is acknowledged as a report is; where nothing comes back the line is dead and nobody said so. */
function beat({ session, drop }: Connection): void {
  if (session.unansweredHeartbeats() >= heartbeatsUnansweredMax) return drop()
  session.heartbeat()
}

function stopAll(exchange: Exchange | null, heartbeats: NodeJS.Timeout | null): void {
  exchange?.stop()
  if (heartbeats) clearInterval(heartbeats)
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error
}
