import type { Changed } from '../people/schema.ts'

/** What a person keeps of a list: its name and the query of its address. */
type SavedViewTable = Changed & {
  id: string
  user_id: string
  screen: string
  name: string
  name_folded: string
  query: string
  created_ms: number
}

export type ViewsSchema = { saved_view: SavedViewTable }
