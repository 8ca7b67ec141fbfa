import { z } from 'zod'
import { controlId } from '#protocol/controls.ts'
import { auditHead } from '#protocol/audit-views.ts'
import { day, entryBodies } from '#protocol/register.ts'
import { marking, reportKind } from '#protocol/reports.ts'
import { denominator, measuredCounts, period } from '#protocol/snapshots.ts'
import { digest, epochMs, hostClass } from '#protocol/values.ts'
import { exactRatio, indicatorView } from '#protocol/views.ts'
import {
  declaredFigure,
  hostFinding,
  reportContact,
  reportDeclaration,
  reportExclusion,
  reportLicence,
  reportMachine,
  reportRow,
  reportSystem,
  reportText,
  unprotectedMachine,
} from './report-rows.ts'

/*
 * Everything that a report renders from: pure data out of one frozen snapshot, so that the same input gives the same
 * bytes a year later. Names are as they were on the document's day. Null is "no data": it is printed as such and is
 * never 0.
 */

const text = reportText
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

const classState = z.strictObject({
  class: hostClass,
  denominator,
  controls: z.partialRecord(controlId, measuredCounts),
  /** Agencies that have declared no machine of the class: the declared number is not theirs. */
  undeclared: count.default(0),
})

/** Licences and firewalls that are missing; null where it cannot be said. */
export const shortfall = z.strictObject({
  /** Proven; `machinesUnknown` may be without, too. */
  machinesWithoutLicence: count.nullable(),
  machinesUnknown: count.default(0),
  seatsBought: count.nullable(),
  seatsUsed: count.nullable(),
  seatsEndingSoon: count.nullable(),
  lansWithoutFirewall: count.nullable(),
  /** How many agencies of the sum could not say it: what is known of the others is no whole. */
  unsaid: z
    .strictObject({ seatsBought: count, seatsUsed: count, lansWithoutFirewall: count })
    .default({ seatsBought: 0, seatsUsed: 0, lansWithoutFirewall: 0 }),
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
  exclusions: z.array(reportExclusion),
  unprotected: z.array(unprotectedMachine),
  /** Every machine of the population; absent in what was archived before they were listed. */
  machines: z.array(reportMachine).default([]),
  /** What stood here in what was archived before. */
  defaultDevices: z.null().optional(),
  /** Devices with an Internet connection, as declared; null: nobody declared it. */
  devices: z
    .strictObject({ onDefault: declaredFigure.nullable(), reviewed: declaredFigure.nullable() })
    .default({ onDefault: null, reviewed: null }),
  /** Digital signatures, as declared, by the indicator that names them. */
  signing: z.array(z.strictObject({ name: text, figure: declaredFigure })).default([]),
  systems: z.array(reportSystem),
  /** Agencies of the scope, and how many of them have declared no information system. */
  systemsSilence: z
    .strictObject({ agencies: count, silent: count })
    .default({ agencies: 0, silent: 0 }),
  systemOwner: reportContact.nullable(),
  systemUnit: reportContact.nullable(),
  /** Whether each system's kind was determined, "đã được phân loại"; null: not declared. */
  systemsClassified: count.nullable(),
  licences: z.array(reportLicence),
  shortfall,
  /** What one licence costs, as a person typed it; null: no sum is estimated. */
  licencePriceVnd: count.nullable().default(null),
  /** Named, never a computed cover. */
  budgetLines: z.array(
    z.strictObject({ id: z.string(), name: text, lead: text, millionVnd: count.nullable() }),
  ),
  projects: z.array(z.strictObject({ agencyName, ...entryBodies.project.shape })).nullable(),
  trainings: z.array(z.strictObject({ agencyName, ...entryBodies.training.shape })).nullable(),
  incidents: z.array(z.strictObject({ agencyName, ...entryBodies.incident.shape })).nullable(),
  /**
   * Of computers: default passwords and exposed services. `fixed` since the snapshot before, null without one;
   * `overdue` null: nobody has set a day for any of them. Null as a whole: nobody looked.
   */
  findings: z
    .strictObject({
      fixed: count.nullable(),
      open: count,
      overdue: count.nullable(),
      /** Machines of the population that could not be looked at. */
      unlooked: count.default(0),
    })
    .nullable(),
  /** The open ones; absent in what was archived before they were listed. */
  hostFindings: z.array(hostFinding).optional(),
  declarations: z.array(reportDeclaration),
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
