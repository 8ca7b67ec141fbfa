import { z } from 'zod'
import { administrators, overseers, readers } from './access.ts'
import { organisationChange } from './organisation-changes.ts'
import {
  changeEffect,
  changeView,
  organisationRow,
  organisationView,
  roleSuggestion,
  roleView,
} from './organisation-views.ts'
import { day } from './register.ts'
import { expectedRevision } from './revision.ts'
import { epochMs } from './values.ts'

const asOf = z.coerce.number().pipe(epochMs).optional()
const moment = {
  asOf,
  /** As it was known at this moment; without it, as it is known now. */
  knownAt: asOf,
}
const change = z.object({ change: organisationChange })
const changeOfSeen = change.extend({
  /** That of the organisation that was looked at; null: nothing was, as where a program brings a tree in. */
  expectedRevision: expectedRevision.nullable().default(null),
})

/** The organisations of the province, their roles and their changes. Spread into `routes`. */
export const organisationRoutes = {
  organisations: {
    method: 'GET',
    path: '/api/organisations',
    access: readers,
    summary: 'The tree of organisations on a day, with the hosts of each.',
    query: z.object({
      ...moment,
      /** Finds in name, short name and code; case and diacritics do not matter. */
      q: z.string().trim().max(100).optional(),
      /** `no`: those that ended before are in it too. */
      standing: z.enum(['yes', 'no']).default('yes'),
    }),
    output: z.object({ day, organisations: z.array(organisationRow), total: z.int().min(0) }),
  },
  organisation: {
    method: 'GET',
    path: '/api/organisations/:id',
    access: readers,
    summary: 'One organisation: its versions, successors, exclusions and roles.',
    params: z.object({ id: z.string().max(40) }),
    query: z.object({ asOf }),
    output: organisationView,
  },
  previewOrganisationChange: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/organisation-changes/preview',
    access: administrators,
    summary: 'What a change would move. Nothing is changed.',
    body: change,
    output: changeEffect,
  },
  changeOrganisation: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/organisation-changes',
    access: administrators,
    summary:
      'Create, correct, rename, move, merge, split or end; exclude from a plan; assign a role.',
    body: changeOfSeen,
    output: changeEffect,
  },
  organisationChanges: {
    method: 'GET',
    path: '/api/organisation-changes',
    access: overseers,
    summary: 'The newest changes first; the first that stands is the one that can be undone.',
    output: z.object({ changes: z.array(changeView) }),
  },
  undoOrganisationChange: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/organisation-changes/:id/undo',
    access: administrators,
    summary: 'Undo a change, if it is the last that stands. What was known meanwhile stays known.',
    params: z.object({ id: z.coerce.number().pipe(z.int()) }),
    output: changeEffect,
  },
  roles: {
    method: 'GET',
    path: '/api/organisation-roles',
    access: overseers,
    summary: 'Who holds which role since when, and what documents suggest.',
    query: z.object({ knownAt: asOf }),
    output: z.object({ roles: z.array(roleView), suggestions: z.array(roleSuggestion) }),
  },
} as const
