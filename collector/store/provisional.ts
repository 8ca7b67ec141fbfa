import type { Store } from '#collector/deps.ts'
import { productVerification, verificationOf, withLifted } from '#domain/verification.ts'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import { hostFacts, loadFactsOf } from './facts.ts'
import { liftedReaders } from './hand-checks/lifted-readers.ts'

/** The controls of each host that rest on readers which nobody has checked, by the facts that are held now. */
export async function provisionalOf(
  { reader, engine }: Pick<Store, 'reader' | 'engine'>,
  hostIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ControlId[]>> {
  const held = await loadFactsOf(reader, engine, hostIds)
  const lifted = await liftedReaders(reader, { asOf: null })
  const { isProvisional } = verificationOf(withLifted(productVerification.rows, lifted))
  return new Map(
    [...held].map(([hostId, ofHost]) => {
      const facts = hostFacts(ofHost, probeIds)
      return [hostId, controlIds.filter((control) => isProvisional(control, facts))]
    }),
  )
}
