import { z } from 'zod'
import { controlId } from '#protocol/controls.ts'
import { day, entryBodies } from '#protocol/register.ts'
import { epochMs, hostClass, verdictState } from '#protocol/values.ts'

/* The rows that a report lists behind its numbers, each of them complete in itself. */

export const reportText = z.string().max(2_000).normalize('NFC')
const text = reportText
const count = z.int().min(0)

/**
 * One row behind a number: its numerators add up to the numerator of the indicator, its denominators likewise. Of a
 * count the numerators alone are rows.
 */
export const reportRow = z.strictObject({
  indicatorId: z.string(),
  agencyId: z.string(),
  agencyName: text,
  subject: text,
  class: hostClass.nullable(),
  source: z.enum(['measured', 'declared']),
  /** Null: a sum, which is neither met nor unmet. */
  state: verdictState.nullable(),
  reason: text.nullable(),
  numerator: count,
  denominator: count,
})
export type ReportRow = z.infer<typeof reportRow>

/** A machine of the population with how it counts in every control, and the antivirus products that it reports. */
export const reportMachine = z.strictObject({
  agencyName: text,
  host: text,
  class: hostClass,
  room: text.nullable(),
  /** In the register and never enrolled: nothing of it is known. */
  isEnrolled: z.boolean(),
  states: z.partialRecord(controlId, verdictState),
  /** Null: nobody could look. */
  products: z.array(text).nullable(),
})
export type ReportMachine = z.infer<typeof reportMachine>

export const hostFinding = z.strictObject({
  agencyName: text,
  host: text,
  class: hostClass,
  room: text.nullable(),
  control: controlId,
  reason: text,
})

export const unprotectedMachine = z.strictObject({
  agencyName: text,
  host: text,
  class: hostClass,
  room: text.nullable(),
  state: z.enum(['unmet', 'unknown']),
  reason: text,
  lastReceivedMs: epochMs.nullable(),
  /** How many machines the row stands for. */
  machines: z.int().min(1).default(1),
})

export const reportExclusion = z.strictObject({
  subject: text,
  agencyName: text,
  reason: text,
  by: text,
  /** Null: of a whole body, whose exclusion is recorded without its day in the snapshot. */
  onDay: day.nullable(),
  /** How many machines, or 1 for a body. */
  count,
})

export const reportLicence = z.strictObject({
  agencyName: text,
  product: text,
  seats: count,
  used: count.nullable(),
  from: day.nullable(),
  until: day.nullable(),
})

export const reportDeclaration = z.strictObject({
  agencyName: text,
  what: text,
  value: text,
  fromDay: day,
  actor: text,
  evidence: text.nullable(),
})

/** A figure that agencies declare, added up over those who did. `denominator` null: one of them named none. */
export const declaredFigure = z.strictObject({
  numerator: count,
  denominator: count.nullable(),
  /** How many have declared it. */
  agencies: count,
})
export type DeclaredFigure = z.infer<typeof declaredFigure>

/** Who answers for information systems, as the form of the year asks for it. Null: nobody has recorded it. */
export const reportContact = z.strictObject({
  name: text,
  functions: text.nullable(),
  representative: text.nullable(),
  address: text.nullable(),
  contact: text.nullable(),
})

const {
  hosts: _hosts,
  products: _products,
  ...formColumns
} = entryBodies['information-system'].shape
/** One row of form 08; `check` may hold both, as its column 12 allows. */
export const reportSystem = z.strictObject({
  ...formColumns,
  check: z.array(z.enum(['before-use', 'periodic'])).max(2),
  agencyName: text,
})
export type ReportSystem = z.infer<typeof reportSystem>
