import type { AntivirusProductRow } from '#protocol/catalogue/antivirus-products.ts'
import type { Facts, ProbeId } from '#protocol/facts/registry.ts'
import type { UpdateStanding } from '#protocol/releases.ts'
import type { EpochMs, Maybe } from '#protocol/values.ts'
import type { System } from '../system.ts'
import type { ProbeCache } from './cache.ts'
import type { NeighbourMemory } from './neighbours/memory.ts'

/** What a probe may need beside the operating system; nothing here is chosen by the collector. */
export type ProbeContext = {
  readonly agentVersion: string
  /**
   * Keyed hash under a key that never leaves this machine, at most 40 characters: stands for a
   * person's account name.
   */
  pseudonym(name: string): string
  /** What the agent itself cost on the last whole day; null on the first. */
  readonly lastDay: Facts<'agent'>['lastDay']
  /** How the last update of the agent stands; null or left out: no release was offered to it. */
  readonly update?: UpdateStanding | null
  /** By which signs antivirus products are found, and which compiled reader is asked then. */
  readonly products: readonly AntivirusProductRow[]
  /** On which networks neighbours may be told, by this machine's own settings; left out: on none. */
  readonly neighbours?: {
    readonly networks: readonly string[]
    readonly memory: NeighbourMemory
  }
  /**
   * Spares work that an unchanged file would repeat; never changes an answer. Left out while
   * recording.
   */
  readonly cache?: ProbeCache
}

/** One look: the context, and the time of the look for what can only be judged against a clock. */
export type Look = ProbeContext & { readonly nowMs: EpochMs }

/**
 * Looks at one thing and answers with facts, or with why it could not look. Never throws for what a
 * machine may be like.
 */
export type Probe<Id extends ProbeId> = (system: System, look: Look) => Promise<Maybe<Facts<Id>>>
