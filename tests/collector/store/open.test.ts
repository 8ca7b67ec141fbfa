import { sql } from 'kysely'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Refusal } from '#protocol/refusals.ts'
import { openStore } from '#store/open.ts'
import { freshSqlite, onEachDatabase, quietLog as log } from '#tests/support/databases.ts'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'khien-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function refusalOf(opening: Promise<unknown>): Promise<Refusal> {
  const outcome = await opening.then(
    () => 'opened',
    (error: unknown) => error,
  )
  if (outcome instanceof Refusal) return outcome
  throw new Error(`expected a refusal, got ${String(outcome)}`)
}

onEachDatabase((fresh) => {
  test('a second start finds what the first one wrote', async () => {
    const database = await fresh()
    const first = await database.open()
    await first.db.insertInto('meta').values({ key: 'a', value: 'kept' }).execute()
    await first.close()

    const second = await database.open()
    const { value } = await second.reader
      .selectFrom('meta')
      .select('value')
      .where('key', '=', 'a')
      .executeTakeFirstOrThrow()
    expect(value).toBe('kept')
  })

  test('a database of a newer version is refused and stays as it is', async () => {
    const database = await fresh()
    const older = await database.open()
    await sql`insert into kysely_migration values ('0999-future', '2030')`.execute(older.db)
    await older.close()
    const bytes = database.url === null ? digestOf(database.file) : null

    const refusal = await refusalOf(openStore({ ...database, log }))
    expect(refusal.code).toBe('DATABASE_NEWER')
    expect(refusal.params['migration']).toBe('0999-future')
    if (bytes !== null) expect(digestOf(database.file)).toBe(bytes)
  })

  test('64-bit numbers come back as numbers', async () => {
    const { db } = await (await fresh()).open()
    await db.insertInto('uptime').values({ from_ms: 4_102_444_800_000, until_ms: 1 }).execute()
    const row = await db.selectFrom('uptime').select('from_ms').executeTakeFirstOrThrow()
    expect(row.from_ms).toBe(4_102_444_800_000)
  })
})

test('a second collector on the same file is refused with the process that has it', async () => {
  const database = await freshSqlite()
  await database.open()
  const refusal = await refusalOf(openStore({ ...database, log }))
  expect([refusal.code, refusal.params['pid']]).toEqual(['DATA_DIR_IN_USE', process.pid])
})

test('the file is free again once its collector was killed', async () => {
  const database = await freshSqlite()
  const script = `
    import { openStore } from '#store/open.ts'
    import pino from 'pino'
    const log = pino({ level: 'fatal' })
    await openStore({ url: null, file: ${JSON.stringify(database.file)}, log })
    process.kill(process.pid, 'SIGKILL')`
  const killed = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script])
  expect(killed.signal, killed.stderr.toString()).toBe('SIGKILL')
  await expect(database.open()).resolves.toMatchObject({ engine: 'sqlite' })
})

test('a data folder that cannot be made is refused by name', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), 'not a folder')
  const below = join(folder, 'file', 'data')
  const refusal = await refusalOf(openStore({ url: null, file: join(below, 'khien.db'), log }))
  expect([refusal.code, refusal.params['folder']]).toEqual(['DATA_DIR_NOT_WRITABLE', below])
})

test('a file that is no database is refused', async () => {
  const file = join(temporaryFolder(), 'khien.db')
  writeFileSync(file, 'x'.repeat(4096))
  const refusal = await refusalOf(openStore({ url: null, file, log }))
  expect([refusal.code, refusal.params['database']]).toEqual(['DATABASE_NOT_OPENED', file])
})

test('a server that does not answer is refused, and its password is not named', async () => {
  const url = 'postgres://khien:secret@127.0.0.1:1/khien'
  const refusal = await refusalOf(openStore({ url, file: '', log }))
  expect(refusal.code).toBe('DATABASE_NOT_OPENED')
  expect(refusal.message).toContain('127.0.0.1:1/khien')
  expect(refusal.message).not.toContain('secret')
})

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
