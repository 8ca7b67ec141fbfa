import {
  protocolVersion,
  protocolVersionMin,
  type AgentFrame,
  type ProofFrame,
} from '#protocol/frames.ts'
import { limits } from '#protocol/limits.ts'
import { Refusal, type RefusalCode } from '#protocol/refusals.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import type { Clock, Ingest, Log, Releases } from '#collector/deps.ts'
import type { Admission } from '#store/enrolment.ts'
import { offeredKind, PartsAsked, type CatalogueFile } from './catalogue-parts.ts'
import { decodeFrame, FrameRefusal, type DecodedFrame } from './decode.ts'
import { isProved } from './proof.ts'
import type { AgentSocket } from './socket.ts'

/** Frames that may be refused on one connection before it is closed. */
const refusalsMax = 32
/** Hello and proof are short; nobody unknown makes the collector read more. */
const unprovedFrameBytesMax = 8_192
const slowDownEveryMs = 5_000

type HelloFrame = Extract<AgentFrame, { type: 'hello' }>
type Greeting = Pick<HelloFrame, 'agentVersion' | 'capabilities'>
export type DeviceCheckedFrame = Extract<AgentFrame, { type: 'device-checked' }>
type WantFrame = Extract<AgentFrame, { type: 'want' }>
type ReportFrame = Extract<DecodedFrame, { type: 'report' }>

/** What a connection needs of the gateway around it. */
export type ConnectionParts = {
  readonly now: Clock
  readonly random: () => number
  readonly randomBytes: (count: number) => Uint8Array
  readonly collectorPin: string
  readonly ingest: Ingest
  readonly slowDownDepth: number
  readonly reportsInFlightMax: number
  readonly log: Log
  isStopping(): boolean
  /** The signed catalogue that agents may fetch; null: none was imported. */
  catalogue(): CatalogueFile | null
  readonly releases: Pick<Releases, 'offerTo' | 'partFor'>
  deviceChecked(connection: Connection, frame: DeviceCheckedFrame): void
  admit(proof: ProofFrame, address: string): Promise<Admission>
  /** The connection has proved its host. */
  opened(connection: Connection): void
  closed(connection: Connection): void
  /** A frame was refused, of whomever. */
  countRefused(code: RefusalCode): void
  /** A frame of a known host was refused. */
  frameRefused(hostId: HostId, refusal: Refusal): void
}

/** One socket of one agent, from hello to the end. */
export class Connection {
  readonly socket: AgentSocket
  readonly address: string
  readonly openedMs: EpochMs
  /** Null until it has proved its key. */
  hostId: HostId | null = null
  lastFrameMs: EpochMs
  /** It was given its welcome and counts among the proved ones. */
  isOpened = false
  reportsInFlight = 0
  readonly #parts: ConnectionParts
  #awaits: 'hello' | 'proof' | 'admission' | 'reports' = 'hello'
  #nonce = ''
  #session = 0
  #lastSequence = 0
  #refusals = 0
  #slowedDownMs = 0
  readonly #partsAsked = new PartsAsked()
  /** What its hello said. */
  greeting: Greeting = { agentVersion: '', capabilities: [] }
  #isFetching = false

