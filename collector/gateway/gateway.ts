import type { IncomingMessage } from 'node:http'
import type { Server } from 'node:https'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { ProofFrame } from '#protocol/frames.ts'
import { limits } from '#protocol/limits.ts'
import { Refusal, type RefusalCode } from '#protocol/refusals.ts'
import type { HostId } from '#protocol/values.ts'
import type {
  Clock,
  Connections,
  DeviceChecks,
  Events,
  Ingest,
  Log,
  Releases,
  Store,
} from '#collector/deps.ts'
import { admit, type Admission as Admitted } from '#store/enrolment.ts'
import { recordRefusedFrame } from '#store/refused-frames.ts'
import { CatalogueFile, type OfferedCatalogue } from './catalogue-parts.ts'
import { Admission, type GatewayLimits } from './admission.ts'
import { Connection, type ConnectionParts } from './connection.ts'
import { Checking } from './checking.ts'
import { AgentSocket } from './socket.ts'
import { isForGateway, refuseUpgrade } from './upgrade.ts'

/** How long a stop waits for commits that are under way, and then for agents to hang up. */
const drainMs = 3_000
const hangUpMs = 500
const sweepMs = 1_000
/** Half of what ingest takes before it refuses. */
const slowDownDepth = 2_048

type GatewayOptions = {
  readonly store: Store
  readonly ingest: Ingest
  /** Of the authority, current and next; the current one has signed the gateway's certificate. */
  readonly pins: readonly [string, string]
  readonly now: Clock
  readonly random: () => number
  readonly randomBytes: (count: number) => Uint8Array
  readonly events: Events
  readonly log: Log
  readonly limits?: Partial<GatewayLimits>
  /** The signed catalogue that agents may fetch; null: none was imported. */
  readonly catalogue: () => OfferedCatalogue | null
  readonly releases: Pick<Releases, 'offerTo' | 'partFor'>
  readonly deviceChecks: Pick<DeviceChecks, 'frameFor' | 'settle'>
  /** Told of every frame that is refused, whoever sent it. */
  readonly countRefused: (code: RefusalCode) => void
}

/** The sockets of all agents. */
export type Gateway = {
  readonly connections: Connections
  /** Takes a server's upgrades for the gateway's path and TLS name, and refuses its other upgrades. */
  attach(server: Server): void
  /** Tells every agent of the signed catalogue that is held now. */
  offerCatalogue(): void
  /** Offers the release that is rolled out to agents whose turn it is. */
  offerRelease(): void
  /** Tells agents which device checks are signed for them, and whether all are stopped. */
  tellDeviceChecks(): void
  /** Takes nothing new, acknowledges what is under way, says goodbye. */
  close(): Promise<void>
}

/** Where agents connect, prove their keys, report and are answered. */
export function createGateway(options: GatewayOptions): Gateway {
  const gateway = new AgentGateway(options)
  return {
    connections: connectionsOf(gateway.live),
    attach: (server) => gateway.attach(server),
    offerCatalogue: () => gateway.offerCatalogue(),
    offerRelease: () => gateway.offerRelease(),
    tellDeviceChecks: () => gateway.tellDeviceChecks(),
    close: () => gateway.close(),
  }
}

