import { z } from 'zod'
import { definitionChange } from './plan-views.ts'
import { day } from './register.ts'
import { reportKind } from './reports.ts'
import { measuredCounts, period, snapshotValue, snapshotView } from './snapshots.ts'
import { digest, epochMs, verdictState } from './values.ts'
import { bilingual, exactRatio, indicatorView } from './views.ts'

const count = z.int().min(0)

/** When the figures of a quarter or a year are frozen: at the end of this day of this month of the period. */
export const cutOffRule = z.strictObject({
  of: z.enum(['quarter', 'year']),
  /** 1 to 3 in a quarter, 1 to 12 in a year. */
  month: z.int().min(1).max(12),
  /** Beyond the end of a month: its last day. */
  day: z.int().min(1).max(31),
  /** For periods that end on this day or later. */
  from: day,
  author: z.string(),
})
export type CutOffRule = z.infer<typeof cutOffRule>

/** What somebody found of a snapshot that is not as it was frozen. */
const snapshotFaults = [
  'missing',
  'hash-differs',
  'part-missing',
  'part-differs',
  'unreadable',
  'row-differs',
  'head-differs',
  'trend-differs',
] as const
export const snapshotFault = z.object({
  number: z.int().min(1),
  fault: z.enum(snapshotFaults),
  /** Which part, or what differs. */
  detail: z.string(),
})
export type SnapshotFault = z.infer<typeof snapshotFault>

/** What the check of the whole chain said. */
export const chainCheck = z.object({
  checked: count,
  head: z.object({ number: z.int().min(1), hash: digest }).nullable(),
  faults: z.array(snapshotFault),
})
export type ChainCheck = z.infer<typeof chainCheck>

/** A snapshot in a list; of the newest amendment of it, the number. */
export const snapshotRow = snapshotView.extend({
  amendedBy: z.int().min(1).nullable(),
  /** Null: what the whole province has is not the reader's; the snapshot itself says what is. */
  agencies: count.nullable(),
  hosts: count.nullable(),
  /** The first reports that were made from it and sent, of those that the caller may see; and how many there are. */
  sentReports: z.array(
    z.object({
      id: z.string(),
      kind: reportKind,
      agencyName: z.string().nullable(),
      sentMs: epochMs,
    }),
  ),
  sentReportsTotal: count,
})
export type SnapshotRow = z.infer<typeof snapshotRow>

/** An indicator as the plan of a snapshot has it, beside its values. */
export const snapshotIndicator = indicatorView.pick({
  id: true,
  name: true,
  kind: true,
  collection: true,
  control: true,
  comparator: true,
  target: true,
  strictness: true,
})
export type SnapshotIndicator = z.infer<typeof snapshotIndicator>

const agencyName = z.object({ id: z.string(), name: z.string() })

/** One snapshot opened: the scorecard as it was frozen, proved against its hash. */
export const snapshotDetail = z.object({
  snapshot: snapshotRow.extend({ agencies: count, hosts: count }),
  planName: bilingual,
  knownMs: epochMs,
  indicators: z.array(snapshotIndicator),
  /** The indicators that rested on readers which nobody had checked by hand when it was frozen. */
  provisional: z.array(z.string()),
  agencies: z.array(
    agencyName.extend({
      exclusion: z.object({ reason: z.string(), actor: z.string() }).nullable(),
    }),
  ),
  /** Of the province or of the agency that was asked for; of an indicator that was asked for, those of everybody. */
  values: z.array(snapshotValue),
  /** What hosts were judged by; author null: the product, because nobody had decided. */
  settings: z.array(
    z.object({
      key: z.string(),
      value: z.string(),
      author: z.string().nullable(),
      decidedOn: z.string(),
    }),
  ),
})
export type SnapshotDetail = z.infer<typeof snapshotDetail>

/** A period and its cut-off, with the snapshot that speaks for it. */
export const cutOffView = z.object({
  period,
  cutOffMs: epochMs,
  isPast: z.boolean(),
  snapshotId: z.string().nullable(),
})
export type CutOffView = z.infer<typeof cutOffView>

