import { z } from 'zod'
import { administrators, province, readers } from './access.ts'
import { day } from './register.ts'
import { expectedRevision } from './revision.ts'
import type { Route } from './route.ts'
import {
  chainCheck,
  cutOffRule,
  cutOffView,
  movedKind,
  snapshotDetail,
  snapshotRow,
  trendView,
  valuesAt,
  whatMovedView,
} from './snapshot-views.ts'
import { period, snapshotKinds, snapshotView } from './snapshots.ts'
import { digest, epochMs } from './values.ts'

const id = z.string().max(40)
const planId = z.string().max(60)
const indicatorId = z.string().max(60)
const reason = z.string().trim().min(3).max(500).normalize('NFC')
const moment = z.coerce.number().pipe(epochMs)
const count = z.int().min(0)
/** The rules, and the revision of what was decided about each kind of period. */
const cutOffRules = z.object({
  rules: z.array(cutOffRule),
  revisions: z.object({ quarter: expectedRevision, year: expectedRevision }),
})
/** Of several, which snapshots are listed; they stand in the URL under the same names. */
export const snapshotQuery = z.object({
  plan: planId.optional(),
  kind: z.enum(snapshotKinds).optional(),
  /** Only those that freeze a moment up to this one. */
  asOf: moment.optional(),
  /** Only those that had been taken by then. */
  knownAt: moment.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
})

/** What was known: at the moment itself, or by now. */
const knownAs = z.enum(['then', 'now'])

/**
 * Two looks at one number. Each side is a snapshot, or a moment of which history is asked; a moment without a
 * snapshot is measured by the plan of its day.
 */
export const whatMovedQuery = z.object({
  plan: planId.optional(),
  indicator: indicatorId,
  agency: id.optional(),
  from: id.optional(),
  fromMs: moment.optional(),
  to: id.optional(),
  toMs: moment.optional(),
  known: knownAs.default('now'),
  /** The part whose whole list is wanted; of the others the first subjects. */
  part: movedKind.optional(),
})

export const trendQuery = z.object({
  plan: planId.optional(),
  /** Without one: the province, or all that somebody of an agency may see. */
  agency: id.optional(),
  /** This agency and everything that stands under it. */
  under: id.optional(),
  from: day.optional(),
  until: day.optional(),
})

/** Frozen figures, their chain, and what lies between two of them. Spread into `routes`. */
export const snapshotRoutes = {
  snapshots: {
    method: 'GET',
    path: '/api/snapshots',
    access: readers,
    summary:
      'Frozen figures, the newest first, and the head of their chain. Pages that name one knownAt are of one list,' +
      ' whatever is taken meanwhile.',
    query: snapshotQuery,
    output: z.object({
      total: count,
      page: z.int().min(1),
      pageSize: z.int().min(1),
      snapshots: z.array(snapshotRow),
      head: z.object({ number: z.int().min(1), hash: digest }).nullable(),
      /** The newest, of any kind, on which a sent report rests that the caller may see. */
      lastSigned: snapshotView.nullable(),
    }),
  },
  snapshot: {
    method: 'GET',
    path: '/api/snapshots/:id',
    access: readers,
    summary: 'One snapshot: its scorecard, by whom and by which settings it was made.',
    params: z.object({ id }),
    query: z.object({ agency: id.optional(), indicator: indicatorId.optional() }),
    output: snapshotDetail,
  },
  takeSnapshot: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/snapshots',
    access: province,
    summary: 'Freeze the figures of now, or those of a past cut-off that has no snapshot yet.',
    body: z.object({ planId, period: period.nullable(), reason }),
    output: snapshotView,
  },
  amendSnapshot: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/snapshots/:id/amendments',
    access: province,
    summary:
      'Freeze the moment of a snapshot again with what became known since. It stays as it is.',
    params: z.object({ id }),
    body: z.object({ reason }),
    output: snapshotView,
  },
  snapshotChain: {
    method: 'GET',
    path: '/api/snapshot-chain',
    access: readers,
    summary: 'Prove every snapshot again, and name what is not as it was frozen.',
    output: chainCheck,
  },
  cutOffs: {
    method: 'GET',
    path: '/api/cut-offs',
    access: readers,
    summary:
      'The cut-offs of periods around today, with their snapshots, and the rules behind them.',
    query: z.object({ plan: planId.optional() }),
    output: cutOffRules.extend({ cutOffs: z.array(cutOffView) }),
  },
  decideCutOff: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/cut-offs',
    access: administrators,
    summary: 'Decide on which day the figures of a quarter or a year are frozen from now on.',
    body: cutOffRule.omit({ author: true }).extend({ expectedRevision }),
    output: cutOffRules,
  },
  whatMoved: {
    method: 'GET',
    path: '/api/what-moved',
    access: readers,
    summary:
      'What moved a number between two moments, in parts that add up exactly, each with its list.',
    query: whatMovedQuery,
    output: whatMovedView,
  },
  trend: {
    method: 'GET',
    path: '/api/trend',
    access: readers,
    summary:
      'The days of every indicator of an agency, alone or with everything under it, or of the province, from' +
      ' snapshots.',
    query: trendQuery,
    output: trendView,
  },
  valuesAt: {
    method: 'GET',
    path: '/api/values-at',
    access: readers,
    summary: 'The values of a plan at any past moment, as they were or as they were known then.',
    query: z.object({ plan: planId.optional(), atMs: moment, known: knownAs.default('now') }),
    output: valuesAt,
  },
} as const satisfies Record<string, Route>
