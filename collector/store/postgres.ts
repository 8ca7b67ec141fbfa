import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types, type PoolConfig } from 'pg'
import type { Log, Store } from '#collector/deps.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Schema } from './schema.ts'
import type { Connected } from './sqlite.ts'

const connectTimeoutMs = 10_000
/** A list or a count takes milliseconds; what takes longer is stopped by the server. */
const readTimeoutMs = 30_000
/** A collector that froze inside a transaction must not hold its rows against the others. */
const idleInTransactionMs = 60_000
const writersMax = 6
const readersMax = 8

/** @throws Refusal DATABASE_NOT_OPENED */
export async function connectPostgres(url: string, log: Log): Promise<Connected> {
  const name = nameWithoutSecret(url)
  const writers = poolOf(url, log, { max: writersMax })
  await greet(writers, name)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: writers }) })
  return {
    engine: 'postgres',
    name,
    db,
    abandon: () => db.destroy(),
    ready: () => {
      const pool = poolOf(url, log, { max: readersMax, statement_timeout: readTimeoutMs })
      const reader = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
      const close = async () => {
        await reader.destroy()
        await db.destroy()
        if (!pool.ended) await pool.end()
      }
      const atOneMoment: Store['atOneMoment'] = (read) =>
        reader.transaction().setIsolationLevel('repeatable read').execute(read)
      return { engine: 'postgres', db, reader, atOneMoment, close } satisfies Store
    },
  }
}

function poolOf(url: string, log: Log, options: PoolConfig): Pool {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    application_name: 'khien-collector',
    types: { getTypeParser: parserOf },
    ...options,
  })
  // Without a listener the loss of an idle connection would end the process; the pool opens another.
  pool.on('error', (error) => log.warn({ err: error }, 'lost an idle database connection'))
  return pool
}

/** Counts and times come as int8 and sums as numeric; all of ours are far below 2^53. */
function parserOf(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  const isWide = oid === types.builtins.INT8 || oid === types.builtins.NUMERIC
  if (isWide && format !== 'binary') return Number
  return types.getTypeParser(oid, 'text')
}

async function greet(pool: Pool, name: string): Promise<void> {
  try {
    await pool.query('select 1')
  } catch (error) {
    await pool.end()
    const detail = error instanceof Error ? error.message || error.name : String(error)
    throw new Refusal('DATABASE_NOT_OPENED', { database: name, detail })
  }
}

function nameWithoutSecret(url: string): string {
  try {
    const { host, pathname, searchParams } = new URL(url)
    return `postgres://${host || (searchParams.get('host') ?? '')}${pathname}`
  } catch {
    return 'postgres://'
  }
}
