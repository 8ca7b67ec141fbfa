import { z } from 'zod'
import { controlId } from '#protocol/controls.ts'
import { auditHead } from '#protocol/audit-views.ts'
import { day, entryBodies } from '#protocol/register.ts'
import { marking, reportKind } from '#protocol/reports.ts'
import { denominator, measuredCounts, period } from '#protocol/snapshots.ts'
import { digest, epochMs, hostClass, verdictState } from '#protocol/values.ts'
import { exactRatio, indicatorView } from '#protocol/views.ts'

/*
 * Everything that a report renders from: pure data out of one frozen snapshot, so that the same input gives the same
 * bytes a year later. Names are as they were on the document's day. Null is "no data": it is printed as such and is
 * never 0.
 */

const text = z.string().max(2_000).normalize('NFC')
const count = z.int().min(0)
const agencyName = text

/** Bodies, place and people of the head and the foot. Data, chosen by a person: nothing here is inferred. */
export const letterhead = z.strictObject({
  /** e.g. `UBND TỈNH QUẢNG NGÃI`; null: there is none above. */
  parentBody: text.nullable(),
  /** In the box, e.g. `SỞ Y TẾ`. */
  issuer: text,
  /** In sentences, e.g. `Sở Y tế`. */
  issuerName: text,
  /** After "Số:      /", e.g. `BC-SYT`. */
  symbol: text,
  place: text,
  /** Null: unsigned, the day stays blank. */
  datedOn: day.nullable(),
  addressees: z.array(text).max(20),
  /** Lines of "Nơi nhận", without dashes. */
  recipients: z.array(text).max(40),
  /** e.g. `KT. GIÁM ĐỐC`, `PHÓ GIÁM ĐỐC`. */
  authority: z.array(text).max(3),
  signerName: text.nullable(),
})
export type Letterhead = z.infer<typeof letterhead>

export const reportIndicator = z.strictObject({
  ...indicatorView.pick({
    id: true,
    kind: true,
    collection: true,
    comparator: true,
    strictness: true,
    target: true,
    isTargetImplied: true,
    verdict: true,
    missing: true,
    isProvisional: true,
  }).shape,
  name: text,
  quote: text,
  document: text,
  clause: text,
  wordingNote: text.nullable(),
  counts: measuredCounts.nullable(),
  /** Proven; the official figure. */
  figure: exactRatio.nullable(),
  /** If all that is unknown were met. */
  best: exactRatio.nullable(),
  declared: exactRatio.nullable(),
  /** The denominator rests on a count alone. */
  isLowerBound: z.boolean(),
  /** No text assigns the target to a single agency: shown as "tham chiếu". */
  isReference: z.boolean(),
  /** The figure of the snapshot that it is compared with. */
  previous: exactRatio.nullable(),
})
export type ReportIndicator = z.infer<typeof reportIndicator>

export const classState = z.strictObject({
  class: hostClass,
  denominator,
  controls: z.partialRecord(controlId, measuredCounts),
})
export type ClassState = z.infer<typeof classState>

/** Licences and firewalls that are missing; null where it cannot be said. */
export const shortfall = z.strictObject({
  machinesWithoutLicence: count.nullable(),
  seatsBought: count.nullable(),
  seatsUsed: count.nullable(),
  seatsEndingSoon: count.nullable(),
  lansWithoutFirewall: count.nullable(),
})
export type Shortfall = z.infer<typeof shortfall>

/** `not-owed`: no duty to report was recorded for it. */
const sendingStates = ['on-time', 'late', 'not-sent', 'not-due', 'not-owed'] as const

export const reportAgency = z.strictObject({
  id: z.string(),
  name: agencyName,
  /** The block it stands in, e.g. `Sở, ban, ngành`, `Cấp xã`. */
  group: text,
  classes: z.array(z.strictObject({ class: hostClass, denominator })),
  values: z.array(
    z.strictObject({
      ...reportIndicator.pick({ figure: true, best: true, verdict: true }).shape,
      indicatorId: z.string(),
    }),
  ),
  shortfall,
  sending: z.strictObject({
    state: z.enum(sendingStates),
    dueOn: day.nullable(),
    sentOn: day.nullable(),
  }),
})
export type ReportAgency = z.infer<typeof reportAgency>

const {
  hosts: _hosts,
  products: _products,
  ...formColumns
} = entryBodies['information-system'].shape
/** One row of form 08; `checks` may hold both, as its column 12 allows. */
export const reportSystem = z.strictObject({
  ...formColumns,
  check: z.array(z.enum(['before-use', 'periodic'])).max(2),
  agencyName,
})
export type ReportSystem = z.infer<typeof reportSystem>

/** One row behind a number: its numerators add up to the numerator of the indicator, its denominators likewise. */
const reportRow = z.strictObject({
  indicatorId: z.string(),
  agencyId: z.string(),
  agencyName,
  subject: text,
  class: hostClass.nullable(),
  source: z.enum(['measured', 'declared']),
  state: verdictState,
  reason: text.nullable(),
  numerator: count,
  denominator: count,
})

