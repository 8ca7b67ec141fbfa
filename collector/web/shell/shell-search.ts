import { shellShape } from '../addresses.ts'
import { readKnown, type KnownBy } from '../known-search.ts'

/** What stands after the `?` of every screen: the past moment that is shown, and the form for a wall screen. */
export type ShellSearch = KnownBy<typeof shellShape>

/** What goes along from one screen to the next until the reader leaves it. */
export const keptInAddress = ['asOf', 'kiosk'] as const satisfies readonly (keyof ShellSearch)[]

export function readShell(raw: Record<string, unknown>): ShellSearch {
  const known = readKnown(shellShape, raw)
  const isUnreadable = raw['asOf'] !== undefined && known.asOf === undefined
  return isUnreadable ? { ...known, asOfFault: 'unreadable' } : known
}

/** What is wrong with the moment of an address; null where nothing is. */
export function faultOfAsOf(
  { asOf, asOfFault }: ShellSearch,
  nowMs: number,
): 'unreadable' | 'future' | null {
  if (asOf === undefined) return asOfFault ?? null
  return asOf > nowMs ? 'future' : null
}
