import type { EpochMs } from '#protocol/values.ts'
import type { Db } from './schema.ts'

/** Who changed what, from where. */
export type AuditEntry = {
  /** `user <name>`, `command`, `token <id>` or `host <id>`. */
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

/** Writes down a change in the transaction that makes it: the one door that every mutation passes. Never a secret. */
export async function recordAudit(trx: Db, entry: AuditEntry): Promise<void> {
  await trx
    .insertInto('audit')
    .values({
      at_ms: entry.atMs,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      before: jsonOrNull(entry.before),
      after: jsonOrNull(entry.after),
      address: entry.address,
    })
    .execute()
}

const jsonOrNull = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

/** Who asks for a change, and when. */
export type Actor = {
  readonly actor: string
  readonly address: string | null
  readonly nowMs: EpochMs
}
