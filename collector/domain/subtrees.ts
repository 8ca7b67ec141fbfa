import { latestVersion, type Life } from './organisation-life.ts'
import { agencyScopeOf, type TreeNode } from './organisations.ts'
import type { Day } from '#protocol/register.ts'

/** An agency under which others stand, with the ids of all of them and its own. */
export type Subtree = { readonly agencyId: string; readonly agencyIds: readonly string[] }

type Placed = Pick<TreeNode<{ readonly id: string; readonly parentId: string | null }>, 'id'> & {
  readonly ancestorIds: readonly string[]
}

/** Every agency of a state under which others of the state stand, in the order of ids. */
export function subtreesOf(tree: readonly Placed[], agencyIds: readonly string[]): Subtree[] {
  const there = new Set(agencyIds)
  return [...agencyIds]
    .sort()
    .map((agencyId) => {
      const under = agencyScopeOf(tree, agencyId).agencyIds.filter((id) => there.has(id))
      return { agencyId, agencyIds: under.toSorted() }
    })
    .filter((subtree) => subtree.agencyIds.length > 1)
}

/** Says of a day whether nothing stood under an agency, so that its own figures are those of all of it. */
export function aloneOn(lives: ReadonlyMap<string, Life>, agencyId: string): (day: Day) => boolean {
  const parts = [...lives.values()].filter((life) =>
    life.some(({ parentId }) => parentId === agencyId),
  )
  return (day) => !parts.some((life) => latestVersion(life, day)?.parentId === agencyId)
}
