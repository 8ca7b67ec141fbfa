import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import pino from 'pino'
import { beforeEach, describe, inject, onTestFinished } from 'vitest'
import type { Store } from '#collector/deps.ts'
import type { Engine } from '#store/engine.ts'
import { openStore } from '#store/open.ts'

/** An empty database of one test, on disk or in a real server; gone when the test is. */
export type TestDatabase = {
  readonly engine: Engine
  readonly url: string | null
  readonly file: string
  /** Opens it as a collector does. Stores are closed with the test; closing one earlier does no harm. */
  open(): Promise<Store>
}

/** Says a rule once and proves it on both databases. */
export function onEachDatabase(rules: (fresh: () => Promise<TestDatabase>) => void): void {
  describe('on SQLite', () => rules(freshSqlite))
  describe('on PostgreSQL', () => {
    beforeEach((context) => {
      const { missing } = inject('postgres')
      if (missing !== null) context.skip(missing)
    })
    rules(freshPostgres)
  })
}

/** Nothing below `fatal` is printed: tests provoke errors on purpose. */
export const quietLog = pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'fatal' })

/** A SQLite file in a folder of its own. */
export function freshSqlite(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'khien-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return Promise.resolve(database('sqlite', null, join(folder, 'khien.db')))
}

/** A database of its own in the server of this test run. */
async function freshPostgres(): Promise<TestDatabase> {
  const { url: serverUrl, missing } = inject('postgres')
  if (serverUrl === null) throw new Error(missing)
  const name = `khien_${randomBytes(8).toString('hex')}`
  await administer(serverUrl, `create database ${name}`)
  onTestFinished(() => administer(serverUrl, `drop database ${name} with (force)`))
  const url = serverUrl.replace(/\/postgres$/, `/${name}`)
  return database('postgres', url, '')
}

function database(engine: Engine, url: string | null, file: string): TestDatabase {
  const open = async () => {
    const store = await openStore({ url, file, log: quietLog })
    let closing: Promise<void> | null = null
    const close = () => (closing ??= store.close())
    onTestFinished(close)
    return { ...store, close }
  }
  return { engine, url, file, open }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
