import { createHash } from 'node:crypto'
import { canonicalJson } from '#protocol/delta.ts'
import {
  probeIds,
  readingSchemas,
  type Facts,
  type ProbeId,
  type Reading,
} from '#protocol/facts/registry.ts'
import { limits } from '#protocol/limits.ts'
import { isUnknown, unknown, type Digest, type EpochMs, type Maybe } from '#protocol/values.ts'
import type { Patience } from './probe-budget.ts'
import type { Look, Probe, ProbeContext } from './probes/probe.ts'
import { probes } from './probes/registry.ts'
import type { System } from './system.ts'

/**
 * The answer of one probe as it is kept and sent: `body` are its canonical bytes, `digest` their
 * SHA-256.
 */
export type SnapshotEntry<Id extends ProbeId = ProbeId> = {
  readonly probe: Id
  readonly observedAtMs: EpochMs
  readonly reading: Reading<Id>
  readonly body: string
  readonly digest: Digest
}

export type SnapshotSource = {
  readonly system: System
  readonly context: ProbeContext
  /** Gives up on probes that cost too much. Left out where a recording answers, which costs nothing. */
  readonly patience?: Patience
  now(): EpochMs
  /** Told of a probe that threw or broke its own spec: a bug, never the fault of the machine. */
  onBug(probe: ProbeId, error: unknown): void
}

/**
 * Runs the probes that are due, one after the other, and answers one entry for each, in the same
 * order.
 * Whatever happens to a probe, its entry is well-formed: what cannot be said is unknown.
 */
export async function takeSnapshot(
  source: SnapshotSource,
  due: readonly ProbeId[],
): Promise<SnapshotEntry[]> {
  const entries: SnapshotEntry[] = []
  for (const id of due) entries.push(await entryOf(source, id))
  return entries
}

/** Every probe there is, in the order of the registry. */
export function snapshotAll(source: SnapshotSource): Promise<SnapshotEntry[]> {
  return takeSnapshot(source, probeIds)
}

async function entryOf<Id extends ProbeId>(
  source: SnapshotSource,
  probe: Id,
): Promise<SnapshotEntry<Id>> {
  const observedAtMs = source.now()
  const look: Look = { ...source.context, nowMs: observedAtMs }
  const reading = checked(source, probe, await read(source, probe, look))
  const body = canonicalJson(reading)
  const sizeBytes = Buffer.byteLength(body)
  if (sizeBytes <= limits.readingBytesMax) {
    return { probe, observedAtMs, reading, body, digest: sha256(body) }
  }
  const short = unknown('too-large', `${sizeBytes} bytes exceeds ${limits.readingBytesMax}`)
  const shortBody = canonicalJson(short)
  return { probe, observedAtMs, reading: short, body: shortBody, digest: sha256(shortBody) }
}

async function read<Id extends ProbeId>(
  source: SnapshotSource,
  id: Id,
  look: Look,
): Promise<Reading<Id>> {
  const probe: Probe<Id> = probes[id]
  const { patience, system } = source
  const ask = (through: System) => probe(through, look)
  try {
    return asReading(await (patience ? patience.ask(id, system, ask) : ask(system)))
  } catch (error) {
    source.onBug(id, error)
    return unknown('not-understood', 'the probe failed')
  }
}

function asReading<Id extends ProbeId>(answer: Maybe<Facts<Id>>): Reading<Id> {
  return isUnknown(answer) ? answer : { state: 'known', facts: answer }
}

/** A reading that its own spec refuses would be refused by the collector too: it never leaves. */
function checked<Id extends ProbeId>(
  source: SnapshotSource,
  id: Id,
  reading: Reading<Id>,
): Reading<Id> {
  const parsed = readingSchemas[id].safeParse(reading)
  if (parsed.success) return parsed.data
  source.onBug(id, parsed.error)
  const [issue] = parsed.error.issues
  return unknown('not-understood', `refused by its spec at ${issue?.path.join('.') ?? 'the root'}`)
}

function sha256(text: string): Digest {
  return createHash('sha256').update(text).digest('hex')
}
