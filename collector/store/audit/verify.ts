import type { AuditFields } from '#domain/chain.ts'
import type { AuditCheck, AuditFault, AuditHead } from '#protocol/audit-views.ts'
import type { Digest } from '#protocol/values.ts'
import { auditHash, searchOf } from '../audit.ts'
import { readHead } from '../chain-head.ts'
import type { Db } from '../schema.ts'
import { checkWitnesses } from './witnesses.ts'

/** Rows that are held in memory at once; between them others come in. */
const rowsAtOnce = 500
/** Faults that are told one by one; the rest is counted. */
const faultsMax = 200

type Telling = {
  /** Told after every page: how many entries were checked. */
  readonly onProgress?: (checked: number) => void
  /** Heads that somebody has on paper; each hash may be its beginning. */
  readonly onPaper?: readonly { readonly number: number; readonly hash: string }[]
}

/**
 * Proves every entry of the audit again: that it is numbered without a gap, that its hash covers what it says and the
 * entry before it, and that the heads which snapshots and reports carry are still in it. Names what is not as it was
 * written. An entry that comes in meanwhile is left to the next check.
 */
export async function checkAudit(db: Db, telling: Telling = {}): Promise<AuditCheck> {
  const faults: AuditFault[] = []
  const head = await readHead(db, 'audit')
  let last: Checked | null = null
  let checked = 0
  let after = Number.MIN_SAFE_INTEGER
  for (;;) {
    const rows = await rowsAfter(db, after)
    for (const row of rows) {
      faults.push(...faultsOfRow(last, row))
      last = { number: row.id, hash: row.hash, atMs: row.at_ms, computedHash: hashOfRow(row) }
    }
    checked += rows.length
    telling.onProgress?.(checked)
    const end = rows.at(-1)
    if (end === undefined) break
    after = end.id
  }
  faults.push(...(await faultsOfHead(db, last, head)))
  faults.push(...(await checkWitnesses(db, telling.onPaper ?? [])))
  return { checked, head: last && headOf(last), ...told(faults) }
}

type Checked = AuditHead & { readonly computedHash: Digest }

const headOf = ({ number, hash, atMs }: Checked): AuditHead => ({ number, hash, atMs })

function told(faults: readonly AuditFault[]): Pick<AuditCheck, 'faults' | 'faultsFound'> {
  const inOrder = faults.toSorted((left, right) => left.id - right.id)
  return { faults: inOrder.slice(0, faultsMax), faultsFound: faults.length }
}

function rowsAfter(db: Db, id: number) {
  return db
    .selectFrom('audit')
    .selectAll()
    .where('id', '>', id)
    .orderBy('id')
    .limit(rowsAtOnce)
    .execute()
}
type Row = Awaited<ReturnType<typeof rowsAfter>>[number]

const fieldsOfRow = ({ at_ms: atMs, ...row }: Row): AuditFields => ({ ...row, atMs })
const hashOfRow = (row: Row) => auditHash(fieldsOfRow(row), row.previous_hash)

function faultsOfRow(last: Checked | null, row: Row): AuditFault[] {
  const { id, at_ms: atMs } = row
  const fault = (kind: AuditFault['fault'], detail: string) => [
    { fault: kind, id, untilId: id, atMs, detail },
  ]
  if (id < 1) return fault('inserted', row.hash)
  const faults: AuditFault[] = []
  const before = last?.number ?? 0
  if (id > before + 1) faults.push(missing(before + 1, id - 1, last))
  const computed = hashOfRow(row)
  if (computed !== row.hash) return [...faults, ...fault('hash-differs', computed)]
  if (searchOf(fieldsOfRow(row)) !== row.search)
    return [...faults, ...fault('hash-differs', 'search')]
  if (last === null) {
    const isFirst = id === 1 && row.previous_hash !== null
    return isFirst ? fault('hash-differs', row.previous_hash ?? '') : faults
  }
  return [...faults, ...faultsOfLink(last, row)]
}

/** The row names the hash before it, and its own hash covers that: whoever rewrote the one before is found out. */
function faultsOfLink(last: Checked, row: Row): AuditFault[] {
  if (last.number !== row.id - 1 || row.previous_hash === last.hash) return []
  // Told already: its own hash does not fit what it says.
  if (last.hash !== last.computedHash) return []
  const { number: id, atMs } = last
  return [{ fault: 'hash-differs', id, untilId: id, atMs, detail: row.previous_hash ?? '' }]
}

function missing(id: number, untilId: number, last: Checked | null): AuditFault {
  return { fault: 'missing', id, untilId, atMs: last?.atMs ?? null, detail: '' }
}

/** `head` was read first: what is newer than it came in meanwhile, in the one way there is. */
async function faultsOfHead(
  db: Db,
  last: Checked | null,
  head: Awaited<ReturnType<typeof readHead>>,
): Promise<AuditFault[]> {
  const number = last?.number ?? 0
  if (head !== null && head.number > number) return [missing(number + 1, head.number, last)]
  const now = await readHead(db, 'audit')
  if (last === null && now === null) return []
  const fault = (kind: AuditFault['fault'], detail: string): AuditFault[] => {
    const id = Math.max(1, number)
    return [{ fault: kind, id, untilId: id, atMs: last?.atMs ?? null, detail }]
  }
  if (now === null) return fault('head-differs', '')
  if (number > now.number) return fault('inserted', last?.hash ?? '')
  if (head?.number === number && head.hash !== last?.hash) return fault('head-differs', head.hash)
  return []
}
