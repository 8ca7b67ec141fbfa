import type { HostId } from '#protocol/values.ts'
import { loadFacts, type HeldFacts } from '#store/facts.ts'
import type { HostState } from '#store/host-state.ts'
import { loadPostures, type StoredPosture } from '#store/postures.ts'
import type { Engine } from '#store/engine.ts'
import type { Db } from '#store/schema.ts'

/** What is needed of a host to judge its next report. */
export type HeldHost = {
  readonly facts: HeldFacts
  readonly posture: StoredPosture | null
}

/** Some 15 kB each: the hosts of the last reports, not all that are connected. */
const hostsMax = 4096

/**
 * A copy of what stands of the hosts that reported last, so that their next report reads one row. The database is
 * the truth: what was kept at another revision than the row of the host names is read anew.
 */
export class HeldHosts {
  /** In the order of their last use. */
  readonly #kept = new Map<HostId, { readonly revision: number; readonly held: HeldHost }>()

  /** What stands of these hosts, whose rows are locked. */
  async of(
    trx: Db,
    engine: Engine,
    hosts: readonly HostState[],
  ): Promise<ReadonlyMap<HostId, HeldHost>> {
    const held = new Map<HostId, HeldHost>()
    const missing = hosts.filter(({ id, revision }) => {
      const kept = this.#kept.get(id)
      if (kept?.revision !== revision) return true
      held.set(id, kept.held)
      return false
    })
    if (missing.length === 0) return held
    const facts = await loadFacts(trx, engine, missing)
    const hostIds = missing.map(({ id }) => id)
    const postures = await loadPostures(trx, engine, { hostIds, asOfMs: null })
    for (const { id } of missing) {
      held.set(id, { facts: facts.get(id) ?? {}, posture: postures.get(id) ?? null })
    }
    return held
  }

  /** Keeps what was committed at this revision. */
  keep(hostId: HostId, revision: number, held: HeldHost): void {
    this.#kept.delete(hostId)
    this.#kept.set(hostId, { revision, held })
    if (this.#kept.size <= hostsMax) return
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined) this.#kept.delete(oldest)
  }
}
