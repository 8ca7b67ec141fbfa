import type { Store } from '#collector/deps.ts'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import { factsAsOf } from './facts-as-of.ts'
import { hostFacts, loadFactsOf } from './facts.ts'
import { verificationAsOf } from './verification.ts'

/** The controls of each host that rested at a moment (null: now) on readers which nobody had checked. */
export async function provisionalOf(
  { reader, engine }: Pick<Store, 'reader' | 'engine'>,
  { hostIds, asOf }: { readonly hostIds: readonly string[]; readonly asOf: EpochMs | null },
): Promise<ReadonlyMap<string, readonly ControlId[]>> {
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
