import type { PlanIndicator } from '#protocol/plans.ts'
import type { DraftHead } from './draft-head-form.tsx'

/** One text that two people went on from. */
type Edited = { readonly base: DraftHead; readonly mine: DraftHead; readonly theirs: DraftHead }

/** What both wrote: my text where I changed it, theirs everywhere else, part by part and indicator by indicator. */
export function mergeDrafts({ base, mine, theirs }: Edited): DraftHead {
  const { indicators: _base, ...baseHead } = base.body
  const { indicators: _mine, ...mineHead } = mine.body
  const { indicators: _theirs, ...theirHead } = theirs.body
  const changed = Object.entries(mineHead).filter(
    ([name, value]) => !isSame(value, baseHead[name as keyof typeof baseHead]),
  )
  return {
    body: {
      ...theirHead,
      // Each stands under its own name, with the value that the form gave it.
      ...(Object.fromEntries(changed) as Partial<typeof mineHead>),
      indicators: mergeIndicators([base, mine, theirs].map(({ body }) => body.indicators)),
    },
    validFrom: isSame(mine.validFrom, base.validFrom) ? theirs.validFrom : mine.validFrom,
    validUntil: isSame(mine.validUntil, base.validUntil) ? theirs.validUntil : mine.validUntil,
  }
}

function mergeIndicators([base = [], mine = [], theirs = []]: PlanIndicator[][]): PlanIndicator[] {
  const lists = [base, mine, theirs].map((list) => new Map(list.map((one) => [one.id, one])))
  const [before, own, other] = lists
  const isUnclear = [base, mine, theirs].some((list, index) => list.length !== lists[index]?.size)
  // Two may have one id while they are edited; then they cannot be told apart, and mine stand as they are.
  if (!before || !own || !other || isUnclear) return isSame(mine, base) ? theirs : mine
  return [...new Set([...other.keys(), ...own.keys()])].flatMap((id) => {
    const is = own.get(id)
    return (isSame(is, before.get(id)) ? other.get(id) : is) ?? []
  })
}

const isSame = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right)
