import { pinnedRemedies, type RemedyId } from '#protocol/remedies.ts'
import type { Severity } from '#protocol/values.ts'
import { fraction, type Fraction } from '../fraction.ts'
import { rankOf } from '../judgement.ts'
import { addGain, byGain, type RemedyGain } from './gain.ts'

/** One remedy over all machines that need it, as far as it decides what comes first. */
export type Weighed = {
  readonly remedy: RemedyId
  readonly machines: number
  readonly severity: Severity
  readonly gains: readonly RemedyGain[]
}

/** The gain over all shares of the plan: what is proven, and what it is if all that is unknown turns out well. */
export function totalsOf(gains: readonly RemedyGain[]): { surely: Fraction; atMost: Fraction } {
  const shares = gains.filter(({ kind, denominator }) => kind === 'share' && denominator > 0)
  const sum = (of: (gain: RemedyGain) => number) =>
    shares.reduce(
      (total, gain) => addGain(total, { numerator: of(gain), denominator: gain.denominator }),
      fraction(0, 1),
    )
  return {
    surely: sum(({ surely }) => surely),
    atMost: sum(({ surely, perhaps }) => surely + perhaps),
  }
}

/** Open doors first; then what is proven to be worth most, what may be, what is gravest, and what concerns most. */
export function inOrder<One extends Weighed>(groups: readonly One[]): One[] {
  return groups
    .map((group) => ({ group, totals: totalsOf(group.gains) }))
    .toSorted((left, right) => {
      const [a, b] = [left.group, right.group]
      return (
        Number(isPinned(b)) - Number(isPinned(a)) ||
        byGain(left.totals.surely, right.totals.surely) ||
        byGain(left.totals.atMost, right.totals.atMost) ||
        rankOf(a.severity) - rankOf(b.severity) ||
        b.machines - a.machines ||
        (a.remedy < b.remedy ? -1 : 1)
      )
    })
    .map(({ group }) => group)
}

export const isPinned = ({ remedy }: Pick<Weighed, 'remedy'>): boolean =>
  pinnedRemedies.includes(remedy)
