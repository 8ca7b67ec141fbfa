import { randomBytes } from 'node:crypto'
import { probeIds, type ProbeId } from '#protocol/facts/registry.ts'
import { Refusal } from '#protocol/refusals.ts'
import { openCatalogue } from '../catalogue.ts'
import { findIdentity, pseudonymsUnder } from '../identity.ts'
import { yieldToOthers } from '../priority.ts'
import { Patience } from '../probe-budget.ts'
import { openNeighbourMemory } from '../probes/neighbours/memory.ts'
import type { ProbeContext } from '../probes/probe.ts'
import { residentBytes } from '../resident-memory.ts'
import { takeSnapshot, type SnapshotEntry, type SnapshotSource } from '../snapshot.ts'
import { Usage } from '../usage.ts'
import { agentVersion } from '../version.ts'
import type { Tools } from './tools.ts'

/** Looks once and prints the readings as JSON. Uses no network and writes nothing. */
export async function snapshot(tools: Tools, probes: readonly ProbeId[]): Promise<void> {
  const { clock, system } = tools
  await yieldToOthers(system)
  const neighbours = { networks: tools.config.networks, memory: openNeighbourMemory(null) }
  const context = { ...contextOf(tools, clock.now()), neighbours }
  const patience = new Patience({ steadyMs: clock.steadyMs, residentBytes })
  const source = sourceFor(tools, { system, context, patience, now: clock.now })
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
export function contextOf({ config, log }: Tools, nowMs: number): ProbeContext {
  const { catalogueKeys, dataDir } = config
  const products = openCatalogue({ folder: dataDir, keys: catalogueKeys, log }).products()
  try {
    const identity = findIdentity(dataDir)
    const lastDay = new Usage(dataDir, nowMs).lastDay(nowMs)
    if (identity) return { agentVersion, pseudonym: identity.pseudonym, lastDay, products }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
  return { agentVersion, pseudonym: pseudonymsUnder(randomBytes(32)), lastDay: null, products }
}