class AgentGateway {
  /** The connection of each host that has proved its key; the newest where there were two. */
  readonly live = new Map<HostId, Connection>()
  readonly #options: GatewayOptions
  readonly #limits: GatewayLimits
  readonly #admission: Admission
  readonly #checking: Checking
  readonly #parts: ConnectionParts
  readonly #sockets = new WebSocketServer<typeof AgentSocket>({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.frameBytesMax,
    WebSocket: AgentSocket,
  })
  readonly #open = new Set<Connection>()
  #unproved = 0
  #catalogue: { of: OfferedCatalogue; file: CatalogueFile } | null = null
  #isStopping = false
  readonly #sweeping: NodeJS.Timeout

  constructor(options: GatewayOptions) {
    this.#options = options
    this.#limits = { ...limits, ...options.limits }
    this.#admission = new Admission(this.#limits)
    this.#checking = new Checking(options)
    this.#parts = {
      ...options,
      catalogue: () => this.#offered(),
      collectorPin: options.pins[0],
      slowDownDepth,
      reportsInFlightMax: this.#limits.reportsInFlightMax,
      isStopping: () => this.#isStopping,
      deviceChecked: (connection, frame) => this.#checking.settle(connection, frame),
      admit: (proof, address) => this.#admit(proof, address),
      opened: (connection) => this.#opened(connection),
      closed: (connection) => this.#closed(connection),
      frameRefused: (hostId, refusal) => this.#frameRefused(hostId, refusal),
    }
    const everyMs = Math.min(sweepMs, this.#limits.handshakeTimeoutMs / 4)
    this.#sweeping = setInterval(() => this.#sweep(), everyMs)
    this.#sweeping.unref()
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
  }

  offerCatalogue(): void {
    for (const connection of this.live.values()) connection.offerCatalogue()
  }

  offerRelease(): void {
    for (const connection of this.live.values()) connection.offerRelease()
  }

  tellDeviceChecks(): void {
    for (const connection of this.live.values()) this.#checking.tell(connection)
  }

  /** Cut anew only when another one is held. */
  #offered(): CatalogueFile | null {
    const of = this.#options.catalogue()
    if (of === null) return null
    if (this.#catalogue?.of !== of) this.#catalogue = { of, file: new CatalogueFile(of) }
    return this.#catalogue.file
  }

  async close(): Promise<void> {
    this.#isStopping = true
    const open = this.#open
    await waitUntil(() => [...open].every(({ reportsInFlight }) => reportsInFlight === 0), drainMs)
    for (const { socket } of open) {
      socket.sendFrame({ type: 'goodbye', reason: 'stopping' })
      socket.close(1012)
    }
    await waitUntil(() => open.size === 0, hangUpMs)
    for (const { socket } of open) socket.terminate()
    clearInterval(this.#sweeping)
    this.#sockets.close()
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    if (!isForGateway(request)) return refuseUpgrade(socket, new Refusal('NOT_FOUND'))
    if (this.#isStopping) return refuseUpgrade(socket, new Refusal('COLLECTOR_STOPPING'))
    const address = request.socket.remoteAddress ?? ''
    const counts = { all: this.#open.size, unproved: this.#unproved }
    const refusal = this.#admission.refuseConnection(address, counts, this.#options.now())
    if (refusal) return refuseUpgrade(socket, refusal)
    this.#sockets.handleUpgrade(request, socket, head, (agentSocket) => {
      agentSocket.runsOn(socket)
      this.#unproved += 1
      this.#open.add(new Connection(agentSocket, address, this.#parts))
    })
  }

  async #admit(proof: ProofFrame, address: string): Promise<Admitted> {
    const { store, now, randomBytes } = this.#options
    const refusal = proof.enrolment ? this.#admission.refuseEnrolment(address, now()) : null
    if (refusal) throw refusal
    try {
      return await admit(store, proof, { nowMs: now(), address, randomBytes })
    } catch (error) {
      if (error instanceof Refusal && proof.enrolment) this.#enrolmentRefused(error, address)
      throw error
    }
  }

  /** Who waits has shown a good token: an office behind one address is not kept out for it. */
  #enrolmentRefused({ code }: Refusal, address: string): void {
    const { events, now } = this.#options
    const isWaiting = code === 'ENROLMENT_AWAITS_APPROVAL'
    if (isWaiting) events.publish({ kind: 'enrolments-changed', atMs: now() })
    if (isWaiting || code === 'ENROLMENT_DECLINED') return
    this.#admission.enrolmentRefused(address, now())
  }

  #opened(connection: Connection): void {
    this.#unproved -= 1
    const { hostId } = connection
    if (hostId === null) return
    const older = this.live.get(hostId)
    this.live.set(hostId, connection)
    if (older) older.end(new Refusal('HOST_REPLACED'))
    else this.#tellConnected(hostId, true)
    this.#checking.tell(connection)
  }

  #closed(connection: Connection): void {
    this.#open.delete(connection)
    if (!connection.isOpened) this.#unproved -= 1
    const { hostId } = connection
    if (hostId === null || this.live.get(hostId) !== connection) return
    this.live.delete(hostId)
    this.#tellConnected(hostId, false)
  }

  #tellConnected(hostId: HostId, isConnected: boolean): void {
    const { events, now } = this.#options
    events.publish({ kind: 'host-connected', atMs: now(), hostId, isConnected })
  }

  #frameRefused(hostId: HostId, { code, params }: Refusal): void {
    const { store, now, log } = this.#options
    const detail = Object.keys(params).length === 0 ? null : JSON.stringify(params)
    recordRefusedFrame(store.db, { hostId, receivedMs: now(), code, detail }).catch(
      (error: unknown) => log.error({ err: error, hostId, code }, 'refused frame not recorded'),
    )
  }

  /** One timer for all: a timer per socket would cost more than the socket does. */
  #sweep(): void {
    const nowMs = this.#options.now()
    const { handshakeTimeoutMs, idleTimeoutMs } = this.#limits
    for (const connection of this.#open) {
      if (!connection.isOpened && nowMs - connection.openedMs >= handshakeTimeoutMs) {
        connection.end(new Refusal('HANDSHAKE_TIMED_OUT', { limitMs: handshakeTimeoutMs }))
      } else if (nowMs - connection.lastFrameMs >= idleTimeoutMs) {
        connection.socket.terminate()
      }
    }
    this.#admission.sweep(nowMs)
  }
}

function connectionsOf(live: ReadonlyMap<HostId, Connection>): Connections {
  return {
    isConnected: (hostId) => live.has(hostId),
    connectedIds: () => [...live.keys()],
    ask(hostId) {
      const connection = live.get(hostId)
      connection?.socket.sendFrame({ type: 'ask' })
      return connection !== undefined
    },
  }
}

async function waitUntil(holds: () => boolean, deadlineMs: number): Promise<void> {
  const endMs = performance.now() + deadlineMs
  while (!holds() && performance.now() < endMs) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
