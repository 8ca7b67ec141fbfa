import { createHash, createPrivateKey, type KeyObject } from 'node:crypto'
import { openConnection, type Connection, type ConnectionEvents } from '#agent/connection.ts'
import { signerOf } from '#agent/identity.ts'
import type { Log } from '#agent/log.ts'
import type { Confirmed, OutgoingReading, SessionParts } from '#agent/session.ts'
import type { Target } from '#agent/trust.ts'
import { canonicalJson, differing, type Digests } from '#protocol/delta.ts'
import { probeIds, type ProbeId, type Readings } from '#protocol/facts/registry.ts'
import type { HostId } from '#protocol/values.ts'

/** What a connection leaves for the next; a plain record, so that a whole fleet fits into one file. */
export type HostMemory = { session: number; ticket: string | null }

export type SyntheticHostParts = {
  /** Names the key: the same text gives the same host. */
  readonly keyText: string
  readonly hostname: string
  readonly readings: Readings
  /** Changed in place with every connection. */
  readonly memory: HostMemory
  readonly log: Log
}

type Waiting = { resolve(): void; reject(error: Error): void }

/** A host without a machine: a real key, the real protocol over real TLS, made-up readings. */
export class SyntheticHost {
  readonly hostId: HostId
  readonly #parts: SyntheticHostParts
  readonly #signer: SessionParts['signer']
  readonly #waiting = new Map<string, Waiting>()
  #readings: Readings
  #connection: Connection | null = null

  constructor(parts: SyntheticHostParts) {
    const { hostId, ...signer } = signerOf(privateKeyFrom(parts.keyText))
    this.#parts = parts
    this.#signer = signer
    this.#readings = parts.readings
    this.hostId = hostId
  }

  /** Enrols where the collector does not know the key yet; sends whatever the collector does not hold. */
  async connect(target: Target, token: string): Promise<void> {
    const opened = await openConnection({
      target,
      proxy: null,
      parts: this.#sessionParts(token),
      events: this.#events(),
      signal: new AbortController().signal,
    })
    this.#connection = opened
    void opened.ended.then((why) => this.#lost(why))
    await this.#sendDiffering(opened.welcome.digests)
  }

  /** Replaces some readings and sends those; resolves when they are acknowledged. */
  async report(changed: Readings): Promise<void> {
    this.#readings = { ...this.#readings, ...changed }
    await this.#send(outgoing(changed))
  }

  heartbeat(): void {
    this.#connection?.session.heartbeat()
  }

  isConnected(): boolean {
    return this.#connection !== null
  }

  close(): void {
    this.#connection?.drop()
  }

  #send(readings: readonly OutgoingReading[]): Promise<void> {
    const connection = this.#connection
    if (!connection) return Promise.reject(new Error('the synthetic host is not connected'))
    return new Promise((resolve, reject) => {
      this.#waiting.set(keyOf(readings), { resolve, reject })
      connection.session.report({ readings, confirmed: {} })
    })
  }

  async #sendDiffering(held: Digests): Promise<void> {
    const all = outgoing(this.#readings)
    const here: Digests = Object.fromEntries(all.map(({ probe, digest }) => [probe, digest]))
    const missing = differing(here, held)
    if (missing.length > 0) await this.#send(all.filter(({ probe }) => missing.includes(probe)))
  }

  #sessionParts(token: string): SessionParts {
    const { hostname, keyText, memory, log } = this.#parts
    return {
      signer: this.#signer,
      agentVersion: '0.1.0',
      hardwareSigns: [`uuid:${sha256(`hardware ${keyText}`).toString('hex').slice(0, 16)}`],
      enrolment: memory.ticket === null ? { token, hostname } : null,
      clock: { now: Date.now, steadyMs: () => performance.now() },
      log,
      store: {
        nextSession: () => (memory.session += 1),
        ticket: () => memory.ticket,
        keepWelcome: ({ ticket }) => void (memory.ticket = ticket),
      },
    }
  }

  #events(): ConnectionEvents {
    return {
      sent: () => {},
      welcomed: () => {},
      acknowledged: ({ readings }) => this.#settle(readings)?.resolve(),
      refused: ({ code }, report) => this.#settle(report?.readings ?? [])?.reject(new Error(code)),
      asked: () => this.#confirm(),
      catalogue: () => {},
      release: () => {},
      deviceChecks: () => {},
      slowedDown: () => {},
    }
  }

  /** Its readings do not change by themselves: all that a new look can say is that they are the same. */
  #confirm(): void {
    const nowMs = Date.now()
    const probes = Object.keys(this.#readings).map((probe) => [probe, nowMs])
    const confirmed: Confirmed = Object.fromEntries(probes)
    this.#connection?.session.report({ readings: [], confirmed })
  }

  #settle(readings: readonly OutgoingReading[]): Waiting | undefined {
    const key = keyOf(readings)
    const waiting = this.#waiting.get(key)
    this.#waiting.delete(key)
    return waiting
  }

  #lost(why: Error): void {
    this.#connection = null
    for (const { reject } of this.#waiting.values()) reject(why)
    this.#waiting.clear()
  }
}

/** Readings as they travel, observed now. */
export function outgoing(
  readings: Readings,
  probes: readonly ProbeId[] = probeIds,
): OutgoingReading[] {
  return probes
    .filter((probe) => readings[probe] !== undefined)
    .map((probe) => {
      const body = canonicalJson(readings[probe])
      const digest = sha256(body).toString('hex')
      return { probe, observedAtMs: Date.now(), body, digest }
    })
}

/** PKCS #8 of an Ed25519 key is this prefix and 32 secret bytes (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** An Ed25519 key that follows from a text: for hosts that do not exist. */
export function privateKeyFrom(keyText: string): KeyObject {
  const key = Buffer.concat([pkcs8Prefix, sha256(`khien synthetic ${keyText}`)])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}

const keyOf = (readings: readonly OutgoingReading[]) => readings.map(({ digest }) => digest).join()

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
