import { z } from 'zod'
import { province, readers, reporters } from './access.ts'
import {
  adoption,
  obligation,
  occurrence,
  occurrenceView,
  reportEvent,
  reportStep,
  senderRow,
  sendingCounts,
  sendingState,
} from './obligations.ts'
import { day } from './register.ts'
import { epochMs } from './values.ts'

const words = (lengthMax: number) => z.string().trim().min(1).max(lengthMax).normalize('NFC')
const params = z.object({
  id: z.string().max(60),
  /** `2026-Q4`, `2026`, or the day of what is due once. */
  period: z.string().max(10),
})
const senderParams = params.extend({ agency: z.string().max(60) })

/** The calendar of obligations and the flow of agencies' reports. Spread into `routes`. */
export const obligationRoutes = {
  obligations: {
    method: 'GET',
    path: '/api/obligations',
    access: readers,
    summary: 'What falls due between two days, with who has sent; duties without a day apart.',
    query: z.object({
      /** Without both: from 92 days ago until 183 days ahead. */
      from: day.optional(),
      until: day.optional(),
    }),
    output: z.object({
      today: day,
      from: day,
      until: day,
      occurrences: z.array(occurrenceView),
      undated: z.array(obligation),
      /** Duties of other provinces that this one could take on. */
      adoptable: z.array(obligation),
      adoptions: z.array(adoption),
      /** From this year on holidays by the moon are not known at all. */
      holidaysUnknownFrom: z.int(),
    }),
  },
  obligationSenders: {
    method: 'GET',
    path: '/api/obligations/:id/:period',
    access: readers,
    summary: 'Who owes this report and how each stands, overdue first.',
    params,
    query: z.object({ sending: sendingState.optional() }),
    output: z.object({
      obligation,
      occurrence,
      counts: sendingCounts,
      rows: z.array(senderRow),
    }),
  },
  reportEvents: {
    method: 'GET',
    path: '/api/obligations/:id/:period/:agency',
    access: readers,
    summary: 'Everything that happened to one report, and what may happen next.',
    params: senderParams,
    output: z.object({
      row: senderRow,
      events: z.array(reportEvent),
      next: z.array(reportStep),
    }),
  },
  recordReportStep: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/obligations/:id/:period/:agency',
    access: reporters,
    summary: 'Write down that a report was prepared, confirmed, sent, received or returned.',
    params: senderParams,
    body: z.object({
      step: reportStep,
      /** Who did it: name and office. */
      person: words(200),
      reason: words(1_000).nullable().default(null),
      /** The document that says so, where the province writes down what the agency did. */
      basis: words(300).nullable().default(null),
      reportId: z.string().max(60).nullable().default(null),
      /** Null: now. A letter that went out earlier is entered with its own moment. */
      happenedMs: epochMs.nullable().default(null),
    }),
    output: reportEvent,
  },
  adoptObligation: {
    method: 'POST',
    repeat: 'answered',
    path: '/api/obligation-adoptions',
    access: province,
    summary: 'Take on a duty that binds another province, by a document of one’s own.',
    body: z.object({
      obligationId: z.string().max(60),
      fromDay: day,
      untilDay: day.nullable().default(null),
      basis: words(300),
    }),
    output: adoption,
  },
  withdrawAdoption: {
    method: 'DELETE',
    path: '/api/obligation-adoptions/:id',
    access: province,
    summary: 'Take an adoption back. What was recorded under it stays.',
    params: z.object({ id: z.coerce.number().pipe(z.int().min(1)) }),
    output: adoption,
  },
} as const
