import { sql } from 'kysely'
import type { Store } from '#collector/deps.ts'
import type { AgencyState } from '#domain/frozen.ts'
import type { Plan } from '#domain/plan.ts'
import { chainText } from '#domain/chain.ts'
import { dayOf } from '#domain/register.ts'
import { frozenValuesOf } from '#domain/snapshot-values.ts'
import {
  snapshotBytes,
  snapshotViewOf,
  type FrozenSettings,
  type FrozenSnapshot,
} from '#domain/snapshot.ts'
import { subtreesOf } from '#domain/subtrees.ts'
import { canonicalJson } from '#protocol/delta.ts'
import type { SnapshotView } from '#protocol/snapshots.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { readAuditHead } from '../audit/head.ts'
import { lockHead, moveHead } from '../chain-head.ts'
import { organisationsUntil } from '../organisations/read.ts'
import type { Db } from '../schema.ts'
import { digestOf, storedBytesOf, type StoredBytes } from './bytes.ts'
import type { StateMoment } from './moment.ts'
import { readWholeState } from './read-state.ts'
import { writeTrend } from './trend.ts'

/** What is to be frozen. */
export type SnapshotWanted = {
  readonly kind: SnapshotView['kind']
  readonly provinceId: string
  readonly plan: Plan
  readonly planVersion: number
  readonly period: string | null
  readonly moment: StateMoment
  /** What it is due for: of two that are due for the same one is taken. Null: by hand. */
  readonly dueKey: string | null
  readonly reason: string | null
  readonly amends: SnapshotView['amends']
  readonly contextRevision: string
  readonly settings: FrozenSettings
}

export type TakenBy = Actor & { readonly newId: () => string }

/**
 * Freezes the state of a moment: reads it from history, measures the plan, and puts it at the end of the chain with
 * the hash of the one before it. Null: what it is due for was taken already.
 */
export async function takeSnapshot(
  store: Store,
  wanted: SnapshotWanted,
  by: TakenBy,
): Promise<SnapshotView | null> {
  if (wanted.dueKey !== null && (await isTaken(store.db, wanted.dueKey))) return null
  const agencies = await readWholeState(store, { planId: wanted.plan.id, moment: wanted.moment })
  return freezeState(store, { ...wanted, agencies }, by)
}

/** Freezes a state that was read already. */
export async function freezeState(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  wanted: SnapshotWanted & { readonly agencies: readonly AgencyState[] },
  by: TakenBy,
): Promise<SnapshotView | null> {
  const { cutOffMs, knownMs } = wanted.moment
  const tree = await organisationsUntil(db, { day: dayOf(cutOffMs), knownAtMs: knownMs })
  const ids = wanted.agencies.map(({ id }) => id)
  const figures = { cutOffMs, subtrees: subtreesOf(tree, ids) }
  const values = frozenValuesOf(wanted.plan, wanted.agencies, figures)
  const parts = await partsOf(wanted)
  const state = { ...stateOf(wanted, by, parts), ...values }
  return db.transaction().execute(async (trx) => {
    const head = await lockHead(trx, 'snapshot')
    if (wanted.dueKey !== null && (await isTaken(trx, wanted.dueKey))) return null
    const auditHead = await readAuditHead(trx)
    const snapshot: FrozenSnapshot = { ...state, auditHead, number: (head?.number ?? 0) + 1 }
    const bytes = snapshotBytes(snapshot)
    const hash = digestOf(chainText('snapshot', head?.hash ?? null, bytes))
    const stored = await storedBytesOf(bytes)
    await writeParts(trx, parts.all)
    const chain = { previousHash: head?.hash ?? null, hash }
    await insertSnapshot(trx, { snapshot, chain, stored, wanted })
    await moveHead(trx, 'snapshot', { number: snapshot.number, hash })
    await writeTrend(trx, engine, snapshot)
    const view = snapshotViewOf(snapshot, chain)
    await auditTaken(trx, view, by)
    return view
  })
}

async function isTaken(db: Db, dueKey: string): Promise<boolean> {
  const row = await db
    .selectFrom('snapshot')
    .select('number')
    .where('due_key', '=', dueKey)
    .executeTakeFirst()
  return row !== undefined
}

