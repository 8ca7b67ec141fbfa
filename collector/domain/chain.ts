import { canonicalJson } from '#protocol/delta.ts'

/** What is chained: each link's hash covers the hash before it, so none can be taken out, put in or moved. */
export type ChainName = 'snapshot' | 'audit'

/** The text whose SHA-256 is the hash of a link. `bytes` are its canonical bytes, its place among them. */
export function chainText(chain: ChainName, previousHash: string | null, bytes: string): string {
  return `khien ${chain} 1\n${previousHash ?? ''}\n${bytes}`
}

/** All that an entry of the audit says. `before` and `after` are JSON texts, as they are stored. */
export type AuditFields = {
  readonly id: number
  readonly atMs: number
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly before: string | null
  readonly after: string | null
  readonly address: string | null
}

/** The bytes of an entry: every field by its name, in one order. */
export function auditBytes(fields: AuditFields): string {
  const { id, atMs, actor, action, subject, before, after, address } = fields
  return canonicalJson({ id, atMs, actor, action, subject, before, after, address })
}
