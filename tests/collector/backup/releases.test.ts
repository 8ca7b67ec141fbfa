import { mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runProduct } from '#tests/support/processes.ts'
import { holdRelease } from '#tests/support/update/held-release.ts'
import { seededNowMs } from '#tests/support/seed.ts'
import { aPlace } from './made-backup.ts'

test('a restore says how many releases have to be added again', async () => {
  const place = await aPlace()
  await holdRelease(place.store.db, 1, { actor: 'command', address: null, nowMs: seededNowMs })
  const { file } = await place.take()
  mkdirSync(place.path('restored'))
  const settings = { KHIEN_DATA_DIR: place.path('restored'), KHIEN_LANGUAGE: 'en' }
  const { exitCode, output } = await runProduct('collector', ['restore', file], settings)
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 })
  expect(output).toContain('Files of agent releases (1) are in no backup.')
}, 60_000)
