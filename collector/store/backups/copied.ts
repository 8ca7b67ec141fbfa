import { sql } from 'kysely'
import { checkAudit } from '../audit/verify.ts'
import { readHead, type ChainHead } from '../chain-head.ts'
import type { Engine } from '../engine.ts'
import { readMeta } from '../meta.ts'
import type { Db } from '../schema.ts'
import { checkChain } from '../snapshots/verify.ts'

/** What a copy of the database holds, by which it is known again after it was packed and unpacked. */
export type CopiedContent = {
  /** Null: a database that no collector has served yet. */
  readonly databaseId: string | null
  readonly rows: Readonly<Record<string, number>>
  readonly auditHead: ChainHead | null
  readonly snapshotHead: ChainHead | null
}

/** Counts every table and reads the heads of both chains. */
export async function readContent(db: Db, engine: Engine): Promise<CopiedContent> {
  const rows: Record<string, number> = {}
  for (const name of await tableNames(db, engine)) {
    const counted = await sql<{ count: number }>`
      select count(*) as count from ${sql.id(name)}`.execute(db)
    rows[name] = Number(counted.rows[0]?.count ?? 0)
  }
  return {
    databaseId: await readMeta(db, 'database-id'),
    rows,
    auditHead: await readHead(db, 'audit'),
    snapshotHead: await readHead(db, 'snapshot'),
  }
}

async function tableNames(db: Db, engine: Engine): Promise<string[]> {
  const { rows } = await (
    engine === 'postgres'
      ? sql<{ name: string }>`
          select tablename as name from pg_tables where schemaname = current_schema() order by 1`
      : sql<{ name: string }>`
          select name from sqlite_master
          where type = 'table' and name not like 'sqlite_%' order by 1`
  ).execute(db)
  return rows.map(({ name }) => name)
}

/** How many links of both chains are not as they were written. */
export async function countChainFaults(db: Db): Promise<number> {
  const audit = await checkAudit(db)
  const snapshots = await checkChain(db)
  return audit.faultsFound + snapshots.faults.length
}
