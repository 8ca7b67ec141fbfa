import { z } from 'zod'
import { canonicalJson } from '#protocol/delta.ts'
import { period, snapshotKinds, snapshotValue, type SnapshotView } from '#protocol/snapshots.ts'
import { auditHead } from '#protocol/audit-views.ts'
import { digest, epochMs } from '#protocol/values.ts'
import { frozenAgencyHead } from './frozen.ts'

/** A choice as it held, with who decided it when. */
const frozenSetting = z.strictObject({
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  author: z.string(),
  decidedOn: z.string(),
})

/** The values of an agency together with everything that stood under it. */
const frozenSubtree = z.strictObject({
  agencyId: z.string(),
  agencyIds: z.array(z.string()),
  values: z.array(snapshotValue),
})
export type FrozenSubtree = z.infer<typeof frozenSubtree>

/**
 * A frozen state: inputs, values, and what it is. Agencies' parts and the plan stand in it by their digests, so its
 * bytes prove them too.
 */
export const frozenSnapshot = z.strictObject({
  format: z.literal(1),
  id: z.string(),
  number: z.int().min(1),
  kind: z.enum(snapshotKinds),
  provinceId: z.string(),
  planId: z.string(),
  planVersion: z.int().min(1),
  /** Of the canonical bytes of the plan that it was measured with. */
  plan: digest,
  period: period.nullable(),
  /** What was so at this moment … */
  cutOffMs: epochMs,
  /** … as far as it was known at this one. */
  knownMs: epochMs,
  createdMs: epochMs,
  createdBy: z.string(),
  /** Why somebody took it by hand; null: it was due. */
  reason: z.string().nullable(),
  amends: z.strictObject({ snapshotId: z.string(), reason: z.string() }).nullable(),
  /** What hosts were judged by. */
  contextRevision: z.string(),
  settings: z.record(z.string(), frozenSetting),
  agencies: z.array(frozenAgencyHead),
  values: z.array(snapshotValue),
  /** Of each agency under which others stood. Snapshots of before have none. */
  subtrees: z.array(frozenSubtree).optional(),
  /** The audit as it stood when it was taken. Snapshots of before have none. */
  auditHead: auditHead.nullable().optional(),
})
export type FrozenSnapshot = z.infer<typeof frozenSnapshot>
export type FrozenSettings = FrozenSnapshot['settings']

/** The bytes of a snapshot: the same state gives the same, whoever writes them. */
export function snapshotBytes(snapshot: FrozenSnapshot): string {
  return canonicalJson(snapshot)
}

/** What a list shows of it. */
export function snapshotViewOf(
  snapshot: FrozenSnapshot,
  chain: { readonly previousHash: string | null; readonly hash: string },
): SnapshotView {
  const { id, number, kind, planId, planVersion, cutOffMs, createdMs, createdBy, amends } = snapshot
  const what = { id, number, kind, planId, planVersion, period: snapshot.period, amends }
  return { ...what, cutOffMs, createdMs, createdBy, reason: snapshot.reason, ...chain }
}
