import { createHash } from 'node:crypto'
import { z } from 'zod'
import { differing, type Digests } from '#protocol/delta.ts'
import { probeId, probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { limits } from '#protocol/limits.ts'
import { digest, type Digest, type EpochMs } from '#protocol/values.ts'
import { momentByNow, type Clock, type Moment } from './clock.ts'
import { readStored, writeDurably } from './data-folder.ts'
import type { Log } from './log.ts'
import type { Confirmed, OutgoingReading } from './session.ts'

/** One answer of a probe, as the outbox takes it right after the look. */
export type Observation = {
  readonly probe: ProbeId
  readonly observedAtMs: EpochMs
  readonly body: string
  readonly digest: Digest
}

const storedOutbox = z.object({
  version: z.literal(1),
  entries: z
    .array(z.object({ probe: probeId, observedAtMs: z.int(), body: z.string(), digest }))
    .max(64),
  acknowledged: z.partialRecord(probeId, digest),
  refused: z.partialRecord(probeId, z.object({ digest, atMs: z.int() })),
})
export type OutboxState = Omit<z.infer<typeof storedOutbox>, 'version'>

/** Another form of the collector may take what this one refused, so a refusal does not stand for ever. */
const refusalStandsMs = dayMs

export const emptyOutbox: OutboxState = { entries: [], acknowledged: {}, refused: {} }

/** The outbox of a data folder: the backlog is one state per probe, however long the collector is away. */
export function openOutbox(path: string, clock: Clock, log: Log): Outbox {
  const stored = readStored(path, storedOutbox)
  if (stored === 'damaged') log.warn({ path }, 'outbox damaged: everything will be looked at again')
  const state = stored === null || stored === 'damaged' ? emptyOutbox : withoutDamage(stored)
  const save = (next: OutboxState) => {
    try {
      writeDurably(path, JSON.stringify({ version: 1, ...next }))
    } catch (error) {
      // The state is in memory and will travel; only a restart before that would have to look again.
      log.error({ error }, 'outbox not kept on disk')
    }
  }
  return new Outbox({ state, save, clock, log })
}

type Entry = { first: Moment; last: Moment; body: string; digest: Digest }

type OutboxParts = {
  readonly state: OutboxState
  /** Called when what a restart needs has changed. */
  save(state: OutboxState): void
  readonly clock: Clock
  readonly log: Log
}

/** The newest state of each probe, and what the collector is known to hold of it; over any storage. */
export class Outbox {
  readonly #parts: OutboxParts
  readonly #entries = new Map<ProbeId, Entry>()
  readonly #acknowledged: Partial<Record<ProbeId, Digest>>
  readonly #refused: OutboxState['refused']
  /** The last look that the collector has heard of, in this run. */
  readonly #confirmed = new Map<ProbeId, Moment>()

  constructor(parts: OutboxParts) {
    this.#parts = parts
    this.#acknowledged = { ...parts.state.acknowledged }
    this.#refused = { ...parts.state.refused }
    for (const { probe, observedAtMs, body, digest } of parts.state.entries) {
      const seen = { atMs: observedAtMs, steadyMs: null }
      this.#entries.set(probe, { first: seen, last: seen, body, digest })
    }
  }

  /** Takes new answers. The same bytes as before only move the time of the last look. */
  record(observations: readonly Observation[]): void {
    let isChanged = false
    for (const look of observations.filter((one) => fits(one, this.#parts.log))) {
      const seen = { atMs: look.observedAtMs, steadyMs: this.#parts.clock.steadyMs() }
      const before = this.#entries.get(look.probe)
      const isSame = before?.digest === look.digest
      const { body, digest } = look
      this.#entries.set(look.probe, {
        first: isSame ? before.first : seen,
        last: seen,
        body,
        digest,
      })
      isChanged ||= !isSame
    }
    if (isChanged) this.#save()
  }

  /** At a welcome: what the collector holds is the acknowledgement, whatever was believed before. */
  adopt(held: Digests): void {
    const isSame = probeIds.every((probe) => this.#acknowledged[probe] === held[probe])
    if (isSame) return
    for (const probe of probeIds) delete this.#acknowledged[probe]
    Object.assign(this.#acknowledged, held)
    this.#save()
  }

  acknowledge(readings: readonly OutgoingReading[], confirmed: Confirmed): void {
    for (const { probe, digest } of readings) this.#acknowledged[probe] = digest
    for (const probe of probeIds) {
      const last = this.#entries.get(probe)?.last
      if (confirmed[probe] !== undefined && last) this.#confirmed.set(probe, last)
    }
    if (readings.length > 0) this.#save()
  }

  /** This form of the reading is not sent again for a day. */
  refuse({ probe, digest }: Pick<OutgoingReading, 'probe' | 'digest'>): void {
    this.#refused[probe] = { digest, atMs: this.#parts.clock.now() }
    this.#save()
  }

  /** What the collector lacks, in the order of the registry. */
  differing(): readonly OutgoingReading[] {
    return this.#missing().flatMap((probe) => {
      const entry = this.#entries.get(probe)
      if (!entry) return []
      const { first, body, digest } = entry
      return [{ probe, observedAtMs: momentByNow(first, this.#parts.clock), body, digest }]
    })
  }

  /** What was looked at again since the collector last heard of it, and answered the same. */
  confirmable(): Confirmed {
    const confirmed: Partial<Record<ProbeId, EpochMs>> = {}
    for (const [probe, { first, last, digest }] of this.#entries) {
      const isHeld = this.#acknowledged[probe] === digest
      if (!isHeld || last === first || last === this.#confirmed.get(probe)) continue
      confirmed[probe] = momentByNow(last, this.#parts.clock)
    }
    return confirmed
  }

  /** How many probes have something that the collector lacks. */
  unsent(): number {
    return this.#missing().length
  }

  #missing(): ProbeId[] {
    const digests = [...this.#entries].map(([probe, { digest }]) => [probe, digest])
    const here: Digests = Object.fromEntries(digests)
    return differing(here, this.#acknowledged).filter((probe) => !this.#isRefused(probe))
  }

  #isRefused(probe: ProbeId): boolean {
    const refusal = this.#refused[probe]
    if (!refusal || refusal.digest !== this.#entries.get(probe)?.digest) return false
    const ageMs = this.#parts.clock.now() - refusal.atMs
    return ageMs >= 0 && ageMs < refusalStandsMs
  }

  #save(): void {
    const entries = [...this.#entries].map(([probe, { first, body, digest }]) => {
      return { probe, observedAtMs: first.atMs, body, digest }
    })
    const { save } = this.#parts
    save({ entries, acknowledged: this.#acknowledged, refused: this.#refused })
  }
}

function withoutDamage(state: OutboxState): OutboxState {
  const entries = state.entries.filter(
    ({ body, digest }) => createHash('sha256').update(body).digest('hex') === digest,
  )
  return { ...state, entries }
}

function fits({ probe, body }: Observation, log: Log): boolean {
  const bytes = Buffer.byteLength(body)
  if (bytes <= limits.readingBytesMax) return true
  log.error({ probe, bytes, bytesMax: limits.readingBytesMax }, 'reading too large, not kept')
  return false
}
