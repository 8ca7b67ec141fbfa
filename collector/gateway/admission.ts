import { isIPv6 } from 'node:net'
import { limits } from '#protocol/limits.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'

const windowMs = 60_000
/** Addresses remembered at once; beyond it the oldest are forgotten. */
const addressesMax = 20_000

/** What one address did in the minute that began at `fromMs`. */
type Visits = { fromMs: EpochMs; connections: number; refusedEnrolments: number }

/** How many may come, and how often. */
export type GatewayLimits = {
  readonly connectionsMax: number
  readonly unprovedConnectionsMax: number
  readonly connectionsPerAddressPerMinuteMax: number
  readonly refusedEnrolmentsPerAddressPerMinuteMax: number
  readonly handshakeTimeoutMs: number
  readonly idleTimeoutMs: number
  readonly reportsInFlightMax: number
}

/** Decides who may open a connection and who may try a token, before either costs anything. */
export class Admission {
  readonly #limits: GatewayLimits
  readonly #visits = new Map<string, Visits>()

  constructor(gatewayLimits: GatewayLimits = limits) {
    this.#limits = gatewayLimits
  }

  /** Why a new connection is not taken; null: it is, and was counted. */
  refuseConnection(
    address: string,
    open: { readonly all: number; readonly unproved: number },
    nowMs: EpochMs,
  ): Refusal | null {
    const visits = this.#visitsOf(address, nowMs)
    const isFull =
      open.all >= this.#limits.connectionsMax ||
      open.unproved >= this.#limits.unprovedConnectionsMax
    if (isFull) return new Refusal('COLLECTOR_BUSY', { retryAfterMs: 5_000 })
    if (visits.connections >= this.#limits.connectionsPerAddressPerMinuteMax) {
      return tooMany(visits, nowMs)
    }
    visits.connections += 1
    return null
  }

  /** Why a token of this address is not even looked at; null: it is. */
  refuseEnrolment(address: string, nowMs: EpochMs): Refusal | null {
    const visits = this.#visitsOf(address, nowMs)
    const max = this.#limits.refusedEnrolmentsPerAddressPerMinuteMax
    return visits.refusedEnrolments >= max ? tooMany(visits, nowMs) : null
  }

  enrolmentRefused(address: string, nowMs: EpochMs): void {
    this.#visitsOf(address, nowMs).refusedEnrolments += 1
  }

  /** Forgets who did not come for a minute. */
  sweep(nowMs: EpochMs): void {
    for (const [key, { fromMs }] of this.#visits) {
      if (nowMs - fromMs >= windowMs) this.#visits.delete(key)
    }
  }

  #visitsOf(address: string, nowMs: EpochMs): Visits {
    const key = networkOf(address)
    const known = this.#visits.get(key)
    if (known && nowMs - known.fromMs < windowMs) return known
    if (this.#visits.size >= addressesMax)
      this.#visits.delete(this.#visits.keys().next().value ?? '')
    const visits = { fromMs: nowMs, connections: 0, refusedEnrolments: 0 }
    this.#visits.delete(key)
    this.#visits.set(key, visits)
    return visits
  }
}

function tooMany(visits: Visits, nowMs: EpochMs): Refusal {
  return new Refusal('TOO_MANY_CONNECTIONS', { retryAfterMs: visits.fromMs + windowMs - nowMs })
}

/** One machine can take any address of its IPv6 network, so the network is what counts. */
function networkOf(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (v4 !== undefined) return v4
  return isIPv6(address) ? address.split(':').slice(0, 4).join(':') : address
}