/** Why a number moved. */
export const movedKinds = [
  'new-machine',
  'retired',
  'enrolled',
  'silent',
  'reporting-again',
  'renewed',
  'expired',
  'fixed',
  'broken',
  'clear-again',
  'unclear',
  'applicability',
  're-declared',
  'moved',
  'scope-changed',
  'setting-changed',
  'plan-changed',
] as const
export const movedKind = z.enum(movedKinds)
export type MovedKind = z.infer<typeof movedKind>

/** A change of the log, and where to see what it moved. */
export const loggedChange = definitionChange.extend({
  /** In which part of a difference it shows. */
  part: movedKind,
  /** The daily snapshots before and after it; `to` null: none was taken since. Null: none had been taken. */
  between: z.object({ from: z.string(), to: z.string().nullable() }).nullable(),
})
export type LoggedChange = z.infer<typeof loggedChange>

/** One machine, agency or the province itself, and what it added to the two numbers. */
export const movedSubject = z.object({
  kind: z.enum(['host', 'machine', 'agency', 'province']),
  id: z.string(),
  name: z.string(),
  agencyId: z.string(),
  from: verdictState.nullable(),
  to: verdictState.nullable(),
  /** Why it counts as it does now, a key of a reason. */
  reason: z.string().nullable(),
  numerator: z.int(),
  denominator: z.int(),
})
export type MovedSubject = z.infer<typeof movedSubject>

/** A part of a difference. The parts add up to it exactly. */
export const movedPart = z.object({
  kind: movedKind,
  numerator: z.int(),
  denominator: z.int(),
  /** How many subjects it has; the list may hold the first of them alone. */
  total: count,
  subjects: z.array(movedSubject),
})
export type MovedPart = z.infer<typeof movedPart>

/** Somebody changed a definition, a setting or a denominator: who, what, when. */
export const movedDecision = z.object({
  ...definitionChange.pick({ atMs: true, actor: true, action: true, subject: true }).shape,
  agencyName: z.string().nullable(),
  /** The part in which such a change shows, if it moved this number at all. */
  part: movedKind,
  /** What was decided, where it is a short value or a version; null: it is longer than a line. */
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type MovedDecision = z.infer<typeof movedDecision>

/** Two looks at one indicator and what lies between them. */
export const whatMovedView = z.object({
  indicator: snapshotIndicator,
  agencyId: z.string().nullable(),
  from: z.object({ atMs: epochMs, snapshot: snapshotView.nullable(), figure: exactRatio }),
  to: z.object({ atMs: epochMs, snapshot: snapshotView.nullable(), figure: exactRatio }),
  parts: z.array(movedPart),
  /** What was decided in between of what figures are made from, the newest first. */
  decisions: z.array(movedDecision),
  /** More were decided than are told. */
  areDecisionsCut: z.boolean(),
  agencies: z.array(agencyName),
})
export type WhatMovedView = z.infer<typeof whatMovedView>

/** One day of a trend, taken from a snapshot. */
export const trendPoint = z.object({
  day,
  snapshotNumber: z.int().min(1),
  counts: measuredCounts.nullable(),
  worst: exactRatio.nullable(),
  best: exactRatio.nullable(),
  verdict: snapshotValue.shape.verdict,
})
export type TrendPoint = z.infer<typeof trendPoint>

export const trendLine = z.object({ indicatorId: z.string(), points: z.array(trendPoint) })
export type TrendLine = z.infer<typeof trendLine>

export const trendView = z.object({
  /** Null: the province. */
  agencyId: z.string().nullable(),
  /** What stood under the agency is counted with it. */
  isWithParts: z.boolean(),
  indicators: z.array(snapshotIndicator),
  /** Of which the newest day shown rested on readers that nobody had checked by hand. */
  provisional: z.array(z.string()),
  lines: z.array(trendLine),
})

/** A plan's values at any moment, from history. */
export const valuesAt = z.object({
  planId: z.string(),
  atMs: epochMs,
  knownMs: epochMs,
  indicators: z.array(snapshotIndicator),
  values: z.array(snapshotValue),
})
