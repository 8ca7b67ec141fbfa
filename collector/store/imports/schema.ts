import type { EntryKind } from '#protocol/register.ts'

/** One uploaded file and what became of it. What it wrote are the rows of `entry` with its id. */
type ImportTable = {
  id: string
  file_name: string
  file_bytes: number
  /** SHA-256 of the bytes. */
  digest: string
  /** The bytes, until they are imported or forgotten. */
  content: Uint8Array | null
  status: 'draft' | 'done' | 'undone'
  kind: EntryKind | null
  agency_id: string | null
  from_day: string | null
  /** `ImportCounts`, as JSON. */
  counts: string | null
  uploaded_ms: number
  actor: string
  /** Of which agency somebody was who uploaded it; null: of the province. */
  owner_agency_id: string | null
  done_ms: number | null
  undone_ms: number | null
  undone_by: string | null
  undo_skipped: number | null
}

/** To which field each column went when somebody imported a file with these heads. */
type ImportMappingTable = {
  kind: EntryKind
  signature: string
  /** One field or null per column, as JSON. */
  mapping: string
  used_ms: number
  actor: string
}

/** Joined into `Schema`. */
export type ImportSchema = { import: ImportTable; import_mapping: ImportMappingTable }
