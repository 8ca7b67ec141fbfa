import { dayOf } from '#domain/register.ts'
import { suggestedRoles } from '#domain/roles.ts'
import { changeOrganisations, previewChange } from '#store/organisations/changes.ts'
import { listOrganisations } from '#store/organisations/list.ts'
import { listChanges, listRoles, readOrganisation } from '#store/organisations/one.ts'
import { undoLastChange } from '#store/organisations/undo.ts'
import { requireAgency } from '#store/population.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { momentOf } from './moment.ts'
import { organisationWithin, treeWithin } from './organisations-within.ts'

type Handled =
  | 'organisations'
  | 'organisation'
  | 'previewOrganisationChange'
  | 'changeOrganisation'
  | 'organisationChanges'
  | 'undoOrganisationChange'
  | 'roles'

/** The organisations of the province: their tree, their changes and their roles. */
export function organisationHandlers({
  store,
  events,
  newId,
  now,
  provinceId,
}: ApiDeps): Pick<Handlers, Handled> {
  return {
    async organisations({ query: { asOf, knownAt, q, standing }, by, scope }) {
      const { asOfMs, shownMs } = momentOf(asOf, now)
      const listed = await listOrganisations(store, {
        asOfMs,
        nowMs: by.nowMs,
        knownAtMs: knownAt ?? null,
        q,
        isStandingOnly: standing === 'yes',
      })
      return { day: dayOf(shownMs), ...treeWithin(scope, listed.organisations) }
    },

    async organisation({ params: { id }, query, by, scope }) {
      await requireAgency(store.reader, scope, id)
      const { asOfMs } = momentOf(query.asOf, now)
      const view = await readOrganisation(store, { id, asOfMs, nowMs: by.nowMs })
      return organisationWithin(scope, view)
    },

    previewOrganisationChange: ({ body: { change }, by }) =>
      previewChange(store, change, { ...by, newId }),

    async changeOrganisation({ body: { change, expectedRevision: seen }, by }) {
      const effect = await changeOrganisations(store, change, { ...by, newId, seen })
      events.publish({ kind: 'register-changed', atMs: by.nowMs })
      return effect
    },

    organisationChanges: async () => ({ changes: await listChanges(store.reader) }),

    async undoOrganisationChange({ params: { id }, by }) {
      const effect = await undoLastChange(store, id, { ...by, newId })
      events.publish({ kind: 'register-changed', atMs: by.nowMs })
      return effect
    },

    async roles({ query: { knownAt } }) {
      const roles = await listRoles(store.reader, knownAt ?? null)
      return { roles, suggestions: [...suggestedRoles(provinceId, roles)] }
    },
  }
}
