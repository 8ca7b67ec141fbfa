import { sql } from 'kysely'
import type { Store } from '#collector/deps.ts'
import type { Life } from '#domain/organisation-life.ts'
import { planScopeOf, type TreeNode } from '#domain/organisations.ts'
import { dayOf } from '#domain/register.ts'
import type { OrganisationRow } from '#protocol/organisation-views.ts'
import type { EpochMs } from '#protocol/values.ts'
import { foldForSearch } from '../fold.ts'
import { population } from '../population.ts'
import type { Db } from '../schema.ts'
import { livesKnown, organisationsAsOf, organisationsUntil, type OrganisationAsOf } from './read.ts'
import { exclusionsKnown, fieldsOf, successionsKnown } from './rows.ts'

export type OrganisationLook = {
  /** Null: now. */
  readonly asOfMs: EpochMs | null
  readonly nowMs: EpochMs
  readonly knownAtMs: EpochMs | null
  readonly q: string | undefined
  /** Without those that ended before. */
  readonly isStandingOnly: boolean
}
type Node = TreeNode<OrganisationAsOf & { readonly isStanding: boolean }>

/** The rows of the tree that pass, with what they stand under, and how many organisations pass. */
export async function listOrganisations(
  { reader }: Pick<Store, 'reader'>,
  look: OrganisationLook,
): Promise<{ total: number; organisations: OrganisationRow[] }> {
  const day = dayOf(look.asOfMs ?? look.nowMs)
  const moment = { day, knownAtMs: look.knownAtMs ?? undefined }
  const tree: readonly Node[] = look.isStandingOnly
    ? (await organisationsAsOf(reader, moment)).map((one) => ({ ...one, isStanding: true }))
    : await organisationsUntil(reader, moment)
  const folded = foldForSearch(look.q ?? '')
  const matches = new Set(tree.filter((one) => isFound(one, folded)).map(({ id }) => id))
  const shown = new Set(
    tree.flatMap(({ id, ancestorIds }) => (matches.has(id) ? [id, ...ancestorIds] : [])),
  )
  const hosts = await hostsBelowOf(reader, tree, look.asOfMs)
  const signs = await signsOf(reader, tree, { day, knownAtMs: look.knownAtMs })
  const parents = new Set(tree.map(({ ancestorIds }) => ancestorIds.at(-1)))
  const organisations = tree
    .filter(({ id }) => shown.has(id))
    .map((node) => ({
      id: node.id,
      ...fieldsOf(node),
      isSample: node.isSample,
      isStanding: node.isStanding,
      depth: node.depth,
      hasParts: parents.has(node.id),
      isMatch: matches.has(node.id),
      ...hosts(node.id),
      ...signs(node.id),
    }))
  return { total: matches.size, organisations }
}

function isFound({ name, shortName, code }: Node, folded: string): boolean {
  return [name, shortName, code].some(
    (words) => words !== null && foldForSearch(words).includes(folded),
  )
}

/** The hosts of each agency: the number of the rows in the list that it opens. */
export async function hostsByAgency(
  reader: Db,
  asOfMs: EpochMs | null,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ agency_id: string; hosts: number }>`
    select p.agency_id, count(*) as hosts
    from ${population({ scope: 'all', asOfMs }, 'every')} p group by p.agency_id`.execute(reader)
  return new Map(rows.map(({ agency_id: id, hosts }) => [id, Number(hosts)]))
}

/** Sample agencies stand in no total of others, as in every total of hosts. */
async function hostsBelowOf(reader: Db, tree: readonly Node[], asOfMs: EpochMs | null) {
  const own = await hostsByAgency(reader, asOfMs)
  const below = new Map<string, number>()
  for (const { id, ancestorIds, isSample } of tree) {
    const hosts = own.get(id) ?? 0
    below.set(id, (below.get(id) ?? 0) + hosts)
    if (isSample) continue
    for (const above of ancestorIds) below.set(above, (below.get(above) ?? 0) + hosts)
  }
  return (id: string) => ({ hosts: own.get(id) ?? 0, hostsBelow: below.get(id) ?? 0 })
}

type Signs = Pick<OrganisationRow, 'successors' | 'exclusions' | 'standsFrom' | 'standsUntil'>

/** The first and the last day of an organisation. */
export const standingDays = (life: Life) => ({
  standsFrom: life[0]?.fromDay ?? '',
  standsUntil: life.at(-1)?.untilDay ?? null,
})

/** When each stood, what became of it, and outside which plans it lies. */
async function signsOf(
  reader: Db,
  tree: readonly Node[],
  { day, knownAtMs }: { day: string; knownAtMs: EpochMs | null },
) {
  const lives = await livesKnown(reader, knownAtMs)
  const successions = (await successionsKnown(reader, knownAtMs)).filter((one) => one.onDay <= day)
  const exclusions = await exclusionsKnown(reader, knownAtMs)
  const planIds = [...new Set(exclusions.map(({ planId }) => planId))].toSorted()
  const scopes = planIds.map((planId) => planScopeOf(tree, exclusions, { planId, day }))
  return (id: string): Signs => ({
    ...standingDays(lives.get(id) ?? []),
    successors: successions
      .filter(({ fromAgencyId }) => fromAgencyId === id)
      .map(({ toAgencyId, kind, onDay }) => ({
        id: toAgencyId,
        name: lives.get(toAgencyId)?.at(-1)?.name ?? '',
        kind,
        onDay,
      })),
    exclusions: scopes.flatMap((scope) => {
      const outside = scope.get(id)
      if (!outside) return []
      const { planId, reason, byAgencyId } = outside
      return [{ planId, reason, isInherited: byAgencyId !== id }]
    }),
  })
}
