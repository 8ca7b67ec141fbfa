import type { OrganisationRow, OrganisationView } from '#protocol/organisation-views.ts'
import { isWithin, type Scope } from '#store/population.ts'

type Tree = { readonly total: number; readonly organisations: OrganisationRow[] }

/** The part of a tree that stands in a scope; nothing in it names what stands outside. */
export function treeWithin(scope: Scope, rows: readonly OrganisationRow[]): Tree {
  const seen = rows.filter(({ id }) => isWithin(scope, id))
  const top = Math.min(...seen.map(({ depth }) => depth))
  return {
    total: seen.filter(({ isMatch }) => isMatch).length,
    organisations: seen.map((row) => ({
      ...row,
      depth: row.depth - top,
      parentId: seenIn(scope, row.parentId),
      successors: row.successors.filter(({ id }) => isWithin(scope, id)),
    })),
  }
}

/** One organisation without the names of those that stand outside a scope. */
export function organisationWithin(scope: Scope, view: OrganisationView): OrganisationView {
  const seen = <T extends { id: string }>(ones: readonly T[]) =>
    ones.filter(({ id }) => isWithin(scope, id))
  const withRoles = (roles: OrganisationView['roles']) =>
    roles.filter(
      ({ agencyId, forAgencyId }) =>
        (agencyId === null || isWithin(scope, agencyId)) &&
        (forAgencyId === null || isWithin(scope, forAgencyId)),
    )
  return {
    ...view,
    ancestors: seen(view.ancestors),
    parts: seen(view.parts),
    versions: view.versions.map((version) => ({
      ...version,
      parentId: seenIn(scope, version.parentId),
    })),
    successors: seen(view.successors),
    predecessors: seen(view.predecessors),
    roles: withRoles(view.roles),
    contactPoints: withRoles(view.contactPoints),
  }
}

const seenIn = (scope: Scope, id: string | null) => (isWithin(scope, id) ? id : null)