  constructor(socket: AgentSocket, address: string, parts: ConnectionParts) {
    this.socket = socket
    this.address = address
    this.#parts = parts
    this.openedMs = parts.now()
    this.lastFrameMs = this.openedMs
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary))
    socket.on('error', (error) => parts.log.debug({ err: error, address }, 'socket failed'))
    socket.once('close', () => this.#closed())
  }

  /** Ends it with a reason that the agent is told. */
  end(refusal: Refusal): void {
    this.socket.refuse(refusal)
  }

  #receive(data: unknown, isBinary: boolean): void {
    // Frames that were on their way when it was closed.
    if (this.socket.readyState !== this.socket.OPEN) return
    const nowMs = this.#parts.now()
    this.lastFrameMs = nowMs
    try {
      if (isBinary || !Buffer.isBuffer(data)) throw new Refusal('FRAME_MALFORMED')
      if (this.hostId === null) checkSize(data)
      this.#handle(decodeFrame(data, nowMs), nowMs)
    } catch (error) {
      this.#fail(error)
    }
  }

  #handle(frame: DecodedFrame, nowMs: EpochMs): void {
    switch (frame.type) {
      case 'heartbeat':
        if (this.#awaits !== 'reports') throw this.#untimely(frame.sequence)
        return this.socket.acknowledge(frame.sequence)
      case 'report':
        return this.#report(frame, nowMs)
      case 'hello':
        return this.#challenge(frame, nowMs)
      case 'proof':
        return this.#admit(frame)
      case 'want':
        return this.#answerWant(frame, nowMs)
      case 'device-checked':
        return this.#parts.deviceChecked(this, frame)
      case 'goodbye':
        return this.socket.close(1000)
    }
  }

  #answerWant(want: WantFrame, nowMs: EpochMs): void {
    if (this.#awaits !== 'reports') throw this.#untimely()
    if (want.kind === 'release') return this.#answerReleaseWant(want)
    const waitMs = this.#partsAsked.count(nowMs)
    if (waitMs > 0) return this.socket.sendFrame({ type: 'slow-down', retryAfterMs: waitMs })
    const catalogue = this.#parts.catalogue()
    if (catalogue === null || want.kind !== offeredKind) throw new Refusal('NOT_FOUND')
    this.socket.sendFrame(catalogue.answer(want))
  }

  /** One part at a time: what an agent asks for meanwhile is not answered, and it asks again. */
  #answerReleaseWant(want: WantFrame): void {
    const { hostId } = this
    if (hostId === null || this.#isFetching) return
    this.#isFetching = true
    this.#parts.releases
      .partFor(hostId, want)
      .then((part) => {
        if (part !== null) this.socket.sendFrame(part)
      })
      .catch((error: unknown) =>
        this.#parts.log.error({ err: error, hostId }, 'no part of a release'),
      )
      .finally(() => (this.#isFetching = false))
  }

  /** Says that a signed release is ready, if it is this host's turn. */
  offerRelease(): void {
    const { hostId } = this
    if (hostId === null || this.#isFetching) return
    const { agentVersion: version, capabilities } = this.greeting
    const offer = this.#parts.releases.offerTo({ hostId, version, capabilities })
    if (offer !== null) this.socket.sendFrame(offer)
  }

  /** Says that a signed catalogue is ready; the agent fetches it if it has none that is as new. */
  offerCatalogue(): void {
    const catalogue = this.#parts.catalogue()
    if (catalogue !== null) this.socket.sendFrame(catalogue.offer)
  }

  #challenge(hello: HelloFrame, nowMs: EpochMs): void {
    if (this.#awaits !== 'hello') throw this.#untimely()
    if (hello.protocol < protocolVersionMin) {
      const range = { min: protocolVersionMin, max: protocolVersion }
      throw new Refusal('PROTOCOL_UNSUPPORTED', { protocol: hello.protocol, ...range })
    }
    this.#awaits = 'proof'
    this.greeting = hello
    this.#nonce = Buffer.from(this.#parts.randomBytes(32)).toString('base64url')
    this.socket.sendFrame({
      type: 'challenge',
      protocol: Math.min(hello.protocol, protocolVersion),
      nonce: this.#nonce,
      collectorTimeMs: nowMs,
    })
  }

  #admit(proof: ProofFrame): void {
    if (this.#awaits !== 'proof') throw this.#untimely()
    this.#awaits = 'admission'
    const { collectorPin } = this.#parts
    if (!isProved(proof, { nonce: this.#nonce, collectorPin })) throw new Refusal('PROOF_INVALID')
    this.#parts.admit(proof, this.address).then(
      (admission) => this.#welcome(admission, proof.session),
      (error: unknown) => this.#fail(error),
    )
  }

  #welcome({ hostId, ticket, digests }: Admission, session: number): void {
    this.hostId = hostId
    this.#session = session
    this.#awaits = 'reports'
    const { heartbeatMs } = limits
    this.socket.sendFrame({ type: 'welcome', hostId, ticket, digests, heartbeatMs })
    // It may have gone while the database worked.
    if (this.socket.readyState !== this.socket.OPEN) return
    this.isOpened = true
    this.#parts.opened(this)
    this.offerCatalogue()
    this.offerRelease()
  }

  #report({ header, readings }: ReportFrame, nowMs: EpochMs): void {
    const { hostId } = this
    const { sequence, confirmed } = header
    if (hostId === null) throw this.#untimely(sequence)
    if (sequence <= this.#lastSequence) throw this.#untimely(sequence)
    this.#lastSequence = sequence
    if (this.#parts.isStopping()) throw new Refusal('COLLECTOR_STOPPING')
    if (this.reportsInFlight >= this.#parts.reportsInFlightMax) return this.#busy(sequence)
    this.reportsInFlight += 1
    const report = { hostId, session: this.#session, sequence, receivedMs: nowMs }
    this.#parts.ingest.submit({ ...report, readings, confirmed }).then(
      (outcome) => {
        this.reportsInFlight -= 1
        if (outcome.outcome !== 'refused') return this.socket.acknowledge(sequence)
        const params = outcome.detail === undefined ? {} : { detail: outcome.detail.slice(0, 200) }
        this.socket.refuse(new Refusal(outcome.code, params), { sequence }, true)
      },
      (error: unknown) => {
        this.reportsInFlight -= 1
        this.#notTaken(error, sequence)
      },
    )
    if (this.#parts.ingest.depth() > this.#parts.slowDownDepth) this.#slowDown(nowMs)
  }

  /** Nothing was stored; the agent sends what it still owes under a new sequence. */
  #notTaken(error: unknown, sequence: number): void {
    if (error instanceof Refusal && error.code !== 'COLLECTOR_BUSY') {
      return this.socket.refuse(error, { sequence })
    }
    if (!(error instanceof Refusal)) {
      this.#parts.log.error({ err: error, hostId: this.hostId }, 'report not taken')
    }
    this.#busy(sequence)
  }

  #busy(sequence: number): void {
    const retryAfterMs = this.#retryAfterMs()
    this.socket.sendFrame({ type: 'slow-down', retryAfterMs })
    this.socket.refuse(new Refusal('COLLECTOR_BUSY', { retryAfterMs }), { sequence }, true)
  }

  #slowDown(nowMs: EpochMs): void {
    if (nowMs - this.#slowedDownMs < slowDownEveryMs) return
    this.#slowedDownMs = nowMs
    this.socket.sendFrame({ type: 'slow-down', retryAfterMs: this.#retryAfterMs() })
  }

  /** Spread, so that those who were sent away do not come back together. */
  #retryAfterMs(): number {
    return Math.round(slowDownEveryMs * (0.5 + this.#parts.random()))
  }

  /** A frame that has no place here. */
  #untimely(sequence = 0): Refusal {
    const params = { sequence, last: this.#lastSequence }
    const answered = sequence === 0 ? {} : { sequence }
    return new FrameRefusal(new Refusal('FRAME_OUT_OF_SEQUENCE', params), answered)
  }

  #fail(error: unknown): void {
    const { hostId, address } = this
    if (!(error instanceof Refusal)) {
      this.#parts.log.error({ err: error, hostId, address }, 'connection failed')
      this.socket.close(1011)
      return
    }
    this.#refusals += 1
    this.#parts.countRefused(error.code)
    this.#parts.log.warn({ hostId, address, code: error.code, ...error.params }, 'refused frame')
    this.socket.refuse(error, error instanceof FrameRefusal ? error.answered : {})
    if (hostId !== null) this.#parts.frameRefused(hostId, error)
    const isOpen = this.socket.readyState === this.socket.OPEN
    if (isOpen && this.#refusals >= refusalsMax) this.socket.refuse(new Refusal('FRAME_MALFORMED'))
  }

  #closed(): void {
    const { hostId } = this
    // What `ws` itself refused was not seen by #receive.
    const { brokenBy } = this.socket
    if (brokenBy !== null) this.#parts.countRefused(brokenBy.code)
    if (brokenBy !== null && hostId !== null) this.#parts.frameRefused(hostId, brokenBy)
    this.#parts.closed(this)
  }
}

function checkSize(frame: Buffer): void {
  if (frame.length <= unprovedFrameBytesMax) return
  const params = { bytes: frame.length, bytesMax: unprovedFrameBytesMax }
  throw new Refusal('FRAME_TOO_LARGE', params)
}
