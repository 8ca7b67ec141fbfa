import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { isHalfRestored } from '#collector/backup/data-folder.ts'
import { countChainFaults, readContent } from '#store/backups/copied.ts'
import { openStore } from '#store/open.ts'
import type { Db } from '#store/schema.ts'
import { quietLog } from '#tests/support/databases.ts'
import { runProduct } from '#tests/support/processes.ts'
import { seededNowMs } from '#tests/support/seed.ts'
import { aPlace, keys, refusalOf } from './made-backup.ts'

const dayMs = 86_400_000

test('a backup is one private file, and what comes back is what went in', async () => {
  const place = await aPlace()
  const before = await readContent(place.store.reader, 'sqlite')
  const taken = await place.take()
  expect(readdirSync(place.path('backups'))).toEqual([taken.file.split('/').at(-1)])
  expect(statSync(taken.file).mode & 0o777).toBe(0o600)
  expect(statSync(taken.file).size).toBe(taken.bytes)

  const restored = await place.restore(taken.file)
  expect(restored).toMatchObject({ aside: [], chainFaults: 0, version: '0.1.0' })
  expect(readFileSync(place.path('restored/authority/current.pem'), 'utf8')).toBe(keys)
  const file = place.path('restored/khien.sqlite')
  const store = await openStore({ url: null, file, log: quietLog })
  onTestFinished(() => store.close())
  const after = await readContent(store.reader, 'sqlite')
  const hosts = before.rows['host'] ?? 0
  expect(hosts).toBeGreaterThan(0)
  // The restore is in the audit, every host is awaited, and nobody is signed in.
  const expected = {
    ...before.rows,
    audit: (before.rows['audit'] ?? 0) + 1,
    awaited_host: hosts,
    console_session: 0,
  }
  expect(after.rows).toEqual(expected)
  expect(await countChainFaults(store.reader)).toBe(0)
})

test('a sealed backup opens with its passphrase alone, however it is typed', async () => {
  const place = await aPlace()
  const passphrase = 'mật khẩu để khôi phục'
  const { file, isSealed } = await place.take({ passphrase: passphrase.normalize('NFC') })
  expect(isSealed).toBe(true)
  expect(readFileSync(file).includes(keys)).toBe(false)
  expect(await refusalOf(place.restore(file))).toEqual({
    code: 'BACKUP_PASSPHRASE_NEEDED',
    params: { file },
  })
  expect(await refusalOf(place.restore(file, { passphrase: 'một câu khác' }))).toEqual({
    code: 'BACKUP_PASSPHRASE_WRONG',
    params: { file },
  })
  expect(existsSync(place.path('restored/khien.sqlite'))).toBe(false)
  const restored = await place.restore(file, { passphrase: passphrase.normalize('NFD') })
  expect(restored.manifest.province).toBe('quang-ngai')
})

test('a backup goes over data only when told to, and what was there is kept', async () => {
  const place = await aPlace()
  const { file } = await place.take()
  mkdirSync(place.path('restored'))
  writeFileSync(place.path('restored/khien.sqlite'), 'of before')
  expect(await refusalOf(place.restore(file))).toEqual({
    code: 'RESTORE_NOT_EMPTY',
    params: { place: place.path('restored') },
  })
  expect(readFileSync(place.path('restored/khien.sqlite'), 'utf8')).toBe('of before')
  const { aside } = await place.restore(file, { isReplacing: true })
  expect(aside).toHaveLength(1)
  expect(readFileSync(join(aside[0] ?? '', 'khien.sqlite'), 'utf8')).toBe('of before')
})

test('a restore over a running collector is refused, also when data may be replaced', async () => {
  const place = await aPlace()
  const { file } = await place.take()
  const running = { dataFolder: place.path('data'), databaseFile: place.path('data/khien.sqlite') }
  for (const isReplacing of [false, true]) {
    expect(await refusalOf(place.restore(file, { ...running, isReplacing }))).toEqual({
      code: 'RESTORE_IN_USE',
      params: { place: place.path('data') },
    })
  }
})

test('older backups are removed after a good one, those of other databases never', async () => {
  const place = await aPlace()
  const take = (day: number) =>
    place.take({ now: () => seededNowMs + day * dayMs, keeping: { days: 2, weeks: 0 } })
  const first = await take(0)
  const other = join(place.path('backups'), 'khien-ffffffff-20200101T000000000Z.khien-backup')
  writeFileSync(other, 'of another collector')
  expect((await take(1)).removed).toEqual([])
  expect((await take(2)).removed).toEqual([first.file.split('/').at(-1)])
  expect(existsSync(other)).toBe(true)
})

