import { z } from 'zod'
import { province } from './access.ts'
import { day, entryKind } from './register.ts'

const count = z.int().min(0)
const agency = z.object({ id: z.string(), name: z.string() })

/** What an agency that was split had declared, and nobody has said which part it belongs to. */
export const unassignedView = z.object({
  entryId: z.string(),
  kind: entryKind,
  /** Its code or name. */
  words: z.string(),
  from: agency,
  onDay: day,
  /** False: the agency goes on, but this machine's computer went to a part. */
  isEnded: z.boolean(),
  /** For which it counts until somebody decides. */
  countsFor: agency,
  parts: z.array(agency),
  /** The part that has the computer of this machine. */
  suggestedId: z.string().nullable(),
})
export type UnassignedView = z.infer<typeof unassignedView>

const shownMax = 500

/** The queue that a split leaves behind. Spread into `routes`. */
export const unassignedRoutes = {
  unassignedEntries: {
    method: 'GET',
    path: '/api/register/unassigned',
    access: province,
    summary:
      'What agencies that were split had declared and belongs to no part yet, at most 500 at a time.',
    output: z.object({ total: count, entries: z.array(unassignedView) }),
  },
  assignEntries: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/register/unassigned',
    access: province,
    summary: 'Say to which part of a split agency entries belong, from the day of the split on.',
    body: z.object({
      toAgencyId: z.string().max(40),
      entryIds: z.array(z.string().max(40)).min(1).max(shownMax),
    }),
    output: z.object({ assigned: count }),
  },
} as const
