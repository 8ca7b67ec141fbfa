import { hash as hashOf } from 'node:crypto'
import { auditBytes, chainText, type AuditFields } from '#domain/chain.ts'
import { foldForSearch } from '#domain/fold.ts'
import type { Digest, EpochMs } from '#protocol/values.ts'
import { lockHead, moveHead } from './chain-head.ts'
import type { Db } from './schema.ts'

/** Who changed what, from where. */
export type AuditEntry = {
  /** `user <name>`, `command`, `job <id>`, `token <id>` or `host <id>`. */
  readonly actor: string
  /** A verb and a noun, e.g. `create-agency`. */
  readonly action: string
  /** The id of what was changed. */
  readonly subject: string
  readonly before?: unknown
  readonly after?: unknown
  readonly address: string | null
  readonly atMs: EpochMs
}

/**
 * Writes down a change in the transaction that makes it: the one door that every mutation passes. Never a secret.
 * Each entry is chained to the one before it, so the head of the chain is kept from others until the commit. Call it
 * when the transaction holds every row that it needs: whoever takes the head last cannot lock anybody out.
 */
export async function recordAudit(trx: Db, entry: AuditEntry): Promise<void> {
  if (!trx.isTransaction) return trx.transaction().execute((own) => recordAudit(own, entry))
  const head = await lockHead(trx, 'audit')
  const id = (head?.number ?? 0) + 1
  const row = auditRowOf({ ...fieldsOf(entry), id }, head?.hash ?? null)
  await trx.insertInto('audit').values(row).execute()
  await moveHead(trx, 'audit', { number: id, hash: row.hash })
}

/** A list that left the console as a file, or a file that was fetched. */
export type Read = {
  /** Names the list, e.g. `hosts`; the action is `export-hosts`. */
  readonly table: string
  /** Of one thing, its id; of a list, its name again. */
  readonly subject: string
  /** The filters as the address of the screen has them. */
  readonly filters: unknown
  /** How many rows left; null: it is no list. */
  readonly rows: number | null
  readonly format: string
}

/** Writes down that data left the console: call it before the first byte does. */
export async function recordRead(db: Db, read: Read, by: Actor): Promise<void> {
  const { table, subject, ...after } = read
  const { actor, address, nowMs: atMs } = by
  await recordAudit(db, { actor, address, atMs, action: `export-${table}`, subject, after })
}

/** Writes down that agents were asked to look again: nothing changes, and somebody did it. One entry for all. */
export async function recordRecheck(db: Db, hostIds: readonly string[], by: Actor): Promise<void> {
  const [subject] = hostIds
  if (subject === undefined) return
  const { actor, address, nowMs: atMs } = by
  const entry = { actor, address, atMs, action: 'recheck-host', subject }
  await recordAudit(db, hostIds.length === 1 ? entry : { ...entry, after: { hostIds } })
}

/** A row of the audit as it is stored: what was said, its place in the chain, and what search goes by. */
export function auditRowOf(fields: AuditFields, previousHash: Digest | null) {
  const { atMs, ...said } = fields
  return {
    ...said,
    at_ms: atMs,
    previous_hash: previousHash,
    hash: auditHash(fields, previousHash),
    search: searchOf(fields),
  }
}

export function auditHash(fields: AuditFields, previousHash: Digest | null): Digest {
  return hashOf('sha256', chainText('audit', previousHash, auditBytes(fields)), 'hex')
}

const searchCharactersMax = 2000

/** What an entry is found by. */
export function searchOf({ actor, action, subject, address, before, after }: AuditFields): string {
  const said = [actor, action, subject, address, after, before].filter((text) => text !== null)
  return foldForSearch(said.join(' ').slice(0, searchCharactersMax))
}

function fieldsOf({ atMs, actor, action, subject, before, after, address }: AuditEntry) {
  return {
    atMs,
    actor,
    action,
    subject,
    before: jsonOrNull(before),
    after: jsonOrNull(after),
    address,
  }
}

const jsonOrNull = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

/** Who asks for a change, and when. */
export type Actor = {
  readonly actor: string
  readonly address: string | null
  readonly nowMs: EpochMs
}
