import { sql } from 'kysely'
import type { Store } from '#collector/deps.ts'
import { dayOf } from '#domain/register.ts'
import type { ChangeEffect } from '#protocol/organisation-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import { recordAudit } from '../audit.ts'
import { addToCounters } from '../counters.ts'
import { lockHosts } from '../host-state.ts'
import type { Db } from '../schema.ts'
import type { ChangeActor } from './changes.ts'
import { settle } from './current.ts'
import { newestAct } from './seen-changes.ts'
import { assignHosts, changesOf, countedHosts } from './move-hosts.ts'
import { lockOrganisations, superseding, type Writing } from './writing.ts'
import { writtenBy } from './written.ts'

/**
 * Takes the last change back: its rows cease to stand, what stood before is said again, and hosts and tokens return.
 * What was known meanwhile stays known. Changes are undone from the newest to the oldest.
 * @throws Refusal ORGANISATION_NOTHING_TO_UNDO when a newer one stands, or it was undone; ORGANISATION_IN_USE when
 * an organisation that it created has hosts, tokens or declarations
 */
export async function undoLastChange(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  changeId: number,
  by: ChangeActor,
): Promise<ChangeEffect> {
  return db.transaction().execute(async (trx) => {
    await lockOrganisations(trx, engine)
    await requireLast(trx, changeId)
    const { actor, nowMs, newId } = by
    const tally = { moves: [], tokens: 0, parts: [], roles: 0 }
    const today = dayOf(nowMs)
    const writing: Writing = { trx, engine, changeId, nowMs, today, actor, newId, tally }
    const { before, after } = await writtenBy(trx, changeId)
    await returnTokens(writing)
    await returnHosts(writing)
    await sayAgain(writing)
    await trx
      .updateTable('organisation_change')
      .set({ undone_ms: nowMs, undone_by: actor, undone_act: (await newestAct(trx)) + 1 })
      .where('change_id', '=', changeId)
      .execute()
    const agencyIds = await settle(writing)
    await removeUnborn(writing, agencyIds)
    const entry = { actor, address: by.address, atMs: nowMs, action: 'undo-organisation-change' }
    await recordAudit(trx, {
      ...entry,
      subject: String(changeId),
      before: after,
      after: before,
    })
    return { changeId, agencyIds: [...agencyIds], ...tally }
  })
}

async function requireLast(trx: Db, changeId: number): Promise<void> {
  const last = await trx
    .selectFrom('organisation_change')
    .select('change_id')
    .where('undone_ms', 'is', null)
    .orderBy('change_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last?.change_id === changeId) return
  throw new Refusal('ORGANISATION_NOTHING_TO_UNDO')
}

const tables = {
  agency_version: [
    'agency_id',
    'name',
    'short_name',
    'code',
    'kind',
    'level',
    'parent_id',
    'from_day',
    'until_day',
    'source',
  ],
  agency_succession: ['from_agency_id', 'to_agency_id', 'kind', 'on_day', 'source'],
  plan_exclusion: ['plan_id', 'agency_id', 'reason', 'from_day', 'until_day'],
  role_assignment: [
    'role',
    'agency_id',
    'organisation_name',
    'for_agency_id',
    'from_day',
    'until_day',
    'source',
    'functions',
    'representative',
    'address',
    'contact',
  ],
} as const

/** Rows that the change superseded are written again under the change that had made them, so that it can be undone next. */
async function sayAgain(writing: Writing): Promise<void> {
  const { trx, changeId, nowMs, actor } = writing
  for (const [table, columns] of Object.entries(tables)) {
    const names = sql.join(columns.map((name) => sql.ref(name)))
    await sql`
      update ${sql.table(table)}
      set superseded_ms = ${superseding(writing).superseded_ms}, superseded_by = ${changeId}
      where change_id = ${changeId} and superseded_ms is null`.execute(trx)
    await sql`
      insert into ${sql.table(table)}
        (${names}, recorded_ms, superseded_ms, actor, change_id, superseded_by)
      select ${names}, ${sql.lit(nowMs)}, null, ${actor}, change_id, null
      from ${sql.table(table)}
      where superseded_by = ${changeId} and change_id <> ${changeId}`.execute(trx)
  }
}

async function returnTokens({ trx, changeId, tally }: Writing): Promise<void> {
  const moved = await movedBy(trx, changeId, 'token')
  for (const { subject_id: id, from_agency_id: agencyId } of moved) {
    await trx
      .updateTable('enrolment_token')
      .set({ agency_id: agencyId })
      .where('id', '=', id)
      .execute()
  }
  tally.tokens = moved.length
}

/** The intervals that went to another go back, and with the open ones their hosts and counts. */
async function returnHosts(writing: Writing): Promise<void> {
  const { trx, engine, changeId } = writing
  const moved = await movedBy(trx, changeId, 'host')
  await lockHosts(trx, engine, [...new Set(moved.map((one) => one.subject_id))])
  const pairs = Map.groupBy(moved, (one) => `${one.from_agency_id}\n${one.to_agency_id}`)
  for (const moves of pairs.values()) {
    const [first] = moves
    if (!first) continue
    const back = { fromAgencyId: first.to_agency_id, toAgencyId: first.from_agency_id }
    const held = new Set(moves.map((one) => one.subject_id))
    const counted = await countedHosts(writing, back.fromAgencyId, held)
    for (const { subject_id: hostId, from_ms: fromMs } of moves) {
      await trx
        .updateTable('host_agency')
        .set({ agency_id: back.toAgencyId })
        .where('host_id', '=', hostId)
        .where('from_ms', '=', fromMs)
        .execute()
    }
    await assignHosts(
      writing,
      back.toAgencyId,
      counted.map(({ id }) => id),
    )
    await addToCounters(trx, engine, changesOf(counted, back))
    writing.tally.moves.push({
      from: { id: back.fromAgencyId, name: await agencyName(trx, back.fromAgencyId) },
      to: { id: back.toAgencyId, name: await agencyName(trx, back.toAgencyId) },
      hosts: counted.length,
    })
  }
}

function movedBy(trx: Db, changeId: number, subject: 'host' | 'token') {
  return trx
    .selectFrom('organisation_move')
    .selectAll()
    .where('change_id', '=', changeId)
    .where('subject', '=', subject)
    .orderBy('subject_id')
    .execute()
}

async function agencyName(trx: Db, id: string): Promise<string> {
  const row = await trx.selectFrom('agency').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? ''
}

/** An organisation whose creation was undone is no agency any more, unless something belongs to it. */
async function removeUnborn({ trx }: Writing, agencyIds: readonly string[]): Promise<void> {
  for (const id of agencyIds) {
    const stands = await trx
      .selectFrom('agency_version')
      .select('version_id')
      .where('agency_id', '=', id)
      .where('superseded_ms', 'is', null)
      .executeTakeFirst()
    if (stands) continue
    const name = await agencyName(trx, id)
    if (await isUsed(trx, id)) throw new Refusal('ORGANISATION_IN_USE', { name })
    await trx.deleteFrom('counter').where('agency_id', '=', id).execute()
    await trx.deleteFrom('agency').where('id', '=', id).execute()
  }
}

async function isUsed(trx: Db, agencyId: string): Promise<boolean> {
  for (const table of ['host_agency', 'enrolment_token', 'entry'] as const) {
    const row = await trx
      .selectFrom(table)
      .select('agency_id')
      .where('agency_id', '=', agencyId)
      .limit(1)
      .executeTakeFirst()
    if (row) return true
  }
  return false
}
