import type { AuditFault } from '#protocol/audit-views.ts'
import type { EpochMs } from '#protocol/values.ts'
import { chunksOf } from '../batches.ts'
import type { Db } from '../schema.ts'

/** Somebody who knows what the hash of an entry was. */
type Witness = {
  readonly number: number
  /** Whole, or its beginning as it was typed from paper. */
  readonly hash: string
  readonly atMs: EpochMs | null
  readonly name: string
}

const witnessesAtOnce = 500

/**
 * Compares the audit with the heads that lie outside it: frozen in snapshots, stored with archived reports, and
 * printed on paper. This is what finds entries that were taken off the end, or a chain that was made anew.
 */
export async function checkWitnesses(
  db: Db,
  onPaper: readonly { readonly number: number; readonly hash: string }[],
): Promise<AuditFault[]> {
  const paper = onPaper.map((head) => ({ ...head, atMs: null, name: 'paper' }))
  const witnesses = [...(await inSnapshots(db)), ...(await inReports(db)), ...paper]
  const faults: AuditFault[] = []
  for (const group of chunksOf(witnesses, witnessesAtOnce)) {
    const hashes = await hashesOf(db, group)
    for (const witness of group) {
      const hash = hashes.get(witness.number)
      if (hash?.startsWith(witness.hash.toLowerCase())) continue
      faults.push(faultOf(witness, hash !== undefined))
    }
  }
  return faults
}

function faultOf({ number: id, atMs, hash, name }: Witness, isThere: boolean): AuditFault {
  const fault = isThere ? 'witness-differs' : 'missing'
  return { fault, id, untilId: id, atMs, detail: `${name}: ${hash}` }
}

async function hashesOf(
  db: Db,
  witnesses: readonly Witness[],
): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(witnesses.map(({ number }) => number))]
  const rows = await db.selectFrom('audit').select(['id', 'hash']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, hash }) => [id, hash]))
}

async function inSnapshots(db: Db): Promise<Witness[]> {
  const rows = await db
    .selectFrom('snapshot')
    .select(['number', 'audit_number', 'audit_hash', 'audit_ms'])
    .where('audit_number', 'is not', null)
    .orderBy('number')
    .execute()
  return rows.flatMap((row) => witnessOf(row, `snapshot ${row.number}`))
}

async function inReports(db: Db): Promise<Witness[]> {
  const rows = await db
    .selectFrom('report')
    .select(['id', 'audit_number', 'audit_hash', 'audit_ms'])
    .where('audit_number', 'is not', null)
    .orderBy('created_ms')
    .execute()
  return rows.flatMap((row) => witnessOf(row, `report ${row.id}`))
}

type Stored = { audit_number: number | null; audit_hash: string | null; audit_ms: number | null }

function witnessOf(row: Stored, name: string): Witness[] {
  const { audit_number: number, audit_hash: hash, audit_ms: atMs } = row
  return number === null || hash === null ? [] : [{ number, hash, atMs, name }]
}
