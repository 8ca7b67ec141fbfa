import { z } from 'zod'
import { checkers, everybody, keepers } from './access.ts'
import { remedyId } from './remedies.ts'
import { expectedRevision } from './revision.ts'
import { epochMs, hostClass, hostId } from './values.ts'
import {
  workChange,
  workDecision,
  workGroups,
  workItem,
  workItems,
  workLimits,
  workOwner,
  workStatus,
  workSubjectKind,
} from './work.ts'

const id = z.string().max(40)
const count = z.int().min(0)
const flag = z.enum(['yes']).optional()

/** The filters of the queue; they compose, and stand in the URL under the same names. */
export const workFilters = z.object({
  plan: z.string().max(60).optional(),
  agency: id.optional(),
  /** This agency and everything that stands under it. */
  under: id.optional(),
  class: hostClass.optional(),
  /** Finds in the name of the machine and of the agency; case and diacritics do not matter. */
  q: z.string().trim().max(100).optional(),
  /** `me`, `none`, or the name of somebody. */
  owner: z.string().trim().min(1).max(120).optional(),
  /** Without one, all that is to be done. */
  status: workStatus.optional(),
  overdue: flag,
  expiring: flag,
  asOf: z.coerce.number().pipe(epochMs).optional(),
})
export type WorkFilters = z.infer<typeof workFilters>

const hostIds = z.array(hostId).min(1).max(workLimits.recheckAtOnce)
const ofRemedy = z.object({ remedy: remedyId })

/** What is to be done, by remedy. Spread into `routes`. */
export const workRoutes = {
  work: {
    method: 'GET',
    path: '/api/work',
    access: everybody,
    summary:
      'What is to be done, by remedy: how many machines, what it is worth, what comes first.',
    query: workFilters,
    output: workGroups,
  },
  workItems: {
    method: 'GET',
    path: '/api/work/remedies/:remedy',
    access: everybody,
    summary:
      'The machines that need a remedy, with evidence, owner and due date, a page at a time. With the same `asOf` all' +
      ' pages are of one moment.',
    params: ofRemedy,
    query: z.object({
      ...workFilters.shape,
      page: z.coerce.number().int().min(1).max(1_000_000).default(1),
      pageSize: z.coerce.number().int().min(1).max(1_000).default(50),
    }),
    output: workItems,
  },
  workItem: {
    method: 'GET',
    path: '/api/work/remedies/:remedy/:kind/:id',
    access: everybody,
    summary: 'One item of the queue with everything that was decided about it, the newest first.',
    params: z.object({ remedy: remedyId, kind: workSubjectKind, id }),
    output: z.object({ item: workItem, history: z.array(workDecision) }),
  },
  hostWork: {
    method: 'GET',
    path: '/api/hosts/:id/work',
    access: everybody,
    summary: 'What is to be done on one host.',
    params: z.object({ id: hostId }),
    output: z.object({ items: z.array(workItem) }),
  },
  workOwners: {
    method: 'GET',
    path: '/api/work/owners',
    access: everybody,
    summary: 'Whom work may be given to: people of the console, and names that were given before.',
    output: z.object({ owners: z.array(workOwner) }),
  },
  decideWork: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/work/decisions',
    access: keepers,
    summary: 'Set owner, due date, note or status of items of one remedy, all or none of them.',
    bodyBytesMax: 512 * 1024,
    body: z.object({
      remedy: remedyId,
      items: z
        .array(z.object({ kind: workSubjectKind, id, expectedRevision }))
        .min(1)
        .max(workLimits.itemsAtOnce),
      change: workChange,
    }),
    /** `batch` names the decision, to undo it. */
    output: z.object({ batch: z.string(), changed: count }),
  },
  undoWork: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/work/decisions/:batch/undo',
    access: keepers,
    summary: 'Take a decision back where nobody has decided anew since.',
    params: z.object({ batch: id }),
    output: z.object({ undone: count, skipped: count }),
  },
  recheckMany: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/work/recheck',
    access: checkers,
    summary: 'Ask the agents of these hosts to report now, one after the other.',
    bodyBytesMax: 64 * 1024,
    body: z.object({ hostIds }),
    output: z.object({ askedMs: epochMs, asked: z.array(hostId), notConnected: z.array(hostId) }),
  },
  recheckAnswers: {
    method: 'POST',
    repeat: 'harmless',
    path: '/api/work/recheck/answers',
    access: checkers,
    summary: 'Which of these hosts have reported since they were asked.',
    bodyBytesMax: 64 * 1024,
    body: z.object({ hostIds, askedMs: epochMs }),
    output: z.object({ answered: z.array(hostId) }),
  },
} as const
