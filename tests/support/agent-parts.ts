import { generateKeyPairSync } from 'node:crypto'
import { uptime } from 'node:os'
import type { Clock } from '#agent/clock.ts'
import { signerOf } from '#agent/identity.ts'
import { startLink, type Link, type LinkEvents, type LinkParts } from '#agent/link.ts'
import type { Log } from '#agent/log.ts'
import { emptyOutbox, Outbox, type Observation, type OutboxState } from '#agent/outbox.ts'
import type { SessionStore } from '#agent/session.ts'
import { canonicalJson } from '#protocol/delta.ts'
import type { ProbeId } from '#protocol/facts/registry.ts'
import type { Refusal } from '#protocol/refusals.ts'
import { sha256, type ProtocolPeer } from './protocol-peer.ts'

/** A log that keeps its lines, to be looked at by a test. */
export function keptLog(): Log & { lines: string[] } {
  const lines: string[] = []
  const keep = (...args: unknown[]) => void lines.push(JSON.stringify(args))
  return { lines, info: keep, warn: keep, error: keep, debug: keep }
}

/** The clocks of this machine, the wall clock wrong by so much. */
export function clockWrongBy(wrongMs: number): Clock {
  return { now: () => Date.now() + wrongMs, steadyMs: () => uptime() * 1000 }
}

/** What a probe would have answered: any value, in the form of an observation. */
export function anObservation(
  probe: ProbeId,
  value: unknown,
  observedAtMs = Date.now(),
): Observation {
  const body = canonicalJson(value)
  return { probe, observedAtMs, body, digest: sha256(body) }
}

export function anOutbox(state: OutboxState = emptyOutbox, clock: Clock = clockWrongBy(0)): Outbox {
  return new Outbox({ state, save: () => undefined, clock, log: keptLog() })
}

/** What one connection leaves for the next, in memory. */
function sessionsInMemory(): SessionStore {
  let session = 0
  let ticket: string | null = null
  return {
    nextSession: () => (session += 1),
    ticket: () => ticket,
    keepWelcome: (welcome) => (ticket = welcome.ticket),
  }
}

export type TestedLink = Link & { readonly outbox: Outbox; readonly waits: Waited[] }
type Waited = { why: Refusal; waitMs: number }

/** The agent's own link to a peer, with a key of the moment. Without jitter it comes back at once. */
export function linkTo(
  peer: Pick<ProtocolPeer, 'address' | 'pins'>,
  options: {
    outbox?: Outbox
    clock?: Clock
    random?: () => number
    token?: string
    proxy?: LinkParts['proxy']
    catalogue?: LinkParts['catalogue']
    deviceChecks?: LinkParts['deviceChecks']
    capabilities?: readonly string[]
    signer?: LinkParts['signer']
    on?: Partial<LinkEvents>
  } = {},
): TestedLink {
  const outbox = options.outbox ?? anOutbox()
  const waits: Waited[] = []
  const nothing = () => undefined
  const { hostId: _hostId, ...signer } = signerOf(generateKeyPairSync('ed25519').privateKey)
  const { token } = options
  const link = startLink({
    target: { address: peer.address, pins: peer.pins },
    proxy: options.proxy ?? null,
    signer: options.signer ?? signer,
    store: sessionsInMemory(),
    agentVersion: '0.0.0-test',
    hardwareSigns: [],
    clock: options.clock ?? clockWrongBy(0),
    log: keptLog(),
    outbox,
    random: options.random ?? (() => 0),
    catalogue: options.catalogue ?? { receive: nothing, lost: nothing },
    updates: { offered: nothing, arrived: nothing, lost: nothing },
    deviceChecks: options.deviceChecks ?? { connected: nothing, receive: nothing, lost: nothing },
    ...(options.capabilities ? { capabilities: options.capabilities } : {}),
    enrolment: () => (token ? { token, hostname: 'test' } : null),
    on: {
      welcomed: nothing,
      acknowledged: nothing,
      asked: nothing,
      sent: nothing,
      waiting: (why, waitMs) => void waits.push({ why, waitMs }),
      ...options.on,
    },
  })
  return { ...link, outbox, waits }
}