test('a full disk leaves the backups that there are, and nothing half made', async (context) => {
  const place = await aPlace()
  const folder = place.path('small-disk')
  mkdirSync(folder)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
  if (mounted.status !== 0) return context.skip('this account may not mount a small disk')
  onTestFinished(() => void spawnSync('umount', [folder]))
  const good = join(folder, 'khien-2100589d-20200101T000000000Z.khien-backup')
  writeFileSync(good, 'the good one')
  expect(await refusalOf(place.take({ folder }))).toEqual({
    code: 'BACKUP_NO_SPACE',
    params: { folder },
  })
  expect(readdirSync(folder)).toEqual([good.split('/').at(-1)])
})

test('a folder that cannot be written is refused with its name', async () => {
  const place = await aPlace()
  writeFileSync(place.path('a-file'), '')
  const folder = place.path('a-file/backups')
  expect(await refusalOf(place.take({ folder }))).toMatchObject({
    code: 'BACKUP_FOLDER_NOT_WRITABLE',
    params: { folder },
  })
})

/** The tables as the version before backups left them: what came with 0023 and after it is taken out again. */
async function undoBackups(db: Db): Promise<void> {
  for (const trigger of ['added', 'changed', 'removed']) {
    await sql`drop trigger ${sql.id(`host_search_${trigger}`)}`.execute(db)
  }
  await db.schema.dropIndex('host_by_token').execute()
  const tables = ['awaited_host', 'backup_run', 'repeatable_request', 'script_machine']
  const ofSearch = ['host_search', 'host_number']
  const ofNeighbours = ['neighbour', 'neighbour_sight', 'neighbour_look', 'neighbour_decision']
  const ofReleases = ['release', 'release_host', 'release_key_statement']
  const ofDevices = ['waiting_machine', 'device_review']
  const ofChecks = ['authorisation', 'result', 'switch'].map((name) => `device_check_${name}`)
  const all = [...tables, ...ofReleases, ...ofNeighbours, ...ofDevices, ...ofChecks, ...ofSearch]
  for (const table of all) {
    await db.schema.dropTable(table).execute()
  }
  const counted = ['revision', 'changed_by', 'changed_ms']
  const added = {
    console_user: counted,
    saved_view: counted,
    enrolment_token: ['networks', 'waits_beyond_declared'],
    role_assignment: ['functions', 'representative', 'address', 'contact'],
    report_event: ['basis'],
    organisation_change: ['act', 'undone_act'],
    report: ['confirmed_basis', 'sent_basis'],
  }
  for (const [table, columns] of Object.entries(added)) {
    for (const column of columns) await db.schema.alterTable(table).dropColumn(column).execute()
  }
  await sql`delete from kysely_migration where name >= '0023'`.execute(db)
}

test('a backup of an older version is brought to this one', async () => {
  const place = await aPlace()
  const { db } = place.store
  await undoBackups(db)
  const { file } = await place.take()
  const { manifest } = await place.restore(file)
  expect(manifest.content.rows).not.toHaveProperty('awaited_host')
  const url = null
  const store = await openStore({ url, file: place.path('restored/khien.sqlite'), log: quietLog })
  onTestFinished(() => store.close())
  const { rows } = await readContent(store.reader, 'sqlite')
  expect(rows['awaited_host']).toBe(manifest.content.rows['host'])
})

test('a collector does not start in a folder that a restore left half moved', async () => {
  const place = await aPlace()
  const { file } = await place.take()
  const settings = { KHIEN_DATA_DIR: place.path('restored'), KHIEN_PORT: '0' }
  mkdirSync(place.path('restored/restore.moving'), { recursive: true })
  writeFileSync(place.path('restored/restore.moving/khien.sqlite'), 'of the restore before')
  const { exitCode, output } = await runProduct('collector', ['run'], settings)
  expect({ exitCode, output }).toMatchObject({ exitCode: 1 })
  expect(output).toContain('did not end')
  expect(existsSync(place.path('restored/khien.sqlite'))).toBe(false)
  await place.restore(file, { isReplacing: true })
  expect(isHalfRestored(place.path('restored'))).toBe(false)
}, 60_000)
