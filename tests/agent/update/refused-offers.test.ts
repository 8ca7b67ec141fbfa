import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { layReleaseKey, makeOffered, startUpdates } from '#tests/support/update/offers.ts'

/* A release that is refused is told of by its own version: that is how a collector counts who refused it, and pauses. */

let folder: string
let keys: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'khien-refused-'))
  keys = [layReleaseKey(folder)]
})
afterEach(() => rmSync(folder, { recursive: true }))

test('one that no trusted key has signed', () => {
  const elsewhere = join(folder, 'elsewhere')
  mkdirSync(elsewhere)
  layReleaseKey(elsewhere)
  const { updates, offer, wants } = startUpdates({ folder, keys, version: '1.0.0' })
  offer(makeOffered(elsewhere, '1.2.0', 8))
  expect(updates.standing()).toEqual({ version: '1.2.0', state: 'refused', why: 'not-signed' })
  expect(wants).toEqual([])
})

test('one that is not for this machine', () => {
  const platform = 'linux-riscv64'
  const { updates, offer } = startUpdates({ folder, keys, version: '1.0.0', platform })
  offer(makeOffered(folder, '1.2.0', 8))
  const why = 'not-for-this-machine'
  expect(updates.standing()).toEqual({ version: '1.2.0', state: 'refused', why })
})

test('a text that is no release is told of as what runs', () => {
  const { updates, offer } = startUpdates({ folder, keys, version: '1.0.0' })
  offer({
    version: '',
    manifest: `{"version":"../1.2.0"}\n${'A'.repeat(86)}\n`,
    packs: Buffer.of(),
  })
  expect(updates.standing()).toEqual({ version: '1.0.0', state: 'refused', why: 'not-signed' })
})
