import type { Store } from '#collector/deps.ts'
import type { ProductNames } from '#domain/product-names.ts'
import type { HostId } from '#protocol/values.ts'
import { factsAsOf } from '../facts-as-of.ts'
import { hostFacts } from '../facts.ts'
import type { StateMoment } from '../snapshots/moment.ts'

const probes = ['antivirus'] as const

/** The antivirus products that hosts reported at a moment, each once; a host that could not look is absent. */
export async function readHostProducts(
  { reader, engine }: Pick<Store, 'reader' | 'engine'>,
  { hostIds, moment }: { readonly hostIds: readonly HostId[]; readonly moment: StateMoment },
  { idOf }: ProductNames,
): Promise<ReadonlyMap<HostId, readonly string[]>> {
  const look = { hostIds, asOf: moment.cutOffMs, knownMs: moment.knownMs, probes }
  const held = await factsAsOf(reader, engine, look)
  return new Map(
    [...held].flatMap(([hostId, ofHost]) => {
      const reading = hostFacts(ofHost, probes).antivirus?.reading
      if (reading?.state !== 'known') return []
      const ids = reading.facts.products.flatMap((product) => idOf(product) ?? [])
      return [[hostId, [...new Set(ids)].toSorted()] as const]
    }),
  )
}
