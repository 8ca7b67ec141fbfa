import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { readContent } from '#store/backups/copied.ts'
import { openStore } from '#store/open.ts'
import { quietLog } from '#tests/support/databases.ts'
import { seededNowMs } from '#tests/support/seed.ts'
import { aPlace, refusalOf } from './made-backup.ts'

async function run(url: string, statement: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement)
    return String(Object.values(rows[0] ?? {})[0] ?? '')
  } finally {
    await client.end()
  }
}

/** An empty database of the server of this run; null: there is none. */
async function aDatabase(): Promise<string | null> {
  const { url } = inject('postgres')
  if (url === null) return null
  const name = `khien_${randomBytes(8).toString('hex')}`
  await run(url, `create database ${name}`)
  onTestFinished(() => void run(url, `drop database ${name} with (force)`))
  return url.replace(/\/postgres$/, `/${name}`)
}

test('a database of PostgreSQL comes back, over another only when told to', async (context) => {
  const [from, to, third] = [await aDatabase(), await aDatabase(), await aDatabase()]
  if (from === null || to === null || third === null) return context.skip('no PostgreSQL here')
  const place = await aPlace({ url: from })
  const before = await readContent(place.store.reader, 'postgres')
  const passphrase = 'một câu để khôi phục'
  const taken = await place.take({ passphrase }).catch((error: unknown) => error)
  // Programs of an older version than the server's refuse it; then the words are all that can be proved here.
  const code = taken instanceof Error && 'code' in taken ? String(taken.code) : ''
  if (code === 'BACKUP_TOOL_MISSING' || code === 'BACKUP_TOOL_FAILED') {
    expect(await refusalOf(place.take())).toMatchObject({ params: { tool: 'pg_dump' } })
    return context.skip(`no pg_dump for this server: ${String(taken)}`)
  }
  const { file } = taken as Awaited<ReturnType<typeof place.take>>
  expect((await refusalOf(place.restore(file, { passphrase })))?.code).toBe('BACKUP_OTHER_DATABASE')

  await place.restore(file, { passphrase, url: to })
  const store = await openStore({ url: to, file: '', log: quietLog })
  const after = await readContent(store.reader, 'postgres')
  expect(after.rows).toEqual({
    ...before.rows,
    audit: (before.rows['audit'] ?? 0) + 1,
    awaited_host: before.rows['host'],
  })

  const again = (isReplacing: boolean) =>
    place.restore(file, {
      passphrase,
      url: to,
      dataFolder: place.path('again'),
      databaseFile: place.path('again/khien.sqlite'),
      isReplacing,
    })
  // A collector still works on it.
  expect((await refusalOf(again(false)))?.code).toBe('RESTORE_IN_USE')
  expect((await refusalOf(again(true)))?.code).toBe('RESTORE_IN_USE')
  expect((await readContent(store.reader, 'postgres')).rows).toEqual(after.rows)
  await store.close()

  expect((await refusalOf(again(false)))?.code).toBe('RESTORE_NOT_EMPTY')
  const { aside } = await again(true)
  expect(await run(to, `select count(*) from ${aside[0]}.host`)).toBe(String(before.rows['host']))

  // What was moved aside is no part of the next backup.
  const restored = await openStore({ url: to, file: '', log: quietLog })
  const source = { store: restored, place: { url: to, file: '' } }
  const next = await place.take({ ...source, now: () => seededNowMs + 1_000 })
  await restored.close()
  const last = { dataFolder: place.path('last'), databaseFile: place.path('last/khien.sqlite') }
  await place.restore(next.file, { ...last, url: third })
  expect(await run(third, 'select count(*) from host')).toBe(String(before.rows['host']))
}, 180_000)
