import { z } from 'zod'
import { day } from './register.ts'
import { period } from './snapshots.ts'
import { digest, epochMs, hostClass } from './values.ts'

const count = z.int().min(0)
const name = z.string().max(200)

/** How many machines of one class are protected; the three add up to `machines`. */
const classState = z.strictObject({
  class: hostClass,
  /** All that the agency has, not those that run the agent alone. */
  machines: count,
  protected: count,
  unprotected: count,
  /** Of which nothing is known: never enrolled, silent, or not readable. Never counted as protected. */
  unknown: count,
  /** To which the question does not apply; outside `machines`. */
  notApplicable: count,
  /** `machines` rests on a declared number alone and is at least so many. */
  isLowerBound: z.boolean(),
})

/** How often a family of malware was recorded, by the name that the products give it. */
const detection = z.strictObject({ family: z.string().min(1).max(120), detections: count })

const agencyState = z.strictObject({
  /** Electronic identification code; null: none was recorded. */
  code: z.string().max(40).nullable(),
  name,
  classes: z.array(classState),
  /** Null: nothing that is frozen tells it. An empty list: looked, and there was none. */
  detections: z.array(detection).nullable(),
})

/**
 * The state of protection against malware, for a body above the province. Counts of agencies and nothing of persons
 * or machines: no host or account name, address, serial or pseudonym. It follows no national format and claims none.
 */
export const sharedState = z.strictObject({
  format: z.literal('khien.malware-protection-state'),
  version: z.literal(1),
  conformity: z.literal('none'),
  statement: z.strictObject({ vi: z.string(), en: z.string() }),
  province: z.strictObject({ id: z.string(), name }),
  period,
  cutOffDay: day,
  cutOffMs: epochMs,
  /** What the counts were taken from; its hash stands on every signed report of the period. */
  snapshot: z.strictObject({ number: z.int().min(1), hash: digest }),
  agencies: z.array(agencyState),
})
export type SharedState = z.infer<typeof sharedState>

/** The document and its detached signature. */
export const signedShare = z.object({
  /** Canonical JSON of a `sharedState`, byte for byte what was signed. */
  document: z.string(),
  /** ECDSA P-256 with SHA-256 over those bytes, DER, base64. */
  signature: z.string(),
  /** PEM of the certificate of the signing key, and of the authority that issued it. */
  certificates: z.string(),
})
