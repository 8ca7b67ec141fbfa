import { z } from 'zod'
import { administrators, overseers, readers } from './access.ts'
import { paging } from './paging.ts'
import {
  indicatorDetailView,
  metricView,
  planVersionHead,
  planVersionView,
  shortfallView,
} from './plan-views.ts'
import { planBody } from './plans.ts'
import { day } from './register.ts'
import { expectedRevision } from './revision.ts'
import { loggedChange } from './snapshot-views.ts'
import { epochMs } from './values.ts'

/** The longest plan of the documents takes 40 kB. */
const planBytesMax = 1_000_000

const planId = z.string().max(60)
const version = z.coerce.number().int().min(1).max(10_000)
const ofVersion = z.object({ id: planId, version })
const asOf = z.coerce.number().pipe(epochMs).optional()

/** Plans and their versions, and what stands behind each figure. Spread into `routes`. */
export const planRoutes = {
  planVersions: {
    method: 'GET',
    path: '/api/plan-versions',
    access: readers,
    summary: 'Every version of every plan of this province, drafts with them.',
    output: z.object({ versions: z.array(planVersionHead) }),
  },
  planVersion: {
    method: 'GET',
    path: '/api/plans/:id/versions/:version',
    access: readers,
    summary: 'What one version of a plan says, with every quote, and what is wrong with it.',
    params: ofVersion,
    output: planVersionView,
  },
  startPlanDraft: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/plans/:id/versions',
    access: administrators,
    summary: 'Start the next version of a plan, or a new plan, as a copy of what holds.',
    params: z.object({ id: planBody.shape.id }),
    body: z.object({
      /** The plan to copy. */
      copyOf: planId,
      validFrom: day,
    }),
    output: planVersionView,
  },
  editPlanDraft: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/plans/:id/versions/:version',
    access: administrators,
    summary: 'Write a draft anew. What keeps it from being issued comes back with it.',
    params: ofVersion,
    body: z.object({
      body: planBody,
      validFrom: day,
      validUntil: day.nullable(),
      expectedRevision,
    }),
    bodyBytesMax: planBytesMax,
    output: planVersionView,
  },
  issuePlan: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/plans/:id/versions/:version/issue',
    access: administrators,
    summary:
      'Issue a draft: from its first day on it defines what is measured. It cannot be undone.',
    params: ofVersion,
    body: z.object({ expectedRevision }),
    output: planVersionView,
  },
  discardPlanDraft: {
    method: 'DELETE',
    path: '/api/plans/:id/versions/:version',
    access: administrators,
    summary: 'Discard a draft. The audit keeps what it said.',
    params: ofVersion,
    query: z.object({ expectedRevision: z.coerce.number().pipe(expectedRevision) }),
    output: z.object({ versions: z.array(planVersionHead) }),
  },
  planMetrics: {
    method: 'GET',
    path: '/api/plan-metrics',
    access: readers,
    summary: 'Everything that an indicator can count.',
    output: z.object({ metrics: z.array(metricView) }),
  },
  definitionChanges: {
    method: 'GET',
    path: '/api/definition-changes',
    access: overseers,
    summary:
      'Every change of a denominator, a definition or a setting, the newest first: what comes in meanwhile may repeat' +
      ' a row on the next page and leaves none out.',
    query: z.object({
      ...paging,
    }),
    output: z.object({ changes: z.array(loggedChange), total: z.int().min(0) }),
  },
  indicator: {
    method: 'GET',
    path: '/api/plans/:id/indicators/:indicator',
    access: readers,
    summary: 'One indicator: interval, verdict, agencies, shortest way, shortfall, offenders.',
    params: z.object({ id: planId, indicator: z.string().max(60) }),
    query: z.object({ asOf }),
    output: indicatorDetailView,
  },
  shortfall: {
    method: 'GET',
    path: '/api/shortfall',
    access: readers,
    summary: 'Licences and firewalls that are missing, by agency, with the lines of the budget.',
    query: z.object({ plan: planId.optional(), asOf }),
    output: shortfallView,
  },
} as const
