import { Refusal } from '#protocol/refusals.ts'
import { frozenAgency, type AgencyState, type FrozenAgency } from '#domain/frozen.ts'
import { planFile, type Plan } from '#domain/plan.ts'
import { chainText } from '#domain/chain.ts'
import { frozenSnapshot, type FrozenSnapshot } from '#domain/snapshot.ts'
import type { Digest } from '#protocol/values.ts'
import type { Db } from '../schema.ts'
import { digestOf, inflated } from './bytes.ts'

/** A frozen state with all that it rests on, proved against its hash. */
export type OpenSnapshot = {
  readonly snapshot: FrozenSnapshot
  readonly previousHash: Digest | null
  readonly hash: Digest
  readonly plan: Plan
  readonly agencies: readonly AgencyState[]
}

/** Which snapshot: by its id, or by its place in the chain. */
export type SnapshotKey = { readonly id: string } | { readonly number: number }

/**
 * Opens a snapshot whole.
 * @throws Refusal SNAPSHOT_NOT_FOUND; SNAPSHOT_DAMAGED when it is not what was frozen: nothing may rest on it.
 */
export async function openSnapshot(db: Db, key: SnapshotKey): Promise<OpenSnapshot> {
  const { snapshot, ...chain } = await openSnapshotAlone(db, key)
  const digests = [snapshot.plan, ...snapshot.agencies.map(({ part }) => part)]
  const parts = await readParts(db, snapshot.number, digests)
  const text = (digest: Digest) => parts.get(digest) ?? ''
  const read = new Map<Digest, FrozenAgency>()
  const partOf = (digest: Digest) => {
    const known = read.get(digest) ?? frozenAgency.parse(JSON.parse(text(digest)))
    read.set(digest, known)
    return known
  }
  return {
    snapshot,
    ...chain,
    plan: planFile.parse(JSON.parse(text(snapshot.plan))),
    agencies: snapshot.agencies.map(({ part, hosts: _hosts, ...head }) => ({
      ...head,
      part: partOf(part),
    })),
  }
}

/** Opens a snapshot without the parts of its agencies: what it is, and its values. @throws as `openSnapshot` */
export async function openSnapshotAlone(
  db: Db,
  key: SnapshotKey,
): Promise<Omit<OpenSnapshot, 'plan' | 'agencies'>> {
  const row = await db
    .selectFrom('snapshot')
    .select(['number', 'body', 'hash', 'previous_hash'])
    .$if('id' in key, (query) => query.where('id', '=', 'id' in key ? key.id : ''))
    .$if('number' in key, (query) => query.where('number', '=', 'number' in key ? key.number : 0))
    .executeTakeFirst()
  const named = 'id' in key ? key.id : String(key.number)
  if (!row) throw new Refusal('SNAPSHOT_NOT_FOUND', { id: named })
  const bytes = await inflated(row.body).catch(() => damaged(row.number))
  if (digestOf(chainText('snapshot', row.previous_hash, bytes)) !== row.hash) damaged(row.number)
  const snapshot = frozenSnapshot.parse(JSON.parse(bytes))
  return { snapshot, previousHash: row.previous_hash, hash: row.hash }
}

/** The plan that a snapshot was measured with. */
export async function openPlanOf(db: Db, snapshot: FrozenSnapshot): Promise<Plan> {
  const parts = await readParts(db, snapshot.number, [snapshot.plan])
  return planFile.parse(JSON.parse(parts.get(snapshot.plan) ?? ''))
}

async function readParts(
  db: Db,
  number: number,
  digests: readonly Digest[],
): Promise<ReadonlyMap<Digest, string>> {
  const rows = await db
    .selectFrom('snapshot_part')
    .select(['digest', 'body'])
    .where('digest', 'in', [...new Set(digests)])
    .execute()
  const texts = new Map<Digest, string>()
  for (const { digest, body } of rows) {
    const text = await inflated(body).catch(() => damaged(number))
    if (digestOf(text) !== digest) damaged(number)
    texts.set(digest, text)
  }
  if (digests.some((digest) => !texts.has(digest))) damaged(number)
  return texts
}

function damaged(number: number): never {
  throw new Refusal('SNAPSHOT_DAMAGED', { number })
}
