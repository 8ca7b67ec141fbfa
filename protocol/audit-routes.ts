import { z } from 'zod'
import { administrators, auditors, everybody } from './access.ts'
import { auditChainView, auditEntryView, auditRow } from './audit-views.ts'
import { fileQuery } from './export-routes.ts'
import { day } from './register.ts'
import { retentionKind, retentionView } from './retention.ts'
import { expectedRevision } from './revision.ts'
import type { Route } from './route.ts'

const id = z.coerce.number().pipe(z.int().min(1))

/** The filters of the audit screen; they compose, and stand in the URL under the same names. */
export const auditQuery = z.object({
  /** Finds in everything that entries say; case and diacritics do not matter. */
  q: z.string().trim().max(100).optional(),
  who: z.string().trim().max(120).optional(),
  action: z.string().max(60).optional(),
  subject: z.string().trim().max(120).optional(),
  from: day.optional(),
  to: day.optional(),
  /** Older than this entry: a page stays the same however many entries come in. */
  before: id.optional(),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
})
export type AuditQuery = z.infer<typeof auditQuery>

/** Who did what, its chain, and for how long what is kept. Spread into `routes`. */
export const auditRoutes = {
  audit: {
    method: 'GET',
    path: '/api/audit',
    access: auditors,
    summary:
      'Who did what, the newest first. Go on with `before` = `next`: entries that come in meanwhile move nothing.',
    query: auditQuery,
    output: z.object({
      entries: z.array(auditRow),
      total: z.int().min(0),
      /** What `before` is for the next page; null: this is the last one. */
      next: z.int().min(1).nullable(),
    }),
  },
  auditEntry: {
    method: 'GET',
    path: '/api/audit/:id',
    access: auditors,
    summary: 'One entry: what stood before, what stands after, and its place in the chain.',
    params: z.object({ id }),
    output: auditEntryView,
  },
  auditChoices: {
    method: 'GET',
    path: '/api/audit-choices',
    access: auditors,
    summary: 'The actions and the persons that stand in the audit.',
    output: z.object({ actions: z.array(z.string()), people: z.array(z.string()) }),
  },
  exportAudit: {
    method: 'GET',
    path: '/api/audit-export',
    access: auditors,
    summary: 'The entries that the filters leave, all pages, as a file.',
    query: auditQuery.omit({ before: true, pageSize: true }).extend(fileQuery),
    output: z.unknown(),
    isFile: true,
  },
  auditChain: {
    method: 'GET',
    path: '/api/audit-chain',
    access: auditors,
    summary: 'The head of the chain, the newest check of it, and the one under way.',
    output: auditChainView,
  },
  checkAudit: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/audit-chain/checks',
    access: auditors,
    summary: 'Start to prove every entry again; the answer tells how far it is.',
    output: auditChainView,
  },
  retention: {
    method: 'GET',
    path: '/api/retention',
    access: everybody,
    summary: 'For how long what is kept, and what was removed last.',
    output: z.object({ kinds: z.array(retentionView) }),
  },
  decideRetention: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/retention/:kind',
    access: administrators,
    summary: 'Decide for how many days something is kept.',
    params: z.object({ kind: retentionKind }),
    body: z.object({ days: z.int().min(1).max(10_000), expectedRevision }),
    output: retentionView,
  },
} as const satisfies Record<string, Route>
