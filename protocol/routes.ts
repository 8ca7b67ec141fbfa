import { z } from 'zod'
import { checkers, everybody, keepers, province, readers } from './access.ts'
import { apiTokenRoutes } from './api-token-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { deviceCheckRoutes } from './device-check-routes.ts'
import { deviceRoutes } from './device-routes.ts'
import { dutyRoutes } from './duty-routes.ts'
import { tokenView } from './enrolment-tokens.ts'
import { exportRoutes } from './export-routes.ts'
import { hostNoteRoutes } from './host-notes.ts'
import { hostPageQuery } from './host-query.ts'
import { firstRunRoutes } from './first-run-routes.ts'
import { installRoutes } from './install-routes.ts'
import { network } from './install.ts'
import { neighbourRoutes } from './neighbour-routes.ts'
import { networkLimits } from './networks.ts'
import { importRoutes } from './import-routes.ts'
import { judgingRoutes } from './judging-routes.ts'
import { listExportRoutes } from './list-export-routes.ts'
import { organisationRoutes } from './organisation-routes.ts'
import { overviewQuery } from './overview-query.ts'
import { peopleRoutes } from './people-routes.ts'
import { planRoutes } from './plan-routes.ts'
import { refusalCodes } from './refusals.ts'
import { releaseRoutes } from './release-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { registerRoutes } from './register-routes.ts'
import type { Route } from './route.ts'
import { savedViewRoutes } from './saved-views.ts'
import { scriptReportRoutes } from './script-report-routes.ts'
import { snapshotRoutes } from './snapshot-routes.ts'
import { systemRoutes } from './system-routes.ts'
import { epochMs, hostId } from './values.ts'
import { workRoutes } from './work-routes.ts'
import {
  agencyView,
  hostPage,
  hostView,
  liveEvent,
  overviewView,
  planView,
  sessionView,
} from './views.ts'

export { hostQuery, hostSorts, type HostQuery } from './host-query.ts'
export type { Route } from './route.ts'

const name = (lengthMax: number) => z.string().trim().min(1).max(lengthMax).normalize('NFC')

/** Any past moment; without it, now. */
const asOf = z.coerce.number().pipe(epochMs).optional()

/** Carries the value of `sessionView.csrf`; asked of everything that changes something but signing in. */
export const csrfHeader = 'x-khien-csrf'

/**
 * What every route answers instead of its output when it does not do what was asked. The sentence is the
 * reader's to make, from the catalogue of texts; BUG, status 500, names the request as the log does.
 */
