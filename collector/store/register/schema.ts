import type { Generated } from 'kysely'
import type { EntryKind } from '#protocol/register.ts'
import type { HostClass } from '#protocol/values.ts'

/**
 * One version of what an agency declares; never changed but for `superseded_…`. It holds from `from_day` until the
 * next version of its entry that stands. A version supersedes those of its entry that began on its day or later, so
 * two that stand never begin on one day.
 */
type EntryTable = {
  row_id: Generated<number>
  entry_id: string
  kind: EntryKind
  /** The same over all versions of an entry. */
  agency_id: string
  /** One of `entryBodies`, as JSON. */
  body: string
  /** What the entry is known by within agency and kind, folded; null: nothing tells it from others. */
  code_folded: string | null
  search_folded: string
  class: HostClass | null
  /** Of a machine or a device: where it is. */
  state: string | null
  from_day: string
  recorded_ms: number
  superseded_ms: number | null
  /** The version that superseded it. */
  superseded_by: number | null
  /** From its day on there is no such thing; the body is the last one. */
  is_withdrawn: 0 | 1
  actor: string
  evidence: string | null
  import_id: string | null
}

/** What a person decided about a machine of the register and a host. What signs alone say is computed, not stored. */
type MachineMatchTable = {
  match_id: Generated<number>
  entry_id: string
  host_id: string
  decision: 'matched' | 'rejected'
  basis: 'serial' | 'asset-tag' | 'mac' | 'name' | 'person'
  actor: string
  recorded_ms: number
  superseded_ms: number | null
}

/** By what an enrolled host can be told, as we knew it: copied from its hardware facts when they change. */
type HostSignsTable = {
  host_id: string
  recorded_ms: number
  superseded_ms: number | null
  serial: string | null
  asset_tag: string | null
  /** Of physical cards, as a JSON array. */
  macs: string
}

/** Joined into `Schema`. */
export type RegisterSchema = {
  entry: EntryTable
  machine_match: MachineMatchTable
  host_signs: HostSignsTable
}
