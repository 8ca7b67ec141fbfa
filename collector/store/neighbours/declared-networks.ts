import { dayOf } from '#domain/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { entriesAsOf } from '../register/entries.ts'
import type { Db } from '../schema.ts'

/** The networks that the LANs of each agency declare now, sorted; an agency that declares none is left out. */
export async function declaredNetworks(
  db: Db,
  nowMs: EpochMs,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const moment = { asOfDay: dayOf(nowMs), knownAtMs: null }
  const entries = await entriesAsOf(db, { ...moment, kinds: ['lan'] })
  const networks = new Map<string, Set<string>>()
  for (const { agencyId, ...entry } of entries) {
    if (entry.kind !== 'lan' || !entry.body.networks?.length) continue
    const own = networks.get(agencyId) ?? new Set()
    for (const network of entry.body.networks) own.add(network)
    networks.set(agencyId, own)
  }
  return new Map([...networks].map(([agencyId, own]) => [agencyId, [...own].sort()]))
}
