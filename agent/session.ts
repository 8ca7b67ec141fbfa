import {
  collectorFrame,
  encodeReport,
  proofMessage,
  protocolVersion,
  protocolVersionMin,
  type AgentFrame,
  type CollectorFrame,
  type ProofFrame,
  type SentReading,
  type WelcomeFrame,
} from '#protocol/frames.ts'
import type { ProbeId } from '#protocol/facts/registry.ts'
import { limits } from '#protocol/limits.ts'
import { Refusal } from '#protocol/refusals.ts'
import { epochMs, type Digest, type EpochMs } from '#protocol/values.ts'
import { clockToleranceMs, type Clock } from './clock.ts'
import type { CatalogueFrame, Want } from './catalogue-fetch.ts'
import type { DeviceChecked, DeviceChecksFrame } from './device-check/checks.ts'
import type { Part, ReleaseFrame } from './update/updates.ts'
import type { Log } from './log.ts'

export type Confirmed = { readonly [Id in ProbeId]?: EpochMs }
export type OutgoingReading = SentReading & { readonly digest: Digest }
export type OutgoingReport = {
  readonly readings: readonly OutgoingReading[]
  readonly confirmed: Confirmed
}
export type SentReport = OutgoingReport & { readonly sequence: number }
export type RefusedFrame = Extract<CollectorFrame, { type: 'refused' }>

/** Proves the key: the raw public key and signatures, both base64url. */
export type Signer = { readonly publicKey: string; sign(message: string): string }

/** What one connection leaves for the next. */
export type SessionStore = {
  /** One more than ever before, kept before it is returned: a number that was shown is never shown again. */
  nextSession(): number
  ticket(): string | null
  keepWelcome(welcome: WelcomeFrame): void
}

export type SessionParts = {
  readonly signer: Signer
  readonly store: SessionStore
  readonly agentVersion: string
  /** What this agent can do that not every one can; said in hello. Left out: nothing. */
  readonly capabilities?: readonly string[]
  readonly hardwareSigns: readonly string[]
  /** The token, as long as this key has not been welcomed. */
  readonly enrolment: ProofFrame['enrolment'] | null
  readonly clock: Clock
  readonly log: Log
}

/** The wire under a session, and what happens on it. Frames are text. */
export type SessionWire = {
  /**
   * The pin that the proof is bound to: of the two pins of the join string, the one of the authority that signed
   * the gateway's certificate in this very connection. Both ends know it for sure; the leaf may be any.
   */
  readonly collectorPin: string
  send(text: string): void
  welcomed(welcome: WelcomeFrame): void
  acknowledged(report: SentReport): void
  /** `report` is null when no report is meant; it will not be taken again in this form. */
  refused(refusal: RefusedFrame, report: SentReport | null): void
  asked(): void
  /** A signed catalogue is offered, or a part of it has come. */
  catalogue(frame: CatalogueFrame): void
  /** A signed release is offered, or a part of its pack has come. */
  release(frame: ReleaseFrame | Part): void
  /** What is signed about checks of devices has come, or a result of one is settled. */
  deviceChecks(frame: DeviceChecksFrame): void
  slowedDown(retryAfterMs: number): void
  /** This session cannot go on: the wire has to be closed. */
  failed(refusal: Refusal): void
}

/** The agent's side of one connection, from hello to goodbye. Holds no file, no socket and no timer. */
export class Session {
  readonly #parts: SessionParts
  readonly #wire: SessionWire
  readonly #inFlight = new Map<number, SentReport>()
  #state: 'new' | 'greeted' | 'proved' | 'welcomed' = 'new'
  #sequence = 0
  #unansweredHeartbeats = 0
  #toCollectorTime = (atMs: EpochMs) => atMs

  constructor(parts: SessionParts, wire: SessionWire) {
    this.#parts = parts
    this.#wire = wire
  }

