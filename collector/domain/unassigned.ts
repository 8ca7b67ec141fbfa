import {
  matchMachines,
  type MatchDecision,
  type RegisterMachine,
  type SignedHost,
} from './matching.ts'
import type { Day } from '#protocol/register.ts'

/** An agency that was split, and into what. */
export type SplitAgency = {
  readonly agencyId: string
  readonly onDay: Day
  /** It is no more: all that it declared has to go somewhere. */
  readonly isEnded: boolean
  readonly partIds: readonly string[]
}

/** An entry of an agency that was split, of which nobody has said where it belongs. */
export type Unassigned = {
  readonly entryId: string
  readonly split: SplitAgency
  /** The part whose computer it is, by its signs; null: nothing tells. */
  readonly suggestedId: string | null
}

type Asked = {
  readonly splits: readonly SplitAgency[]
  /** What stands, with the agency that declared it; machines alone have signs. */
  readonly entries: readonly { readonly entryId: string; readonly agencyId: string }[]
  readonly machines: readonly RegisterMachine[]
  readonly hosts: readonly SignedHost[]
  readonly decisions: readonly MatchDecision[]
}

/**
 * What a split left without an owner: all entries of an agency that ended in more than one part, and of one that
 * goes on the machines whose computers went to a part. A machine is suggested to the part that has its computer.
 */
export function unassignedOf({ splits, entries, machines, hosts, decisions }: Asked): Unassigned[] {
  return splits.flatMap((split) => {
    const { agencyId, isEnded, partIds } = split
    if (isEnded && partIds.length < 2) return []
    const own = machines.filter((machine) => machine.agencyId === agencyId)
    const found = new Map<string, string[]>()
    for (const partId of partIds) {
      const asIfThere = own.map((machine) => ({ ...machine, agencyId: partId }))
      for (const { entryId } of matchMachines(asIfThere, hosts, decisions).matches) {
        found.set(entryId, [...(found.get(entryId) ?? []), partId])
      }
    }
    return entries
      .filter((entry) => entry.agencyId === agencyId)
      .flatMap(({ entryId }): Unassigned[] => {
        const parts = found.get(entryId) ?? []
        const suggestedId = parts.length === 1 ? (parts[0] ?? null) : null
        return isEnded || suggestedId !== null ? [{ entryId, split, suggestedId }] : []
      })
  })
}
