import type { HostQuery } from '#protocol/host-query.ts'
import type { NamedHosts } from '#store/host-filters.ts'
import { chosenAgency, type Viewpoint } from '#store/population.ts'
import type { WorkReader } from '#store/work/read-machines.ts'

type Asked = Pick<HostQuery, 'remedy' | 'agency'>

/** The query of a list of hosts with the hosts that need its remedy, by the same reading that the queue counts. */
export async function withRemedy<Query extends Asked>(
  readWork: WorkReader,
  view: Viewpoint,
  query: Query,
): Promise<Query & NamedHosts> {
  const { remedy, agency } = query
  if (remedy === undefined) return query
  const hosts = await readWork(view, chosenAgency(agency))
  const needing = hosts.filter(({ faults }) => faults.some((fault) => fault.remedy === remedy))
  return { ...query, hostIds: needing.map(({ id }) => id) }
}
