import { sql, type Kysely } from 'kysely'
import type { AuditFields } from '#domain/chain.ts'
import { auditRowOf } from '../audit.ts'
import type { Engine } from '../engine.ts'

const rowsAtOnce = 500

type Row = Omit<AuditFields, 'atMs'> & { readonly at_ms: number }
type ChainedRow = ReturnType<typeof auditRowOf>
type Tables = { audit: Row; audit_chained: ChainedRow; meta: { key: string; value: string } }

/** Chains the audit, numbers it without a gap, and gives it what it is searched by; how long what is kept. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await createChained(db, engine)
  await chainRows(db as Kysely<Tables>)
  await db.schema.dropTable('audit').execute()
  await db.schema.alterTable('audit_chained').renameTo('audit').execute()
  for (const column of ['at_ms', 'action', 'actor', 'subject']) {
    const index = db.schema.createIndex(`audit_by_${column}`).on('audit')
    await index.columns([column, 'id']).execute()
  }
  await addHeads(db)
  await createRetention(db, engine)
}

async function createChained({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  await schema
    .createTable('audit_chained')
    .addColumn('id', engine === 'sqlite' ? 'integer' : 'bigint', (id) => id.primaryKey().notNull())
    .addColumn('at_ms', 'bigint', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('before', 'text')
    .addColumn('after', 'text')
    .addColumn('address', 'text')
    .addColumn('previous_hash', 'text')
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('search', 'text', (column) => column.notNull())
    .execute()
}

/** PostgreSQL leaves gaps where a transaction was taken back; no number was shown to anybody yet. */
async function chainRows(db: Kysely<Tables>): Promise<void> {
  let previous: ChainedRow | null = null
  let after = 0
  for (;;) {
    const rows: Row[] = await db
      .selectFrom('audit')
      .select(['id', 'at_ms', 'actor', 'action', 'subject', 'before', 'after', 'address'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute()
    if (rows.length === 0) break
    for (const { at_ms, ...said } of rows) {
      after = said.id
      const id: number = (previous?.id ?? 0) + 1
      previous = auditRowOf({ ...said, atMs: at_ms, id }, previous?.hash ?? null)
      await db.insertInto('audit_chained').values(previous).execute()
    }
  }
  if (previous === null) return
  const { id: number, hash } = previous
  const value = JSON.stringify({ number, hash })
  await db.insertInto('meta').values({ key: 'audit-head', value }).execute()
}

/** The head of the audit as it stood when a snapshot was frozen or a report archived. */
async function addHeads({ schema }: Kysely<unknown>): Promise<void> {
  for (const table of ['snapshot', 'report']) {
    await schema.alterTable(table).addColumn('audit_number', 'bigint').execute()
    await schema.alterTable(table).addColumn('audit_hash', 'text').execute()
    await schema.alterTable(table).addColumn('audit_ms', 'bigint').execute()
  }
}

async function createRetention({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  await schema
    .createTable('retention_period')
    .addColumn('id', engine === 'sqlite' ? 'integer' : 'bigint', (id) =>
      engine === 'sqlite'
        ? id.primaryKey().autoIncrement()
        : id.primaryKey().generatedAlwaysAsIdentity(),
    )
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('days', 'integer', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('decided_ms', 'bigint', (column) => column.notNull())
    .execute()
  await schema
    .createTable('retention_run')
    .addColumn('kind', 'text', (column) => column.primaryKey().notNull())
    .addColumn('ran_ms', 'bigint', (column) => column.notNull())
    .addColumn('removed', 'bigint', (column) => column.notNull())
    .addColumn('removed_ms', 'bigint')
    .addColumn('removed_total', 'bigint', (column) => column.notNull().defaultTo(sql`0`))
    .execute()
}
