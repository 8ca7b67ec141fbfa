/** What somebody wrote about a host; never changed but for `retracted_…`. */
type HostNoteTable = {
  id: string
  host_id: string
  text: string
  actor: string
  recorded_ms: number
  retracted_by: string | null
  retracted_ms: number | null
}

/** Joined into `Schema`. */
export type NotesSchema = { host_note: HostNoteTable }
