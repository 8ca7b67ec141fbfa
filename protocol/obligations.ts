import { z } from 'zod'
import { day } from './register.ts'
import { reportKind } from './reports.ts'
import { epochMs } from './values.ts'
import { bilingual } from './views.ts'

/** Who owes a report, and to whom: a role that an organisation holds on a day, or every agency. */
export const parties = [
  'agency',
  'operator',
  'system-owner',
  'specialised-unit',
  'people-committee',
  'ministry-of-record',
] as const
export const party = z.enum(parties)
export type Party = z.infer<typeof party>

const exclusive = z.boolean()
const monthDay = { month: z.int().min(1).max(12), day: z.int().min(1).max(31) }

/**
 * When something is due. `exclusive`: "trước ngày …", so that the day that is named is too late.
 * `month` of a quarter counts from 1 to 3.
 */
const obligationDue = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('each'),
    every: z.enum(['quarter', 'year']),
    ...monthDay,
    exclusive,
  }),
  z.strictObject({ kind: z.literal('once'), day, exclusive }),
  z.strictObject({
    kind: z.literal('none'),
    every: z.enum(['quarter', 'year']).nullable(),
    /** The words that stand where a day should. */
    words: bilingual.nullable(),
  }),
])

/** A duty to report, as data: each with the words it rests on and the days between which it holds. */
export const obligation = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,58}$/)
    .meta({ examples: ['qn2458.nam'] }),
  /** Whom it binds; null: the whole country. */
  provinceIds: z.array(z.string()).min(1).nullable(),
  /** Bodies outside this plan owe nothing. */
  planId: z.string().nullable(),
  title: bilingual.strict(),
  from: party,
  to: party.nullable(),
  due: obligationDue,
  /** Of which days the figures are; null: the cut-off of the period decides. */
  dataWindow: z
    .strictObject({
      fromMonth: monthDay.month,
      fromDay: monthDay.day,
      fromYearBefore: z.boolean(),
      untilMonth: monthDay.month,
      untilDay: monthDay.day,
    })
    .nullable(),
  /** The report that answers it; null: none of ours. */
  report: reportKind.nullable(),
  validFrom: day,
  validUntil: day.nullable(),
  supersededBy: z.array(z.string()),
  source: z.strictObject({
    document: z.string(),
    clause: z.string(),
    quote: bilingual.strict().nullable(),
    note: z.string().nullable(),
  }),
  /** How we read words that leave something open. */
  reading: z.strictObject({ ...bilingual.shape, author: z.string(), decidedOn: day }).nullable(),
})
export type Obligation = z.infer<typeof obligation>

/** A year's notice, the calendar before any notice, or nothing: then a reminder may name a day off. */
const reminderBasis = z.enum(['notified', 'computed', 'unknown'])
export type ReminderBasis = z.infer<typeof reminderBasis>

/** One time that an obligation falls due. */
export const occurrence = z.object({
  obligationId: z.string(),
  /** `2026-Q4`, `2026`, or the day itself where it is due once. */
  period: z.string(),
  /** As the text names it. */
  namedDay: day,
  isExclusive: z.boolean(),
  /** The last day on which it is on time. */
  lastDay: day,
  /** The last working day up to then. */
  reminderDay: day,
  /** From what the holidays by the moon of that year are known. */
  reminderBasis,
  dataWindow: z.object({ fromDay: day, untilDay: day }).nullable(),
})
export type Occurrence = z.infer<typeof occurrence>

/** What can happen to an agency's report, in the order in which it mostly does. */
const reportSteps = ['prepared', 'confirmed', 'sent', 'received', 'returned'] as const
export const reportStep = z.enum(reportSteps)
export type ReportStep = z.infer<typeof reportStep>
/** What an agency does with its own report; the province may write it down for the agency, by a document. */
export const stepsOfAgency: readonly ReportStep[] = ['prepared', 'confirmed', 'sent']

/** How a report stands: what happened last, or nothing yet. */
export const reportStands = ['none', ...reportSteps] as const
export const reportStand = z.enum(reportStands)
export type ReportStand = z.infer<typeof reportStand>

/** `not-due`: not sent, and there is still time. */
export const sendingStates = ['overdue', 'not-due', 'late', 'on-time'] as const
export const sendingState = z.enum(sendingStates)
export type SendingState = z.infer<typeof sendingState>

/** One thing that happened to a report. Never changed, never deleted. */
export const reportEvent = z.object({
  id: z.int(),
  step: reportStep,
  /** When it happened, as it is said; a letter may be entered after the day it was sent. */
  happenedMs: epochMs,
  /** When it was written down, and by which account. */
  recordedMs: epochMs,
  actor: z.string(),
  /** Who did it: name and office. */
  person: z.string(),
  /** Why it was returned. */
  reason: z.string().nullable(),
  /** The document by which the province wrote it down for the agency; null: the agency did itself. */
  basis: z.string().nullable(),
  /** The archived report. */
  reportId: z.string().nullable(),
})
export type ReportEvent = z.infer<typeof reportEvent>

/** Everything that happened to one report, and how it stands. */
export const senderRow = z.object({
  /** Empty: the organisation that holds the role is not in the register. */
  agencyId: z.string(),
  name: z.string(),
  stand: reportStand,
  sending: sendingState,
  sentMs: epochMs.nullable(),
  /** Days after the last day on time, counted until it was sent or until now. */
  daysLate: z.int().min(0),
  lastEvent: reportEvent.nullable(),
})
export type SenderRow = z.infer<typeof senderRow>

export const sendingCounts = z.record(sendingState, z.int().min(0))
export type SendingCounts = z.infer<typeof sendingCounts>

/** An occurrence with who has sent. */
export const occurrenceView = z.object({
  ...occurrence.shape,
  obligation,
  counts: sendingCounts,
})
export type OccurrenceView = z.infer<typeof occurrenceView>

/** A duty of another province that this one has taken on by its own decision. */
export const adoption = z.object({
  id: z.int(),
  obligationId: z.string(),
  fromDay: day,
  untilDay: day.nullable(),
  /** The document by which. */
  basis: z.string(),
  actor: z.string(),
  recordedMs: epochMs,
})
export type Adoption = z.infer<typeof adoption>
