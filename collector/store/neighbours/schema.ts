import type { Generated } from 'kysely'

/** A device that machines of an agency have seen on its declared networks. Old rows are deleted, see retention. */
type NeighbourTable = {
  agency_id: string
  mac: string
  /** Of the newest look. */
  address: string
  is_gateway: 0 | 1
  /** Of the registry of MACs when it was first seen; null: the registry names none. */
  vendor: string | null
  first_ms: number
  last_ms: number
}

/** By which machine a device was seen. */
type NeighbourSightTable = {
  agency_id: string
  mac: string
  host_id: string
  last_ms: number
}

/** What of a host was taken over: the same facts are not written again each hour. */
type NeighbourLookTable = {
  host_id: string
  agency_id: string
  fact_id: number
  /** Those of the agency at that time, by which its neighbours were let in. */
  networks: string
  looked_ms: number
}

/** Only appended to; the newest of a device holds. `reason` null: what was set aside is not any more. */
type NeighbourDecisionTable = {
  id: Generated<number>
  /** `<agency_id> <mac>` */
  neighbour: string
  agency_id: string
  mac: string
  reason: string | null
  author: string
  decided_ms: number
}

export type NeighboursSchema = {
  neighbour: NeighbourTable
  neighbour_sight: NeighbourSightTable
  neighbour_look: NeighbourLookTable
  neighbour_decision: NeighbourDecisionTable
}
