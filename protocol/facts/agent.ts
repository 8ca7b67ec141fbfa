import { z } from 'zod'
import { updateStanding } from '../releases.ts'
import { text } from '../values.ts'
import { dayMs, defineFacts, hourMs } from './spec.ts'

export const agent = defineFacts({
  id: 'agent',
  summary: 'Which agent this is and what it cost the machine yesterday.',
  platforms: ['linux', 'windows', 'macos'],
  cadenceMs: hourMs,
  validForMs: 7 * dayMs,
  facts: z.strictObject({
    version: text(40),
    runtime: text(40),
    /** Of the last release that it was offered; left out by agents that take none, or were offered none. */
    update: updateStanding.optional(),
    /** The last whole day (UTC) on which it ran; null on the first day. Each figure is rounded up to a power of two. */
    lastDay: z
      .strictObject({
        day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
        cpuMs: z.int().min(0),
        memoryBytesMax: z.int().min(0),
        sentBytes: z.int().min(0),
        snapshots: z.int().min(0),
      })
      .nullable(),
  }),
})
