import { createHash, createPublicKey, randomBytes, verify, X509Certificate } from 'node:crypto'
import { createServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { createAuthority, createLeaf, pinOf } from '#collector/pki/certificates.ts'
import { probeId, type ProbeId } from '#protocol/facts/registry.ts'
import {
  agentFrame,
  gatewayServerName,
  proofMessage,
  type AgentFrame,
  type CollectorFrame,
  type ProofFrame,
  type ReportHeader,
} from '#protocol/frames.ts'
import { hostIdOf } from '#protocol/identity.ts'
import { encodeJoin } from '#protocol/join.ts'
import { limits } from '#protocol/limits.ts'
import type { Refusal } from '#protocol/refusals.ts'
import type { Digest } from '#protocol/values.ts'

export type PeerReport = {
  header: ReportHeader
  /** The body of every probe in it. */
  bodies: Partial<Record<ProbeId, string>>
  bytes: number
}
/** What the peer does with a report. `store` keeps it and says nothing: the acknowledgement is lost. */
export type Verdict = 'acknowledge' | 'store' | 'ignore' | CollectorFrame

type Want = Extract<AgentFrame, { type: 'want' }>

/** The collector's end of the protocol in its smallest form, over real TLS with a real authority. */
export class ProtocolPeer {
  readonly address: string
  readonly pins: [string, string]
  /** What it holds, by probe: the body that was last stored. */
  readonly held = new Map<ProbeId, string>()
  readonly reports: PeerReport[] = []
  readonly frames: AgentFrame[] = []
  readonly proofs: ProofFrame[] = []
  connections = 0
  heartbeatMs = 60_000
  clockAheadMs = 0
  /** Answers no heartbeat. */
  isDeaf = false
  /** What it answers instead of opening a WebSocket. */
  refuseUpgrade: Refusal | null = null
  decide: (report: PeerReport) => Verdict = () => 'acknowledge'
  /** Answers what asks for a part of a catalogue; null: not at all. */
  serveCatalogue: (want: Want) => CollectorFrame | null = () => null
  /** Answers a proof that is right; null: welcome. */
  judgeProof: (proof: ProofFrame) => CollectorFrame | null = () => null
  readonly #sockets = new Set<WebSocket>()
  readonly #stop: () => Promise<void>

  constructor(address: string, pins: [string, string], stop: () => Promise<void>) {
    this.address = address
    this.pins = pins
    this.#stop = stop
  }

  join(token = 'a'.repeat(32)): string {
    return encodeJoin({ address: this.address, pins: this.pins, token })
  }

  send(frame: CollectorFrame | string): void {
    const text = typeof frame === 'string' ? frame : JSON.stringify(frame)
    for (const socket of this.#sockets) socket.send(text)
  }

  /** Ends every connection without a word. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.terminate()
  }

  isConnected(): boolean {
    return this.#sockets.size > 0
  }

  async close(): Promise<void> {
    this.hangUp()
    await this.#stop()
  }

  serve(socket: WebSocket): void {
    this.connections += 1
    this.#sockets.add(socket)
    const nonce = randomBytes(32).toString('base64url')
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.terminate())
    socket.on('message', (data: Buffer) => this.#receive(socket, nonce, data.toString('utf8')))
  }

  #receive(socket: WebSocket, nonce: string, text: string): void {
    const [first = '', ...bodies] = text.split('\n')
    const frame = agentFrame.parse(JSON.parse(first))
    this.frames.push(frame)
    const answer = (sent: CollectorFrame) => socket.send(JSON.stringify(sent))
    if (frame.type === 'hello') {
      const collectorTimeMs = Date.now() + this.clockAheadMs
      answer({ type: 'challenge', protocol: 1, nonce, collectorTimeMs })
    }
    if (frame.type === 'heartbeat' && !this.isDeaf)
      answer({ type: 'ack', sequence: frame.sequence })
    if (frame.type === 'proof') this.#welcome(frame, nonce, answer)
    const part = frame.type === 'want' ? this.serveCatalogue(frame) : null
    if (part) answer(part)
    if (frame.type === 'report')
      this.#take(frame, bodies, { answer, bytes: Buffer.byteLength(text) })
  }

  #welcome(proof: ProofFrame, nonce: string, answer: (sent: CollectorFrame) => void): void {
    const { publicKey, session, ticket } = proof
    const message = proofMessage({ nonce, collectorPin: this.pins[0], publicKey, session, ticket })
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: publicKey },
      format: 'jwk',
    })
    const signature = Buffer.from(proof.signature, 'base64url')
    if (!verify(null, Buffer.from(message), key, signature)) {
      return answer({ type: 'refused', code: 'PROOF_INVALID' })
    }
    this.proofs.push(proof)
    const refusal = this.judgeProof(proof)
    if (refusal) return answer(refusal)
    const raw = Buffer.from(publicKey, 'base64url')
    answer({
      type: 'welcome',
      hostId: hostIdOf(createHash('sha256').update(raw).digest()),
      ticket: randomBytes(32).toString('base64url'),
      digests: this.digests(),
      heartbeatMs: this.heartbeatMs,
    })
  }

  digests(): Partial<Record<ProbeId, Digest>> {
    return Object.fromEntries([...this.held].map(([probe, body]) => [probe, sha256(body)]))
  }

  #take(
    header: ReportHeader,
    lines: readonly string[],
    { answer, bytes }: { answer: (sent: CollectorFrame) => void; bytes: number },
  ): void {
    if (bytes > limits.frameBytesMax) throw new Error(`a frame of ${bytes} bytes`)
    const named = header.readings.map(([probe], index) => [probe, lines[index] ?? ''] as const)
    const report = { header, bodies: Object.fromEntries(named), bytes }
    this.reports.push(report)
    const verdict = this.decide(report)
    if (verdict === 'acknowledge' || verdict === 'store') {
      for (const [probe, body] of named) this.held.set(probeId.parse(probe), body)
    }
    if (verdict === 'acknowledge') answer({ type: 'ack', sequence: header.sequence })
    if (typeof verdict === 'object') answer(verdict)
  }
}

/** An authority and a leaf for the gateway's name, or for another. */
export async function certificatesFor(name: string = gatewayServerName, nowMs = Date.now()) {
  const authority = await createAuthority('Peer', nowMs, 10)
  const leaf = await createLeaf({ authority, names: [name], nowMs, days: 5 })
  const tls = { key: leaf.key, cert: leaf.cert + authority.cert }
  return { authority, leaf, tls, pin: pinOf(new X509Certificate(authority.cert).raw) }
}

export async function startPeer(certificates = certificatesFor(), port = 0): Promise<ProtocolPeer> {
  const { tls, pin } = await certificates
  const server = createServer(tls)
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('no port was given')
  const stop = async () => {
    server.closeAllConnections()
    sockets.close()
    await new Promise((resolve) => server.close(resolve))
  }
  const peer = new ProtocolPeer(`127.0.0.1:${bound.port}`, [pin, pinOfNobody], stop)
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (peer.refuseUpgrade) return refuse(socket, peer.refuseUpgrade)
    sockets.handleUpgrade(request, socket, head, (opened) => peer.serve(opened))
  })
  return peer
}

function refuse(socket: Duplex, { code, params }: Refusal): void {
  const body = JSON.stringify({ code, params })
  socket.end(
    `HTTP/1.1 503 No\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
}

/** The second pin of a join string, of an authority that does not serve yet. */
export const pinOfNobody = createHash('sha256').update('nobody').digest('base64url')

export function sha256(text: string): Digest {
  return createHash('sha256').update(text).digest('hex')
}
