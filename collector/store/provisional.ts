import type { Store } from '#collector/deps.ts'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import { factsAsOf } from './facts-as-of.ts'
import { hostFacts, loadFactsOf } from './facts.ts'
import { liftedReaders } from './hand-checks/lifted-readers.ts'
import { verificationAsOf } from './verification.ts'

type Look = { readonly hostIds: readonly string[]; readonly asOf: EpochMs | null }
type Provisional = ReadonlyMap<string, readonly ControlId[]>

/** The controls of each host that rested at a moment (null: now) on readers which nobody had checked. */
export type ProvisionalReader = (look: Look) => Promise<Provisional>

/** A page holds two hundred at most; so many hosts are kept, a few hundred bytes each. */
const hostsMax = 10_000

type Kept = { readonly facts: string; readonly controls: readonly ControlId[] }

/**
 * As `provisionalOf`, and keeps what it said of each host as it stands for as long as its row points to the same facts
 * and the same readers are checked: reading all facts of a page costs more than the page.
 */
export function createProvisionalReader(
  store: Pick<Store, 'reader' | 'engine'>,
): ProvisionalReader {
  let kept = new Map<string, Kept>()
  let keptLifted = ''

  function keep(id: string, one: Kept): void {
    kept.delete(id)
    kept.set(id, one)
    const [oldest] = kept.keys()
    if (kept.size > hostsMax && oldest !== undefined) kept.delete(oldest)
  }

  return async (look) => {
    if (look.asOf !== null || look.hostIds.length === 0) return provisionalOf(store, look)
    const lifted = JSON.stringify(await liftedReaders(store.reader, look))
    if (lifted !== keptLifted) [kept, keptLifted] = [new Map(), lifted]
    const pointers = await store.reader
      .selectFrom('host')
      .select(['id', 'facts'])
      .where('id', 'in', look.hostIds)
      .execute()
    const factsOf = new Map<string, string>(pointers.map(({ id, facts }) => [id, facts]))
    const found = new Map(
      [...factsOf].flatMap(([id, facts]) => {
        const one = kept.get(id)
        return one?.facts === facts ? [[id, one.controls] as const] : []
      }),
    )
    const hostIds = [...factsOf.keys()].filter((id) => !found.has(id))
    for (const [id, controls] of await provisionalOf(store, { hostIds, asOf: null })) {
      found.set(id, controls)
      // What was written between the two reads is kept under pointers that stand no more, and so read again.
      keep(id, { facts: factsOf.get(id) ?? '', controls })
    }
    return found
  }
}

/** The controls of each host that rested at a moment (null: now) on readers which nobody had checked. */
export async function provisionalOf(
  { reader, engine }: Pick<Store, 'reader' | 'engine'>,
  { hostIds, asOf }: Look,
): Promise<Provisional> {
  const held =
    asOf === null
      ? await loadFactsOf(reader, engine, hostIds)
      : await factsAsOf(reader, engine, { hostIds, asOf, knownMs: asOf, probes: probeIds })
  const { isProvisional } = await verificationAsOf(reader, { asOf })
  return new Map(
    [...held].map(([hostId, ofHost]) => {
      const facts = hostFacts(ofHost, probeIds)
      return [hostId, controlIds.filter((control) => isProvisional(control, facts))]
    }),
  )
}
