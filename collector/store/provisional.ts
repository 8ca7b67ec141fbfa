import type { Store } from '#collector/deps.ts'
import { isProvisional } from '#domain/verification.ts'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import { hostFacts, loadFactsOf } from './facts.ts'

/** The controls of each host that rest on readers which nobody has checked, by the facts that are held now. */
export async function provisionalOf(
  { reader, engine }: Pick<Store, 'reader' | 'engine'>,
  hostIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ControlId[]>> {
  const held = await loadFactsOf(reader, engine, hostIds)
  return new Map(
    [...held].map(([hostId, ofHost]) => {
      const facts = hostFacts(ofHost, probeIds)
      return [hostId, controlIds.filter((control) => isProvisional(control, facts))]
    }),
  )
}
