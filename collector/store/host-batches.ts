import type { Store } from '#collector/deps.ts'
import type { HostQuery } from '#protocol/host-query.ts'
import type { EpochMs } from '#protocol/values.ts'
import { inBatches } from './batches.ts'
import type { HostFilters } from './host-filters.ts'
import { findPage } from './host-pages.ts'
import { hostsInOrder, type ListedHost } from './hosts.ts'
import type { Scope } from './population.ts'

/** More hosts than any province has; their ids alone stand in memory. */
const hostsMax = 1_000_000
/** Nothing else happens on the thread meanwhile. */
const hostsAtOnce = 100

/** A list in whole: how many there are is known before the first of them is read. */
export type HostBatches = {
  readonly total: number
  readonly batches: AsyncIterable<readonly ListedHost[]>
}

/**
 * Every host that passes all filters, in the order of the list, a few hundred at a time.
 * Which hosts and in which order is decided once, by the same statement that makes the list. Given the connection of
 * `atOneMoment`, what each of them shows is of that moment too.
 */
export async function batchHosts(
  store: Pick<Store, 'engine' | 'reader'>,
  look: {
    readonly scope: Scope
    readonly asOfMs: EpochMs | null
    readonly query: HostFilters & Pick<HostQuery, 'sort'>
  },
): Promise<HostBatches> {
  const { query, ...view } = look
  const { total, ids } = await findPage(store, view, { ...query, page: 1, pageSize: hostsMax })
  const read = (few: readonly string[]) => hostsInOrder(store, view, few)
  return { total, batches: inBatches(ids, { size: hostsAtOnce, read }) }
}
