import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { connect } from 'node:tls'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { pinOf } from '#collector/pki/certificates.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { probeIds, type Readings } from '#protocol/facts/registry.ts'
import {
  collectorFrame,
  encodeReport,
  gatewayPath,
  gatewayServerName,
  proofMessage,
  type CollectorFrame,
  type WelcomeFrame,
} from '#protocol/frames.ts'
import type { EpochMs } from '#protocol/values.ts'

type FrameOf<Type extends CollectorFrame['type']> = Extract<CollectorFrame, { type: Type }>

const deadlineMs = 5_000

/** The wire of an agent, frame by frame, so that a test can send what no agent would. */
export type Wire = {
  readonly socket: WebSocket
  /** Public key of the authority that signed what the collector showed. */
  readonly authorityPin: string
  send(frame: unknown): void
  /** The next frame of a type; others before it are passed over. */
  next<Type extends CollectorFrame['type']>(type: Type): Promise<FrameOf<Type>>
  /** The code with which the collector closed. */
  readonly closed: Promise<number>
}

/** Opens a socket to the gateway over TLS; rejects with the HTTP status when the upgrade is refused. */
export async function openWire(port: number, serverName = gatewayServerName): Promise<Wire> {
  const tls = connect({ port, servername: serverName, rejectUnauthorized: false })
  await new Promise((resolve, reject) => {
    tls.once('secureConnect', resolve).once('error', reject)
  })
  const authority = tls.getPeerX509Certificate()?.issuerCertificate
  const socket = new WebSocket(`wss://${serverName}${gatewayPath}`, {
    createConnection: () => tls,
    perMessageDeflate: false,
  })
  const frames = collectFrames(socket)
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('unexpected-response', (_, answer) => {
      reject(new Error(`HTTP ${answer.statusCode} retry-after ${answer.headers['retry-after']}`))
      tls.destroy()
    })
    socket.on('error', reject)
  })
  return {
    socket,
    authorityPin: authority ? pinOf(authority.raw) : '',
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    next: (type) => frames.next(type),
    closed,
  }
}

function collectFrames(socket: WebSocket) {
  const seen: CollectorFrame[] = []
  let wake = () => {}
  socket.on('message', (data) => {
    seen.push(collectorFrame.parse(JSON.parse(z.instanceof(Buffer).parse(data).toString())))
    wake()
  })
  socket.on('close', () => wake())
  async function next<Type extends CollectorFrame['type']>(type: Type): Promise<FrameOf<Type>> {
    const endMs = Date.now() + deadlineMs
    while (Date.now() < endMs) {
      for (let frame = seen.shift(); frame !== undefined; frame = seen.shift()) {
        if (isOfType(frame, type)) return frame
      }
      if (socket.readyState === WebSocket.CLOSED) break
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, 100)
      })
    }
    throw new Error(`no frame ${type} came`)
  }
  return { next }
}

function isOfType<Type extends CollectorFrame['type']>(
  frame: CollectorFrame,
  type: Type,
): frame is FrameOf<Type> {
  return frame.type === type
}

/** What an agent keeps between connections. A copy of it is a copied disk. */
export type AgentState = {
  readonly privateKey: KeyObject
  readonly publicKey: string
  session: number
  ticket: string | null
  hardwareSigns: string[]
}

export function newAgent(hardwareSigns: readonly string[] = ['uuid:0123456789abcdef']): AgentState {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x } = z.object({ x: z.string() }).parse(publicKey.export({ format: 'jwk' }))
  return { privateKey, publicKey: x, session: 0, ticket: null, hardwareSigns: [...hardwareSigns] }
}

/** A copied disk in another machine. */
export function copyOf(agent: AgentState, hardwareSigns: readonly string[]): AgentState {
  return { ...agent, hardwareSigns: [...hardwareSigns] }
}

type ProofChanges = {
  readonly token?: string
  readonly hostname?: string
  /** Signed instead of what the challenge says. */
  readonly nonce?: string
  readonly collectorPin?: string
  readonly signedBy?: KeyObject
}

/** Says hello and proves the key; the caller waits for what comes. */
export async function prove(wire: Wire, agent: AgentState, changes: ProofChanges = {}) {
  wire.send({ type: 'hello', protocol: 1, capabilities: [], agentVersion: '0.1.0' })
  const challenge = await wire.next('challenge')
  agent.session += 1
  const message = proofMessage({
    nonce: changes.nonce ?? challenge.nonce,
    collectorPin: changes.collectorPin ?? wire.authorityPin,
    publicKey: agent.publicKey,
    session: agent.session,
    ticket: agent.ticket,
  })
  wire.send({
    type: 'proof',
    publicKey: agent.publicKey,
    signature: sign(null, Buffer.from(message), changes.signedBy ?? agent.privateKey).toString(
      'base64url',
    ),
    session: agent.session,
    ticket: agent.ticket,
    hardwareSigns: agent.hardwareSigns,
    ...(changes.token === undefined
      ? {}
      : { enrolment: { token: changes.token, hostname: changes.hostname ?? 'may-01' } }),
  })
}

/** Connects, proves and is welcomed; the ticket is kept. */
export async function enter(
  port: number,
  agent: AgentState,
  changes: ProofChanges = {},
): Promise<{ wire: Wire; welcome: WelcomeFrame }> {
  const wire = await openWire(port)
  await prove(wire, agent, changes)
  const welcome = await wire.next('welcome')
  agent.ticket = welcome.ticket
  return { wire, welcome }
}

/** A report as an agent writes it; sent when it was observed, unless told otherwise. */
export function reportOf(report: {
  sequence: number
  readings: Readings
  observedAtMs: EpochMs
  sentAtMs?: EpochMs
}): string {
  const { sequence, observedAtMs, sentAtMs = observedAtMs } = report
  const readings = probeIds.flatMap((probe) => {
    const reading = report.readings[probe]
    return reading ? [{ probe, observedAtMs, body: canonicalJson(reading) }] : []
  })
  return encodeReport({ sequence, sentAtMs, confirmed: {}, readings })
}
