import { sql } from 'kysely'
import type { Match, MatchDecision } from '#domain/matching.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db } from '../schema.ts'

/** A decision with who took it when. */
export type RecordedDecision = MatchDecision & {
  readonly actor: string
  readonly recordedMs: EpochMs
}

/** What people have decided about pairs of machine and host, as known at a moment; null: now. By pair. */
export async function decisionsAsOf(
  db: Db,
  knownAtMs: EpochMs | null,
): Promise<RecordedDecision[]> {
  const known =
    knownAtMs === null
      ? sql`m.superseded_ms is null`
      : sql`m.recorded_ms <= ${knownAtMs}
          and (m.superseded_ms is null or m.superseded_ms > ${knownAtMs})`
  const { rows } = await sql<RecordedDecision>`
    select m.entry_id as "entryId", m.host_id as "hostId", m.decision as "decision",
      m.actor as "actor", m.recorded_ms as "recordedMs"
    from machine_match m where ${known} order by m.entry_id, m.host_id`.execute(db)
  return rows
}

type Pair = { readonly entryId: string; readonly hostId: string }

/**
 * Writes down what a person decided about a pair, in place of an earlier decision about it; null undoes it.
 * `basis`: the sign that spoke for it, or `person` where none did.
 */
export async function decideMatch(
  trx: Db,
  {
    entryId,
    hostId,
    decision,
    basis,
  }: Pair & {
    readonly decision: MatchDecision['decision'] | null
    readonly basis: Match['basis']
  },
  by: Actor,
): Promise<void> {
  const { actor, address, nowMs: atMs } = by
  const standing = await trx
    .updateTable('machine_match')
    .set({ superseded_ms: atMs })
    .where('entry_id', '=', entryId)
    .where('host_id', '=', hostId)
    .where('superseded_ms', 'is', null)
    .returning('decision')
    .executeTakeFirst()
  if (decision !== null) {
    await trx
      .insertInto('machine_match')
      .values({
        entry_id: entryId,
        host_id: hostId,
        decision,
        basis,
        actor,
        recorded_ms: atMs,
        superseded_ms: null,
      })
      .execute()
  }
  await recordAudit(trx, {
    actor,
    address,
    atMs,
    action: 'decide-match',
    subject: `${entryId} ${hostId}`,
    before: standing?.decision ?? null,
    after: decision,
  })
}
