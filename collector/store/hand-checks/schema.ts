import type { Generated } from 'kysely'
import type { ControlId } from '#protocol/controls.ts'
import type { Finding } from '#protocol/hand-checks.ts'
import type { HostClass } from '#protocol/values.ts'

/** A sample that was drawn. Only `finished_…` and `checked_…` are written later, once. */
type HandCheckTable = {
  id: string
  /** Null: of the whole province. */
  agency_id: string | null
  seed: string
  is_stratified: 0 | 1
  population: number
  /** What was drawn from: one line for each machine, so that anybody can draw again. */
  frame: string
  frame_digest: string
  drawn_ms: number
  drawn_by: string
  finished_ms: number | null
  finished_by: string | null
  /** Who stood before the machines, and on which day. */
  checked_by: string | null
  checked_on: string | null
}

/** One machine of a sample, as it was when it was drawn. */
type HandCheckMachineTable = {
  check_id: string
  position: number
  host_id: string
  host_name: string
  agency_name: string
  class: HostClass
  room: string | null
  platform: string | null
  /** What the system said then, by control, as JSON. */
  said: string
}

/** What somebody found at a machine. A correction supersedes, nothing is changed. */
type HandCheckFindingTable = {
  id: Generated<number>
  check_id: string
  position: number
  control: ControlId
  found: Finding
  note: string | null
  actor: string
  recorded_ms: number
  superseded_ms: number | null
}

/** How a reader did in a finished check. */
type ReaderCheckTable = {
  check_id: string
  reader: string
  platform: string
  compared: number
  agreed: number
  checked_on: string
  checked_by: string
  recorded_ms: number
}

/** Joined into `Schema`. */
export type HandChecksSchema = {
  hand_check: HandCheckTable
  hand_check_machine: HandCheckMachineTable
  hand_check_finding: HandCheckFindingTable
  reader_check: ReaderCheckTable
}
