import { sql } from 'kysely'
import type { Store } from '#collector/deps.ts'
import { foldForSearch } from './fold.ts'

/**
 * What the index of names says of a search: the ids of all hosts that may hold the words, and of some that hold their
 * letters elsewhere; `many` of them; or `unasked`: there is no such index, or too few letters to ask it by.
 */
export type FoundHosts = readonly string[] | 'many' | 'unasked'

/** Beyond so many, looking at the hosts one after another finds a page sooner than sorting those that were found. */
const foundMax = 8000
const lettersOfOne = 3
/** Names that begin alike differ at their ends; what is found is compared with the whole of the words anyway. */
const threesMax = 4

/** Asks the index of names, of today's: a past day is searched by them too. */
export async function findByName(
  { engine, reader }: Pick<Store, 'engine' | 'reader'>,
  q: string | undefined,
): Promise<FoundHosts> {
  const asked = engine === 'sqlite' ? lettersOf(foldForSearch(q ?? '')) : null
  if (asked === null) return 'unasked'
  const { rows } = await sql<{ id: string }>`
    select n.host_id as id from host_number n where n.number in (
      select rowid from host_search where host_search match ${asked} limit ${foundMax + 1})`.execute(
    reader,
  )
  return rows.length > foundMax ? 'many' : rows.map(({ id }) => id)
}

/** The last threes of letters in a row, as the index is asked for them; null: there are fewer. */
function lettersOf(folded: string): string | null {
  const letters = [...folded]
  const count = letters.length - lettersOfOne + 1
  if (count < 1) return null
  const threes = Array.from({ length: count }, (_, at) =>
    letters.slice(at, at + lettersOfOne).join(''),
  )
  return [...new Set(threes.slice(-threesMax))]
    .map((three) => `"${three.replaceAll('"', '""')}"`)
    .join(' AND ')
}
