import { readdirSync, rmSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { openBackup } from '#collector/backup/read-file.ts'
import { migrationNames } from '#store/migrate.ts'
import { runProduct, startProduct, until } from '#tests/support/processes.ts'
import { aPlace } from './made-backup.ts'

test('a kill at any stage leaves the backups that there were, and the next one is taken', async () => {
  const place = await aPlace()
  const folder = place.path('backups')
  const settings = { KHIEN_DATA_DIR: place.path('data'), KHIEN_BACKUP_DIR: folder }
  // The keys of a seeded place are no keys; the command makes its own.
  rmSync(place.path('data/authority'), { recursive: true })
  const take = () => runProduct('collector', ['backup'], settings)
  expect(await take()).toMatchObject({ exitCode: 0 })
  const names = () => readdirSync(folder).filter((name) => name.endsWith('.khien-backup'))
  expect(names()).toHaveLength(1)

  for (const stage of ['Copying', 'Packing', 'Reading the backup back']) {
    const before = names()
    const running = startProduct('collector', ['backup'], settings)
    onTestFinished(() => running.signal('SIGKILL'))
    await until(stage, () => running.output().includes(stage), { explain: running.output })
    running.signal('SIGKILL')
    await running.ended
    expect(names()).toEqual(before)
  }
  expect(readdirSync(folder).some((name) => name.endsWith('.unfinished'))).toBe(true)

  const [first] = names()
  expect(await take()).toMatchObject({ exitCode: 0 })
  // One for each day is kept: the newest.
  const [second = ''] = names()
  expect(second).not.toBe(first)
  await openBackup(`${folder}/${second}`, migrationNames)
  expect(readdirSync(folder)).toEqual([second])
}, 120_000)
