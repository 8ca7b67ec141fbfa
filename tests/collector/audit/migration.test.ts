import { sql, type Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { checkAudit } from '#store/audit/verify.ts'
import { up as spine } from '#store/migrations/0001-spine.ts'
import { up as auditChain } from '#store/migrations/0015-audit-chain.ts'
import { recordAudit } from '#store/audit.ts'
import { connectPostgres } from '#store/postgres.ts'
import type { Db } from '#store/schema.ts'
import { connectSqlite } from '#store/sqlite.ts'
import { onEachDatabase, quietLog, type TestDatabase } from '#tests/support/databases.ts'

const connect = ({ engine, url, file }: TestDatabase) =>
  engine === 'sqlite' ? connectSqlite(file) : connectPostgres(url ?? '', quietLog)

/** The audit as it stood before it was chained, with a gap where a transaction was taken back. */
async function writeAsBefore(db: Db) {
  const old = db as unknown as Kysely<unknown>
  for (const table of ['snapshot', 'report']) {
    const id = table === 'snapshot' ? 'number' : 'id'
    await sql`create table ${sql.id(table)} (${sql.id(id)} integer, created_ms bigint)`.execute(old)
  }
  for (let number = 1; number <= 1200; number += 1) {
    await sql`insert into audit (at_ms, actor, action, subject, before, after, address)
      values (${1_700_000_000_000 + number}, 'user an', 'create-agency', ${`a${number}`}, null,
        ${JSON.stringify({ name: `Sở ${number}` })}, '192.0.2.7')`.execute(old)
  }
  await sql`delete from audit where id in (3, 4, 700)`.execute(old)
}

onEachDatabase((fresh) => {
  test('what was written before is chained in its order and numbered without a gap', async () => {
    const database = await fresh()
    const connected = await connect(database)
    try {
      const { db, engine } = connected
      await spine(db as unknown as Kysely<unknown>, engine)
      await writeAsBefore(db)
      await auditChain(db as unknown as Kysely<unknown>, engine)
      expect(await checkAudit(db)).toMatchObject({
        checked: 1197,
        faults: [],
        head: { number: 1197 },
      })
      const rows = await db.selectFrom('audit').selectAll().orderBy('id').limit(4).execute()
      expect(rows.map(({ id, subject }) => [id, subject])).toEqual([
        [1, 'a1'],
        [2, 'a2'],
        [3, 'a5'],
        [4, 'a6'],
      ])
      expect(rows[2]).toMatchObject({
        search: expect.stringContaining('so 5'),
        address: '192.0.2.7',
      })
      const entry = { actor: 'user an', action: 'sign-in', subject: 'x' }
      await recordAudit(db, { ...entry, address: null, atMs: 1_700_000_100_000 })
      expect(await checkAudit(db)).toMatchObject({ checked: 1198, faults: [] })
    } finally {
      await connected.abandon()
    }
  })
})