const hostFinding = z.strictObject({
  agencyName,
  host: text,
  class: hostClass,
  room: text.nullable(),
  control: controlId,
  reason: text,
})

const contact = z.strictObject({
  name: text,
  functions: text.nullable(),
  representative: text.nullable(),
  address: text.nullable(),
  contact: text.nullable(),
})

export const reportInput = z.strictObject({
  kind: reportKind,
  period: z.strictObject({
    id: period,
    year: z.int(),
    quarter: z.int().min(1).max(4).nullable(),
    fromDay: day,
    untilDay: day,
  }),
  /** The day that decides about terms: of the signature, or of the cut-off while there is none. */
  documentDay: day,
  /** As a whole, e.g. `Tỉnh Quảng Ngãi`. */
  provinceName: text,
  agency: z.strictObject({ id: z.string(), name: agencyName }).nullable(),
  letterhead,
  marking: marking.nullable(),
  plan: z.strictObject({
    id: z.string(),
    version: z.int().min(1),
    name: text,
    documentNumber: text.nullable(),
    issuedOn: day,
  }),
  snapshot: z.strictObject({
    id: z.string(),
    number: z.int().min(1),
    hash: digest,
    cutOffMs: epochMs,
    createdMs: epochMs,
    chainHead: z.strictObject({ number: z.int().min(1), hash: digest }),
    /** The newest entry of the audit when it was taken; a digest alone stands in reports of before the chain. */
    auditHead: z.union([auditHead, digest]).nullable(),
    amends: z.strictObject({ number: z.int().min(1), reason: text }).nullable(),
  }),
  /** The snapshot that `previous` figures come from. */
  comparedWith: z.strictObject({ number: z.int().min(1), cutOffMs: epochMs }).nullable(),
  /** Readers that nobody has checked by hand yet, and the check that lifted the mark from others. */
  handCheck: text.nullable(),
  classes: z.array(classState),
  staff: entryBodies.staff.nullable(),
  lans: z.strictObject({ total: count, withFirewall: count, withBroadband: count }).nullable(),
  contactPoint: text.nullable(),
  indicators: z.array(reportIndicator),
  agencies: z.array(reportAgency),
  exclusions: z.array(
    z.strictObject({
      subject: text,
      agencyName,
      reason: text,
      by: text,
      /** Null: of a whole body, whose exclusion is recorded without its day in the snapshot. */
      onDay: day.nullable(),
      /** How many machines, or 1 for a body. */
      count,
    }),
  ),
  unprotected: z.array(
    z.strictObject({
      agencyName,
      host: text,
      class: hostClass,
      room: text.nullable(),
      state: z.enum(['unmet', 'unknown']),
      reason: text,
      lastReceivedMs: epochMs.nullable(),
    }),
  ),
  /** Null: nobody looked. */
  defaultDevices: z
    .array(z.strictObject({ agencyName, device: text, address: text, rule: text, seenOn: day }))
    .nullable(),
  systems: z.array(reportSystem),
  systemOwner: contact.nullable(),
  systemUnit: contact.nullable(),
  /** Whether each system's kind was determined, "đã được phân loại"; null: not declared. */
  systemsClassified: count.nullable(),
  licences: z.array(
    z.strictObject({
      agencyName,
      product: text,
      seats: count,
      used: count.nullable(),
      from: day.nullable(),
      until: day.nullable(),
    }),
  ),
  shortfall,
  /** Named, never a computed cover. */
  budgetLines: z.array(
    z.strictObject({ id: z.string(), name: text, lead: text, millionVnd: count.nullable() }),
  ),
  projects: z.array(z.strictObject({ agencyName, ...entryBodies.project.shape })).nullable(),
  trainings: z.array(z.strictObject({ agencyName, ...entryBodies.training.shape })).nullable(),
  incidents: z.array(z.strictObject({ agencyName, ...entryBodies.incident.shape })).nullable(),
  /**
   * Of computers: default passwords and exposed services. `fixed` since the snapshot before, null without one;
   * `overdue` null: no snapshot holds when a finding was due. Null as a whole: nobody looked.
   */
  findings: z
    .strictObject({ fixed: count.nullable(), open: count, overdue: count.nullable() })
    .nullable(),
  /** The open ones; absent in what was archived before they were listed. */
  hostFindings: z.array(hostFinding).optional(),
  declarations: z.array(
    z.strictObject({
      agencyName,
      what: text,
      value: text,
      fromDay: day,
      actor: text,
      evidence: text.nullable(),
    }),
  ),
  /** What people wrote for this report, a paragraph each. */
  narrative: z.strictObject({
    shortcomings: z.array(text),
    nextTasks: z.array(text),
    proposals: z.array(text),
  }),
  rows: z.array(reportRow),
})

/** See above. Made by `reportInputOf` from a snapshot; checked once more before it is rendered. */
export type ReportInput = z.infer<typeof reportInput>