type Parts = {
  readonly plan: StoredBytes
  readonly agencies: readonly StoredBytes[]
  readonly all: readonly StoredBytes[]
}

type Wanted = SnapshotWanted & { readonly agencies: readonly AgencyState[] }

async function partsOf({ plan, agencies }: Wanted): Promise<Parts> {
  const planBytes = await storedBytesOf(canonicalJson(plan))
  const parts: StoredBytes[] = []
  for (const { part } of agencies) parts.push(await storedBytesOf(canonicalJson(part)))
  return { plan: planBytes, agencies: parts, all: [planBytes, ...parts] }
}

function stateOf(
  wanted: Wanted,
  { actor, nowMs, newId }: TakenBy,
  parts: Parts,
): Omit<FrozenSnapshot, 'number' | 'values' | 'subtrees'> {
  const { kind, provinceId, plan, planVersion, period, moment, reason, amends } = wanted
  return {
    format: 1,
    id: newId(),
    kind,
    provinceId,
    planId: plan.id,
    planVersion,
    plan: parts.plan.digest,
    period,
    ...moment,
    createdMs: nowMs,
    createdBy: actor,
    reason,
    amends,
    contextRevision: wanted.contextRevision,
    settings: wanted.settings,
    agencies: wanted.agencies.map(({ part, ...head }, index) => ({
      ...head,
      hosts: part.hosts.length,
      part: parts.agencies[index]?.digest ?? '',
    })),
  }
}

/** Stores parts that are not there yet. */
async function writeParts(trx: Db, parts: readonly StoredBytes[]): Promise<void> {
  const unique = [...new Map(parts.map((part) => [part.digest, part])).values()]
  const { rows: held } = await sql<{ digest: string }>`
    select digest from snapshot_part
    where digest in (${sql.join(unique.map(({ digest }) => digest))})`.execute(trx)
  const known = new Set(held.map(({ digest }) => digest))
  const fresh = unique.filter(({ digest }) => !known.has(digest))
  for (const { digest, body, bodyHash } of fresh) {
    await trx
      .insertInto('snapshot_part')
      .values({ digest, body, body_hash: bodyHash })
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute()
  }
}

type Insert = {
  readonly snapshot: FrozenSnapshot
  readonly chain: { readonly previousHash: string | null; readonly hash: string }
  readonly stored: StoredBytes
  readonly wanted: Wanted
}

async function insertSnapshot(trx: Db, insert: Insert): Promise<void> {
  const { snapshot, chain, stored, wanted } = insert
  await trx
    .insertInto('snapshot')
    .values({
      number: snapshot.number,
      id: snapshot.id,
      kind: snapshot.kind,
      plan_id: snapshot.planId,
      plan_version: snapshot.planVersion,
      period: snapshot.period,
      cut_off_ms: snapshot.cutOffMs,
      created_ms: snapshot.createdMs,
      created_by: snapshot.createdBy,
      amends_id: snapshot.amends?.snapshotId ?? null,
      reason: snapshot.amends?.reason ?? snapshot.reason,
      previous_hash: chain.previousHash,
      hash: chain.hash,
      due_key: wanted.dueKey,
      agencies: wanted.agencies.length,
      hosts: wanted.agencies.reduce((sum, { part }) => sum + part.hosts.length, 0),
      body: stored.body,
      body_hash: stored.bodyHash,
      audit_number: snapshot.auditHead?.number ?? null,
      audit_hash: snapshot.auditHead?.hash ?? null,
      audit_ms: snapshot.auditHead?.atMs ?? null,
    })
    .execute()
}

async function auditTaken(trx: Db, view: SnapshotView, by: TakenBy): Promise<void> {
  const { id, kind, number, period, cutOffMs, hash, reason, amends } = view
  await recordAudit(trx, {
    actor: by.actor,
    address: by.address,
    atMs: by.nowMs,
    action: kind === 'amendment' ? 'amend-snapshot' : 'take-snapshot',
    subject: id,
    after: { number, kind, period, cutOffMs, hash, reason, amends },
  })
}
