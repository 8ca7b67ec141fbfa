import { z } from 'zod'
import { administrators, overseers } from './access.ts'
import { paging } from './paging.ts'
import { releaseHostsView, releaseStandings, releasesView, rolloutPlan } from './release-views.ts'
import type { Route } from './route.ts'
import { writtenText } from './values.ts'

const params = z.object({ sequence: z.coerce.number().pipe(z.int().min(1)) })

/** The filters of the list of one release; they stand in the URL under the same names. */
export const releaseHostsQuery = z.object({
  ring: z.coerce.number().int().min(0).max(6).optional(),
  /** `troubled`: went back, refused or lost. */
  standing: z.enum([...releaseStandings, 'troubled']).optional(),
  ...paging,
})
export type ReleaseHostsQuery = z.infer<typeof releaseHostsQuery>

const reason = writtenText(300)

/** Releases of the agent and their rollout. Files come by `khien-collector release add`. Spread into `routes`. */
export const releaseRoutes = {
  releases: {
    method: 'GET',
    path: '/api/releases',
    access: overseers,
    summary: 'Signed releases of the agent, and how far each is rolled out.',
    output: releasesView,
  },
  releaseHosts: {
    method: 'GET',
    path: '/api/releases/:sequence/hosts',
    access: overseers,
    summary:
      'Computers and where they stand with a release, by ring and by standing, a page at a time.',
    params,
    query: releaseHostsQuery,
    output: releaseHostsView,
  },
  startRelease: {
    method: 'POST',
    path: '/api/releases/:sequence/start',
    access: administrators,
    repeat: 'answered',
    summary: 'Begin to roll a release out by a plan, or go on after a pause.',
    params,
    body: z.object({ revision: z.int(), plan: rolloutPlan }),
    output: releasesView,
  },
  pauseRelease: {
    method: 'POST',
    path: '/api/releases/:sequence/pause',
    access: administrators,
    repeat: 'answered',
    summary: 'Offer a release to nobody further, with a reason. Those that have it keep it.',
    params,
    body: z.object({ revision: z.int(), reason }),
    output: releasesView,
  },
} as const satisfies Record<string, Route>
