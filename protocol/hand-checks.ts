import { z } from 'zod'
import { controlId, reasonKeys } from './controls.ts'
import { day } from './register.ts'
import { digest, epochMs, hostClass, hostId, platform, verdictState } from './values.ts'
import { bilingual } from './views.ts'

const count = z.int().min(0)

/** How many machines a sample has; where there are fewer, all of them. */
export const sampleSize = 30

/** What somebody who stands before a machine may find. */
export const findings = ['met', 'unmet', 'not-applicable', 'could-not-check'] as const
export const finding = z.enum(findings)
export type Finding = z.infer<typeof finding>

/** What to look at for one control, and how. Nothing of what the system says is in it. */
export const handCheckStep = z.strictObject({
  control: controlId,
  look: z.strictObject({ windows: bilingual.strict(), linux: bilingual.strict() }),
})
export type HandCheckStep = z.infer<typeof handCheckStep>

export const handCheckView = z.object({
  id: z.string(),
  agencyId: z.string().nullable(),
  agencyName: z.string().nullable(),
  /** Printed on the sheet, so that anybody can draw the same sample again. */
  seed: z.string(),
  isStratified: z.boolean(),
  /** Machines that were drawn from. */
  population: count,
  /** SHA-256 of the list of them. */
  frameDigest: digest,
  machines: count,
  drawnMs: epochMs,
  drawnBy: z.string(),
  finishedMs: epochMs.nullable(),
  finishedBy: z.string().nullable(),
  checkedBy: z.string().nullable(),
  checkedOn: day.nullable(),
})
export type HandCheckView = z.infer<typeof handCheckView>

export const sampledMachine = z.object({
  position: z.int().min(1),
  hostId,
  hostName: z.string(),
  agencyName: z.string(),
  class: hostClass,
  room: z.string().nullable(),
  /** Null: it never said. */
  platform: platform.nullable(),
})
export type SampledMachine = z.infer<typeof sampledMachine>

/** What the system said of one control when the sample was drawn, and on which readers that rested. */
export const said = z.strictObject({
  state: verdictState,
  reason: z.enum([...reasonKeys, '']),
  readers: z.array(z.string()),
})
export type Said = z.infer<typeof said>

/** One cell of the sheet, filled in. What the system said is told once somebody has looked, never before. */
export const findingView = z.object({
  position: z.int().min(1),
  control: controlId,
  found: finding,
  note: z.string().nullable(),
  actor: z.string(),
  recordedMs: epochMs,
  said,
})
export type FindingView = z.infer<typeof findingView>

/**
 * How often the system said what was found. Where it did not know it claimed nothing, and where nobody could look
 * nothing was found: both are counted apart. The interval is in ten-thousandths, rounded outward.
 */
export const agreement = z.object({
  compared: count,
  agreed: count,
  /** Wilson, 95 %; null: nothing was compared. */
  interval: z
    .object({ low: z.int().min(0).max(10_000), high: z.int().min(0).max(10_000) })
    .nullable(),
  /** It said met and was found unmet: the worst of errors. */
  falselyMet: count,
  falselyUnmet: count,
  systemUnknown: count,
  notChecked: count,
})
export type Agreement = z.infer<typeof agreement>

/** How one reader on one platform did, in machines: right on all of them, and on enough, or the mark stays. */
export const readerCheck = z.object({
  reader: z.string(),
  platform: z.enum(['linux', 'windows']),
  compared: count,
  agreed: count,
  interval: agreement.shape.interval,
  /** With the machines of the checks before. */
  isLifted: z.boolean(),
})
export type ReaderCheck = z.infer<typeof readerCheck>

export const handCheckResult = z.object({
  check: handCheckView,
  machines: z.array(sampledMachine),
  steps: z.array(handCheckStep),
  findings: z.array(findingView),
  overall: agreement,
  byControl: z.array(z.object({ control: controlId, agreement })),
  readers: z.array(readerCheck),
  /** On so many machines a reader has to be right before its mark is lifted. */
  machinesMin: count,
})
export type HandCheckResult = z.infer<typeof handCheckResult>
