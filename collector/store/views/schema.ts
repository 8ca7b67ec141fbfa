/** What a person keeps of a list: its name and the query of its address. */
type SavedViewTable = {
  id: string
  user_id: string
  screen: string
  name: string
  name_folded: string
  query: string
  created_ms: number
}

export type ViewsSchema = { saved_view: SavedViewTable }
