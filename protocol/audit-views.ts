import { z } from 'zod'
import { digest, epochMs } from './values.ts'

const count = z.int().min(0)
const number = z.int().min(1)

/** The newest entry of the audit at some moment: its number, its hash, and when it was written. */
export const auditHead = z.strictObject({ number, hash: digest, atMs: epochMs })
export type AuditHead = z.infer<typeof auditHead>

/** An entry in a list. */
export const auditRow = z.object({
  id: number,
  atMs: epochMs,
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  address: z.string().nullable(),
  hasDetail: z.boolean(),
})
export type AuditRow = z.infer<typeof auditRow>

/** An entry whole, with its place in the chain. */
export const auditEntryView = auditRow.extend({
  before: z.unknown(),
  after: z.unknown(),
  previousHash: digest.nullable(),
  hash: digest,
})
export type AuditEntryView = z.infer<typeof auditEntryView>

const auditFaultKinds = [
  'missing',
  'hash-differs',
  'inserted',
  'head-differs',
  'witness-differs',
] as const

/** What is not as it was written: which entries, and when they, or those around them, were written. */
export const auditFault = z.object({
  fault: z.enum(auditFaultKinds),
  id: z.int(),
  /** The last of several that are missing in a row; otherwise the same as `id`. */
  untilId: z.int(),
  /** When the entry was written; of a missing one, the one before it. Null: nothing tells. */
  atMs: epochMs.nullable(),
  /** The hash that was computed or expected, or who testifies otherwise. */
  detail: z.string(),
})
export type AuditFault = z.infer<typeof auditFault>

/** What a check of the whole chain said; of many faults the first ones. */
export const auditCheck = z.object({
  checked: count,
  head: auditHead.nullable(),
  faults: z.array(auditFault),
  faultsFound: count,
})
export type AuditCheck = z.infer<typeof auditCheck>

/** How the chain stands. */
export const auditChainView = z.object({
  head: auditHead.nullable(),
  /** The newest check that ended. */
  last: z.object({ atMs: epochMs, actor: z.string(), check: auditCheck }).nullable(),
  /** The check under way on this collector. */
  running: z.object({ checked: count, of: count }).nullable(),
})
export type AuditChainView = z.infer<typeof auditChainView>
