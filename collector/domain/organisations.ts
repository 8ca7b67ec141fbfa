import type { PlanExclusion } from '#protocol/organisations.ts'
import type { OrganisationFields } from '#protocol/organisation-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Day } from '#protocol/register.ts'
import { dayAfter, holdsOn, startOfDayMs } from './organisation-days.ts'
import { versionOn, type Life } from './organisation-life.ts'

/** What the tree needs to know of an organisation. */
type Placed = { readonly id: string; readonly parentId: string | null }

export type TreeNode<T> = T & {
  readonly depth: number
  /** What it stands under, the root first. */
  readonly ancestorIds: readonly string[]
}

/**
 * Organisations as a tree, parents before what stands under them, siblings by `sortKeyOf` and then by id: the same
 * whatever the order they come in. What stands under something that is not among them stands at the root.
 */
export function treeOf<T extends Placed>(
  organisations: readonly T[],
  sortKeyOf: (organisation: T) => string,
): TreeNode<T>[] {
  const ordered = organisations
    .map((organisation) => ({ organisation, key: sortKeyOf(organisation) }))
    .toSorted(
      (left, right) =>
        compare(left.key, right.key) || compare(left.organisation.id, right.organisation.id),
    )
    .map(({ organisation }) => organisation)
  const known = new Set(ordered.map(({ id }) => id))
  const byParent = Map.groupBy(ordered, ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  )
  const nodes: TreeNode<T>[] = []
  const waiting = (byParent.get(null) ?? []).map((root) => ({ one: root, above: noIds })).reverse()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { one, above } = next
    nodes.push({ ...one, depth: above.length, ancestorIds: above })
    const parts = byParent.get(one.id) ?? []
    waiting.push(...parts.map((part) => ({ one: part, above: [...above, one.id] })).reverse())
  }
  return nodes
}

const noIds: readonly string[] = []
const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0)

/** An organisation and everything under it: whose hosts are meant by its name. */
export function agencyScopeOf(
  tree: readonly Pick<TreeNode<Placed>, 'id' | 'ancestorIds'>[],
  agencyId: string,
): { readonly agencyIds: readonly string[] } {
  const agencyIds = tree
    .filter(({ id, ancestorIds }) => id === agencyId || ancestorIds.includes(agencyId))
    .map(({ id }) => id)
  return { agencyIds }
}

/** Why an organisation is outside a plan. `byAgencyId`: the one that was excluded, itself or above it. */
export type OutsidePlan<E extends PlanExclusion> = E & { readonly byAgencyId: string }

/** What lies outside a plan on a day: what was excluded by name, and everything under it. */
export function planScopeOf<E extends PlanExclusion>(
  tree: readonly Pick<TreeNode<Placed>, 'id' | 'ancestorIds'>[],
  exclusions: readonly E[],
  { planId, day }: { readonly planId: string; readonly day: Day },
): ReadonlyMap<string, OutsidePlan<E>> {
  const holding = exclusions.filter((one) => one.planId === planId && holdsOn(one, day))
  const byAgency = new Map(holding.map((one) => [one.agencyId, one]))
  const outside = new Map<string, OutsidePlan<E>>()
  for (const { id, ancestorIds } of tree) {
    const byAgencyId = [id, ...ancestorIds.toReversed()].find((one) => byAgency.has(one))
    const exclusion = byAgencyId === undefined ? undefined : byAgency.get(byAgencyId)
    if (byAgencyId === undefined || exclusion === undefined) continue
    outside.set(id, { ...exclusion, byAgencyId })
  }
  return outside
}

/**
 * Checks that on every day each organisation stands under one that stands, and none under itself.
 * @throws Refusal ORGANISATION_PARENT_NOT_STANDING, ORGANISATION_CYCLE
 */
export function checkForest(lives: ReadonlyMap<string, Life>): void {
  for (const day of daysOfChange(lives)) {
    const standing = new Map<string, OrganisationFields>()
    for (const [id, life] of lives) {
      const version = versionOn(life, day)
      if (version) standing.set(id, version)
    }
    checkForestOn(standing, lives, day)
  }
}

/** The forest is the same between two of these days. */
function daysOfChange(lives: ReadonlyMap<string, Life>): readonly Day[] {
  const days = new Set<Day>()
  for (const life of lives.values()) {
    for (const { fromDay, untilDay } of life) {
      days.add(fromDay)
      if (untilDay !== null) days.add(dayAfter(untilDay))
    }
  }
  return [...days].toSorted(compare)
}

function checkForestOn(
  standing: ReadonlyMap<string, OrganisationFields>,
  lives: ReadonlyMap<string, Life>,
  day: Day,
): void {
  const isRooted = new Set<string>()
  for (const [id, { name }] of standing) {
    const way = new Set<string>()
    let at: string | null = id
    while (at !== null && !isRooted.has(at)) {
      const version = standing.get(at)
      if (!version) throw parentMissing({ lives, parentId: at, way, standing }, day)
      if (way.has(at)) throw new Refusal('ORGANISATION_CYCLE', { name, parent: version.name })
      way.add(at)
      at = version.parentId
    }
    for (const one of way) isRooted.add(one)
  }
}

type Missing = {
  readonly lives: ReadonlyMap<string, Life>
  readonly parentId: string
  readonly way: ReadonlySet<string>
  readonly standing: ReadonlyMap<string, OrganisationFields>
}

function parentMissing({ lives, parentId, way, standing }: Missing, day: Day): Refusal {
  const child = [...way].at(-1) ?? ''
  return new Refusal('ORGANISATION_PARENT_NOT_STANDING', {
    name: standing.get(child)?.name ?? child,
    parent: lives.get(parentId)?.at(-1)?.name ?? parentId,
    onDayAtMs: startOfDayMs(day),
  })
}
