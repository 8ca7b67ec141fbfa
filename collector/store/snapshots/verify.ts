import { chainText } from '#domain/chain.ts'
import { frozenSnapshot, type FrozenSnapshot } from '#domain/snapshot.ts'
import type { ChainCheck, SnapshotFault } from '#protocol/snapshot-views.ts'
import type { Digest } from '#protocol/values.ts'
import { readHead } from '../chain-head.ts'
import type { Db } from '../schema.ts'
import { digestOf, inflated } from './bytes.ts'
import { dailyKey, periodKey } from './due-key.ts'
import { openTrendCheck } from './verify-trend.ts'

/** Rows that are held in memory at once. */
const rowsAtOnce = 20

/**
 * Proves every snapshot again: its bytes against its hash, the hash against the one that follows, its columns
 * against its bytes, its parts against their digests, the days of trends against its values, and that none is missing.
 * Names what is not as it was frozen.
 */
export async function checkChain(db: Db): Promise<ChainCheck> {
  const faults: SnapshotFault[] = []
  const parts = await checkParts(db)
  const trend = await openTrendCheck(db)
  let last: Checked | null = null
  let checked = 0
  for (;;) {
    const rows = await rowsAfter(db, last?.number ?? 0)
    if (rows.length === 0) break
    for (const row of rows) {
      faults.push(...missingBetween(last?.number ?? 0, row.number))
      const one = await checkRow(row, parts)
      faults.push(...one.faults, ...faultsOfLink(last, row))
      if (one.snapshot) faults.push(...(await trend.faultsOf(one.snapshot)))
      last = { number: row.number, hash: row.hash, computedHash: one.computedHash }
      checked += 1
    }
  }
  faults.push(...(await faultsOfHead(db, last)), ...(await trend.strayDays()))
  const head = last === null ? null : { number: last.number, hash: last.hash }
  return { checked, head, faults: faults.toSorted((left, right) => left.number - right.number) }
}

type Checked = { readonly number: number; readonly hash: Digest; readonly computedHash: Digest }

function rowsAfter(db: Db, number: number) {
  return db
    .selectFrom('snapshot')
    .selectAll()
    .where('number', '>', number)
    .orderBy('number')
    .limit(rowsAtOnce)
    .execute()
}
type Row = Awaited<ReturnType<typeof rowsAfter>>[number]

function missingBetween(before: number, after: number): SnapshotFault[] {
  return Array.from({ length: after - before - 1 }, (_, index) => ({
    number: before + 1 + index,
    fault: 'missing' as const,
    detail: '',
  }))
}

type CheckedRow = {
  readonly computedHash: Digest
  readonly faults: readonly SnapshotFault[]
  /** Null: its bytes are not what was frozen. */
  readonly snapshot: FrozenSnapshot | null
}

async function checkRow(row: Row, parts: PartCheck): Promise<CheckedRow> {
  const { number } = row
  const fault = (kind: SnapshotFault['fault'], detail: string) => ({ number, fault: kind, detail })
  const bytes = await inflated(row.body).catch(() => null)
  if (bytes === null)
    return { computedHash: '', faults: [fault('unreadable', 'body')], snapshot: null }
  const computedHash = digestOf(chainText('snapshot', row.previous_hash, bytes))
  if (computedHash !== row.hash) {
    return { computedHash, faults: [fault('hash-differs', computedHash)], snapshot: null }
  }
  const faults: SnapshotFault[] = []
  if (digestOf(row.body) !== row.body_hash) faults.push(fault('row-differs', 'body_hash'))
  const snapshot = frozenSnapshot.parse(JSON.parse(bytes))
  faults.push(...differingColumns(row, snapshot).map((column) => fault('row-differs', column)))
  for (const { digest, name } of namedParts(snapshot)) {
    const isGood = parts.get(digest)
    if (isGood === undefined) faults.push(fault('part-missing', name))
    else if (!isGood) faults.push(fault('part-differs', name))
  }
  return { computedHash, faults, snapshot }
}

/** What a list shows must be what was frozen. */
function differingColumns(row: Row, snapshot: FrozenSnapshot): string[] {
  const told: Partial<Row> = {
    id: snapshot.id,
    number: snapshot.number,
    kind: snapshot.kind,
    plan_id: snapshot.planId,
    plan_version: snapshot.planVersion,
    period: snapshot.period,
    cut_off_ms: snapshot.cutOffMs,
    created_ms: snapshot.createdMs,
    created_by: snapshot.createdBy,
    amends_id: snapshot.amends?.snapshotId ?? null,
    reason: snapshot.amends?.reason ?? snapshot.reason,
    agencies: snapshot.agencies.length,
    hosts: snapshot.agencies.reduce((sum, { hosts }) => sum + hosts, 0),
    due_key: dueKeyOf(snapshot),
    audit_number: snapshot.auditHead?.number ?? null,
    audit_hash: snapshot.auditHead?.hash ?? null,
    audit_ms: snapshot.auditHead?.atMs ?? null,
  }
  return Object.entries(told)
    .filter(([column, value]) =>
      Object.entries(row).some(([name, is]) => name === column && is !== value),
    )
    .map(([column]) => column)
}

function dueKeyOf({ kind, planId, period, cutOffMs, reason }: FrozenSnapshot): string | null {
  if (kind === 'amendment') return null
  if (kind === 'period') return periodKey(planId, period ?? '')
  return reason === null ? dailyKey(planId, cutOffMs) : null
}

function namedParts({ plan, planId, agencies }: FrozenSnapshot) {
  return [
    { digest: plan, name: planId },
    ...agencies.map(({ part, name }) => ({ digest: part, name })),
  ]
}

/** The row names the hash before it, and so does its own hash: whoever rewrote the one before is found out here. */
function faultsOfLink(last: Checked | null, row: Row): SnapshotFault[] {
  if (last === null || last.number !== row.number - 1) {
    const isFirst = row.number === 1 && row.previous_hash !== null
    return isFirst ? [{ number: 1, fault: 'row-differs', detail: 'previous_hash' }] : []
  }
  if (row.previous_hash === last.computedHash && last.hash === last.computedHash) return []
  if (last.hash !== last.computedHash) return []
  return [{ number: last.number, fault: 'hash-differs', detail: row.previous_hash ?? '' }]
}

async function faultsOfHead(db: Db, last: Checked | null): Promise<SnapshotFault[]> {
  const head = await readHead(db, 'snapshot')
  if (last === null && head === null) return []
  const number = last?.number ?? 0
  if (head === null) return [{ number: Math.max(1, number), fault: 'head-differs', detail: '' }]
  if (head.number > number) return missingBetween(number, head.number + 1)
  if (head.number === number && head.hash === last?.hash) return []
  return [{ number: Math.max(1, number), fault: 'head-differs', detail: head.hash }]
}

type PartCheck = ReadonlyMap<Digest, boolean>

/** Whether each part is what its digest says; each is looked at once, however many snapshots rest on it. */
async function checkParts(db: Db): Promise<PartCheck> {
  const parts = new Map<Digest, boolean>()
  let after = ''
  for (;;) {
    const rows = await db
      .selectFrom('snapshot_part')
      .selectAll()
      .where('digest', '>', after)
      .orderBy('digest')
      .limit(rowsAtOnce * 10)
      .execute()
    if (rows.length === 0) return parts
    for (const { digest, body, body_hash } of rows) {
      const text = await inflated(body).catch(() => null)
      const isGood = text !== null && digestOf(text) === digest && digestOf(body) === body_hash
      parts.set(digest, isGood)
      after = digest
    }
  }
}