export const refusalBody = z.object({
  code: z.enum([...refusalCodes, 'BUG']),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type RefusalBody = z.infer<typeof refusalBody>

export const routes = {
  health: {
    method: 'GET',
    path: '/api/health',
    access: 'public',
    summary: 'Whether the collector takes reports and can reach its database.',
    output: z.object({ status: z.enum(['ok']), version: z.string(), startedMs: epochMs }),
  },
  openapi: {
    method: 'GET',
    path: '/api/openapi.json',
    access: 'public',
    summary: 'This contract as an OpenAPI 3.1 document.',
    output: z.record(z.string(), z.unknown()),
  },
  session: {
    method: 'GET',
    path: '/api/session',
    access: 'public',
    summary: 'Who is signed in.',
    output: sessionView,
  },
  signIn: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/session',
    access: 'public',
    summary: 'Sign in with name and password.',
    body: z.object({ name: name(60), password: z.string().min(1).max(200) }),
    output: sessionView,
  },
  signOut: {
    method: 'DELETE',
    path: '/api/session',
    access: everybody,
    isOfSession: true,
    summary: 'End this session.',
    output: sessionView,
  },
  plans: {
    method: 'GET',
    path: '/api/plans',
    access: readers,
    summary: 'The plans of this province.',
    output: z.object({ plans: z.array(planView) }),
  },
  overview: {
    method: 'GET',
    path: '/api/overview',
    access: readers,
    summary: 'The scorecard of a plan: every indicator with its counts, interval and verdict.',
    query: overviewQuery,
    output: overviewView,
  },
  hosts: {
    method: 'GET',
    path: '/api/hosts',
    access: everybody,
    summary:
      'Hosts, filtered and sorted, a page at a time. To read all of them while they report, begin with an empty `after`' +
      ' and go on with `next`: each comes once, in the order of ids.',
    query: hostPageQuery,
    output: hostPage,
  },
  host: {
    method: 'GET',
    path: '/api/hosts/:id',
    access: everybody,
    summary: 'One host: facts, verdicts with evidence, changes.',
    params: z.object({ id: hostId }),
    query: z.object({ asOf }),
    output: hostView,
  },
  recheck: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/hosts/:id/recheck',
    access: checkers,
    summary: 'Ask the agent of this host to report now. Nothing else can be asked of it.',
    params: z.object({ id: hostId }),
    output: z.object({ askedMs: epochMs }),
  },
  agencies: {
    method: 'GET',
    path: '/api/agencies',
    access: everybody,
    summary: 'The agencies of the province.',
    output: z.object({ agencies: z.array(agencyView) }),
  },
  createAgency: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/agencies',
    access: province,
    summary: 'Add an agency.',
    body: z.object({ name: name(200), kind: name(60).default('agency') }),
    output: agencyView,
  },
  tokens: {
    method: 'GET',
    path: '/api/enrolment-tokens',
    access: keepers,
    summary: 'Enrolment tokens, never their secret.',
    output: z.object({ tokens: z.array(tokenView) }),
  },
  createToken: {
    method: 'POST',
    repeat: { tells: 'token' },
    path: '/api/enrolment-tokens',
    access: keepers,
    summary: 'Make an enrolment token. The join string is shown this once.',
    body: z.object({
      agencyId: z.string().max(40),
      usesMax: z.int().min(1).max(100_000),
      validForHours: z
        .int()
        .min(1)
        .max(24 * 366),
      /** Where it holds; empty: everywhere. */
      networks: z.array(network).max(networkLimits.networksMax).default([]),
      /** Machines beyond the declared count of the agency wait for a person. */
      waitsBeyondDeclared: z.boolean().default(false),
    }),
    output: z.object({ token: tokenView, join: z.string() }),
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/enrolment-tokens/:id',
    access: keepers,
    summary: 'Revoke an enrolment token. Hosts that used it stay enrolled.',
    params: z.object({ id: z.string().max(40) }),
    output: tokenView,
  },
  live: {
    method: 'GET',
    path: '/api/live',
    access: everybody,
    summary: 'Server-sent events: what changed.',
    isStream: true,
    output: liveEvent,
  },
  ...exportRoutes,
  ...listExportRoutes,
  ...apiTokenRoutes,
  ...auditRoutes,
  ...firstRunRoutes,
  ...hostNoteRoutes,
  ...importRoutes,
  ...installRoutes,
  ...organisationRoutes,
  ...registerRoutes,
  ...neighbourRoutes,
  ...deviceRoutes,
  ...deviceCheckRoutes,
  ...dutyRoutes,
  ...peopleRoutes,
  ...planRoutes,
  ...releaseRoutes,
  ...reportRoutes,
  ...savedViewRoutes,
  ...scriptReportRoutes,
  ...snapshotRoutes,
  ...judgingRoutes,
  ...systemRoutes,
  ...workRoutes,
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes
type Part<R, K extends string> = R extends { [P in K]: infer S extends z.ZodType } ? S : never

/** What a caller of a route gives: parameters, query and body, in one object. */
export type RouteInput<Name extends RouteName> = {
  params: z.output<Part<(typeof routes)[Name], 'params'>>
  query: z.output<Part<(typeof routes)[Name], 'query'>>
  body: z.output<Part<(typeof routes)[Name], 'body'>>
}
export type RouteOutput<Name extends RouteName> = z.output<(typeof routes)[Name]['output']>
