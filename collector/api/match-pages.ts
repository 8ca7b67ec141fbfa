import type { MatchQuery } from '#protocol/register-routes.ts'
import type { MatchView } from '#protocol/register-views.ts'
import type { RouteOutput } from '#protocol/routes.ts'

const keyOf = ({ machine, host }: MatchView) => `${machine.entryId}.${host.hostId}`

/** The order of pairs within an agency: that of their ids, which no decision changes. */
export function byPair(left: MatchView, right: MatchView): number {
  const [one, other] = [keyOf(left), keyOf(right)]
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** What names the place after a pair, also when the pair is no longer in the list. */
const cursorOf = (match: MatchView) => `${match.agency.id}.${keyOf(match)}`

/** Pairs that stand by agency and then `byPair`, and all agencies in that order, those without a pair too. */
export type MatchList = { readonly agencyIds: readonly string[]; readonly matches: MatchView[] }

/** One page of a list. A cursor of an agency that is no longer there begins the list. */
export function matchPageOf(
  list: MatchList,
  { after, pageSize }: Pick<MatchQuery, 'after' | 'pageSize'>,
): RouteOutput<'matches'> {
  const { matches: all } = list
  const before = placeAfter(list, after ?? '')
  const matches = all.slice(before, before + pageSize)
  const last = matches.at(-1)
  const isLast = before + matches.length >= all.length
  return {
    total: all.length,
    before,
    pageSize,
    previous: before === 0 ? null : previousOf(all, before - pageSize),
    next: isLast || !last ? null : cursorOf(last),
    matches,
  }
}

/** The cursor of the page that begins at an index; '' begins the list. */
function previousOf(all: readonly MatchView[], begins: number): string {
  const match = all[begins - 1]
  return match ? cursorOf(match) : ''
}

/** How many pairs stand before the first one after a cursor. */
function placeAfter({ agencyIds, matches }: MatchList, cursor: string): number {
  const [agencyId = '', ...key] = cursor.split('.')
  const places = new Map(agencyIds.map((id, index) => [id, index]))
  const place = places.get(agencyId)
  if (place === undefined) return 0
  const beyond = matches.findIndex((match) => {
    const at = places.get(match.agency.id) ?? 0
    return at > place || (at === place && keyOf(match) > key.join('.'))
  })
  return beyond === -1 ? matches.length : beyond
}
