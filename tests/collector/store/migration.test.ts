import { sql } from 'kysely'
import { hash } from 'node:crypto'
import { Migrator } from 'kysely/migration'
import { expect, test } from 'vitest'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import { heldDigests } from '#store/facts.ts'
import { up as spine } from '#store/migrations/0001-spine.ts'
import { up as reads } from '#store/migrations/0002-reads.ts'
import { connectPostgres } from '#store/postgres.ts'
import { recount } from '#store/recount.ts'
import { connectSqlite } from '#store/sqlite.ts'
import { onEachDatabase, quietLog, type TestDatabase } from '#tests/support/databases.ts'
import {
  aReading,
  aReport,
  factIntervals,
  firewall,
  hostIdOf,
  minutes,
  standingVerdicts,
  startIngest,
  startMs,
  verdictIntervals,
} from '../ingest/reports.ts'

const hostId = hostIdOf(1)
const [off, on] = [aReading('firewall', firewall('off')), aReading('firewall', firewall('on'))]
const at = (minute: number) => startMs + minutes(minute)

onEachDatabase((fresh) => {
  test('what stood in the tables of 0002 is told as before, and the next report goes on from it', async () => {
    const database = await fresh()
    await writeAsBefore(database)
    const store = await database.open()

    expect(await heldDigests(store, hostId)).toEqual({ firewall: hash('sha256', on.body) })
    const [first, second] = await factIntervals(store, hostId, 'firewall')
    expect(first).toEqual({
      body: off.body,
      from_ms: at(0),
      confirmed_ms: at(5),
      received_ms: at(1),
      until_ms: at(10),
      superseded_ms: at(12),
    })
    expect(second).toMatchObject({ from_ms: at(10), confirmed_ms: at(15), until_ms: null })
    expect(await verdictIntervals(store, hostId, 'firewall-on')).toMatchObject([
      { state: 'unmet', from_ms: at(0), received_ms: at(1), until_ms: at(10) },
      { state: 'met', from_ms: at(10), received_ms: at(12), until_ms: null },
    ])
    const { patched } = await standingVerdicts(store, hostId)
    expect(patched).toMatchObject({ state: 'unknown', sinceMs: at(0), stateSinceMs: at(0) })
    const host = await store.db.selectFrom('host').selectAll().executeTakeFirstOrThrow()
    expect(host).toMatchObject({
      states: '??????m??u',
      due_ms: at(60),
      context_revision: 'of then',
    })
    expect(await recount(store.db)).toEqual([])

    const { submit } = startIngest(store)
    const readings = [aReading('firewall', firewall('off'), at(30))]
    await submit(aReport({ hostId, sequence: 1, receivedMs: at(30), readings }))
    const states = (await verdictIntervals(store, hostId, 'firewall-on')).map(({ state }) => state)
    expect(states).toEqual(['unmet', 'met', 'unmet'])
    expect(await recount(store.db)).toEqual([])
  })
})

/** A host that reported twice, as the tables of 0002 hold it. */
async function writeAsBefore({ engine, url, file }: TestDatabase): Promise<void> {
  const connected = url === null ? connectSqlite(file) : await connectPostgres(url, quietLog)
  const { db } = connected
  const migrations = { '0001-spine': spine, '0002-reads': reads }
  const provider = {
    getMigrations: async () =>
      Object.fromEntries(
        Object.entries(migrations).map(([name, up]) => [
          name,
          { up: (trx: never) => up(trx, engine) },
        ]),
      ),
  }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  expect(error).toBe(undefined)
  await sql`
    insert into agency values ('health', 'Sở Y tế', 'so y te', 'agency', 0, ${at(0)})`.execute(db)
  await sql`
    insert into host (id, public_key, agency_id, hostname, search_folded, class, enrolled_ms,
      hardware_signs, last_received_ms)
    values (${hostId}, 'key', 'health', 'may-01', 'may-01', 'workstation', ${at(0)}, '', ${at(15)})
  `.execute(db)
  const fact = sql`
    insert into fact (host_id, probe, digest, body, from_ms, confirmed_ms, received_ms, until_ms,
      superseded_ms)
    values (${hostId}, 'firewall',`
  await sql`${fact} 'of its bytes', ${off.body}, ${at(0)}, ${at(5)}, ${at(1)}, ${at(10)}, ${at(12)})`.execute(
    db,
  )
  await sql`${fact} 'of its bytes', ${on.body}, ${at(10)}, ${at(15)}, ${at(12)}, null, null)`.execute(
    db,
  )
  const verdict = sql`
    insert into verdict (subject_kind, subject_id, severity, reason, evidence, context_revision,
      control, state, from_ms, received_ms, until_ms, superseded_ms, holds_until_ms)
    values ('host', ${hostId}, 'info', '{"key":"firewall-on","params":{}}', '[]', 'of then',`
  await sql`${verdict} 'firewall-on', 'unmet', ${at(0)}, ${at(1)}, ${at(10)}, ${at(12)}, ${at(9)})`.execute(
    db,
  )
  await sql`${verdict} 'patched', 'unknown', ${at(0)}, ${at(1)}, null, null, null)`.execute(db)
  await sql`${verdict} 'firewall-on', 'met', ${at(10)}, ${at(12)}, null, null, ${at(60)})`.execute(
    db,
  )
  for (const control of controlIds) {
    const [met, unmet, unknown] = countsOf(control)
    await sql`
      insert into counter (agency_id, class, control, met, unmet, unknown)
      values ('health', 'workstation', ${control}, ${met}, ${unmet}, ${unknown})`.execute(db)
  }
  await connected.abandon()
}

function countsOf(control: ControlId): [number, number, number] {
  if (control === 'firewall-on') return [1, 0, 0]
  return control === 'reporting' ? [0, 1, 0] : [0, 0, 1]
}