  greet(): void {
    if (this.#state !== 'new') throw new Error('a session greets once')
    this.#state = 'greeted'
    const { agentVersion } = this.#parts
    const capabilities = [...(this.#parts.capabilities ?? [])]
    this.#send({ type: 'hello', protocol: protocolVersion, capabilities, agentVersion })
  }

  /** Takes one frame of the collector; what is not understood is logged and ignored. */
  receive(text: string): void {
    this.#unansweredHeartbeats = 0
    const frame = decode(text)
    if (frame) return this.#handle(frame)
    this.#parts.log.warn({ start: text.slice(0, 80) }, 'frame of the collector not understood')
  }

  /** Sends a report under the next sequence, its times corrected to the collector's clock. */
  report(report: OutgoingReport): void {
    if (this.#state !== 'welcomed') throw new Error('a report needs a welcome first')
    const sequence = this.#nextSequence()
    const sentAtMs = this.#toCollectorTime(this.#parts.clock.now())
    const corrected = inCollectorTime(report, this.#toCollectorTime)
    this.#inFlight.set(sequence, { ...report, sequence })
    this.#wire.send(encodeReport({ ...corrected, sequence, sentAtMs }))
  }

  /** Says that this host is there; the collector acknowledges it under its sequence, as a report. */
  heartbeat(): void {
    this.#unansweredHeartbeats += 1
    this.#send({ type: 'heartbeat', sequence: this.#nextSequence() })
  }

  /** Heartbeats since anything came from the collector. */
  unansweredHeartbeats(): number {
    return this.#unansweredHeartbeats
  }

  /** Asks for the next part of what was offered. */
  want(want: Want): void {
    this.#send({ type: 'want', ...want })
  }

  /** Sends what came of one device. */
  deviceChecked(frame: DeviceChecked): void {
    this.#send(frame)
  }

  leave(reason: 'stopping' | 'uninstalling' | 'updating'): void {
    this.#send({ type: 'goodbye', reason })
  }

  /** Reports under way without an acknowledgement, oldest first. */
  inFlight(): readonly SentReport[] {
    return [...this.#inFlight.values()]
  }

  #handle(frame: CollectorFrame): void {
    switch (frame.type) {
      case 'challenge':
        return this.#challenged(frame)
      case 'welcome':
        return this.#welcomed(frame)
      case 'ack': {
        const report = this.#settle(frame.sequence)
        return report ? this.#wire.acknowledged(report) : undefined
      }
      case 'ask':
        return this.#state === 'welcomed' ? this.#wire.asked() : this.#ignore(frame.type)
      case 'slow-down':
        return this.#wire.slowedDown(frame.retryAfterMs)
      case 'refused':
        return this.#wire.refused(frame, this.#settle(frame.sequence))
      case 'goodbye':
        return this.#wire.failed(new Refusal('COLLECTOR_STOPPING'))
      case 'device-checks':
      case 'device-check-settled':
        if (this.#state !== 'welcomed') return this.#ignore(frame.type)
        return this.#wire.deviceChecks(frame)
      case 'offer':
      case 'part':
      case 'release':
        return this.#state === 'welcomed' ? this.#carried(frame) : this.#ignore(frame.type)
    }
  }

  #carried(frame: CatalogueFrame | ReleaseFrame): void {
    if (frame.type === 'release' || frame.kind === 'release') return this.#wire.release(frame)
    this.#wire.catalogue(frame)
  }

  /** One signature for one connection: a second challenge is not answered. */
  #challenged(frame: Extract<CollectorFrame, { type: 'challenge' }>): void {
    if (this.#state !== 'greeted') return this.#ignore(frame.type)
    const { protocol } = frame
    if (protocol < protocolVersionMin || protocol > protocolVersion) {
      const range = { min: protocolVersionMin, max: protocolVersion }
      return this.#wire.failed(new Refusal('PROTOCOL_UNSUPPORTED', { protocol, ...range }))
    }
    this.#toCollectorTime = correctionBy(frame.collectorTimeMs, this.#parts.clock)
    this.#state = 'proved'
    this.#send(proofFor(frame.nonce, this.#wire.collectorPin, this.#parts))
  }

  #welcomed(frame: WelcomeFrame): void {
    if (this.#state !== 'proved') return this.#ignore(frame.type)
    this.#parts.store.keepWelcome(frame)
    this.#state = 'welcomed'
    this.#wire.welcomed(frame)
  }

  #settle(sequence: number | undefined): SentReport | null {
    if (sequence === undefined) return null
    const report = this.#inFlight.get(sequence) ?? null
    this.#inFlight.delete(sequence)
    return report
  }

  /** Heartbeats and reports share one count, so that it only ever grows. */
  #nextSequence(): number {
    this.#sequence += 1
    return this.#sequence
  }

  #send(frame: AgentFrame): void {
    this.#wire.send(JSON.stringify(frame))
  }

  #ignore(type: string): void {
    this.#parts.log.info({ type, state: this.#state }, 'frame of the collector ignored')
  }
}

function decode(text: string): CollectorFrame | null {
  if (text.length > limits.collectorFrameBytesMax) return null
  try {
    return collectorFrame.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function proofFor(nonce: string, collectorPin: string, parts: SessionParts): ProofFrame {
  const { publicKey } = parts.signer
  const session = parts.store.nextSession()
  const ticket = parts.store.ticket()
  const message = proofMessage({ nonce, collectorPin, publicKey, session, ticket })
  return {
    type: 'proof',
    publicKey,
    signature: parts.signer.sign(message),
    session,
    ticket,
    hardwareSigns: [...parts.hardwareSigns],
    ...(parts.enrolment ? { enrolment: parts.enrolment } : {}),
  }
}

/**
 * A function from times of this machine to times of the collector. The collector's time goes on by the steady
 * clock, so setting the wall clock during the connection is seen too. Within the tolerance nothing is changed;
 * a time that cannot be, before 2000 or after now, becomes now.
 */
function correctionBy(collectorTimeMs: EpochMs, clock: Clock): (atMs: EpochMs) => EpochMs {
  const steadyAtChallenge = clock.steadyMs()
  return (atMs) => {
    const hereMs = clock.now()
    const thereMs = collectorTimeMs + Math.round(clock.steadyMs() - steadyAtChallenge)
    const isWrong = Math.abs(thereMs - hereMs) > clockToleranceMs
    const nowMs = isWrong ? thereMs : hereMs
    const corrected = isWrong ? atMs + thereMs - hereMs : atMs
    return corrected <= nowMs && epochMs.safeParse(corrected).success ? corrected : nowMs
  }
}

function inCollectorTime(
  report: OutgoingReport,
  toCollectorTime: (atMs: EpochMs) => EpochMs,
): { readings: SentReading[]; confirmed: Confirmed } {
  const readings = report.readings.map(({ probe, observedAtMs, body }) => ({
    probe,
    observedAtMs: toCollectorTime(observedAtMs),
    body,
  }))
  const confirmed = Object.fromEntries(
    Object.entries(report.confirmed).map(([probe, atMs]) => [probe, toCollectorTime(atMs)]),
  )
  return { readings, confirmed }
}
