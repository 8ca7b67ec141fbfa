import { randomBytes } from 'node:crypto'
import { probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import { Refusal } from '#protocol/refusals.ts'
import { findIdentity, pseudonymsUnder } from '../identity.ts'
import type { ProbeContext } from '../probes/probe.ts'
import { takeSnapshot, type SnapshotEntry, type SnapshotSource } from '../snapshot.ts'
import { Usage } from '../usage.ts'
import { agentVersion } from '../version.ts'
import type { Tools } from './tools.ts'

/** Looks once and prints the readings as JSON. Uses no network and writes nothing. */
export async function snapshot(tools: Tools, probes: readonly ProbeId[]): Promise<void> {
  const { clock, config, system } = tools
  const context = contextOf(config.dataDir, clock.now())
  const source = sourceFor(tools, { system, context, now: clock.now })
  const entries = await takeSnapshot(source, probes.length > 0 ? probes : probeIds)
  tools.print(JSON.stringify(entries.map(shown), null, 2))
}

/** Where looks of this process come from; a bug in a probe goes to the log. */
export function sourceFor(
  { log }: Pick<Tools, 'log'>,
  source: Omit<SnapshotSource, 'onBug'>,
): SnapshotSource {
  return { ...source, onBug: (probe, error) => log.error({ probe, err: error }, 'probe failed') }
}

/** An entry as people read it: the digest names the bytes, the reading shows them. */
export function shown({ probe, observedAtMs, digest, reading }: SnapshotEntry) {
  return { probe, observedAtMs, digest, ...reading }
}

/** The context of the agent of this folder; where it cannot be read, pseudonyms are made under a key of the moment. */
export function contextOf(folder: string, nowMs: number): ProbeContext {
  try {
    const identity = findIdentity(folder)
    const lastDay = new Usage(folder, nowMs).lastDay(nowMs)
    if (identity) return { agentVersion, pseudonym: identity.pseudonym, lastDay }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
  return { agentVersion, pseudonym: pseudonymsUnder(randomBytes(32)), lastDay: null }
}
