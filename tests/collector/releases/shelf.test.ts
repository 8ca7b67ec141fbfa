import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readReleaseFile } from '#collector/releases/release-file.ts'
import { readPart, shelve } from '#collector/releases/shelf.ts'
import { makeRelease } from '#scripts/release/make-release.ts'
import { makeSigningKey, openSigningKey } from '#scripts/signing-key.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'khien-shelf-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A signed release of one small file, and who signed it. */
function aRelease() {
  const [pem, program, file] = ['key', 'khien-agent', 'release'].map((name) => join(folder, name))
  if (!pem || !program || !file) throw new Error('three names were given')
  const key = makeSigningKey(pem)
  writeFileSync(program, 'a program')
  const packs = [{ platform: 'linux-x64', files: [program] }]
  const made = { sequence: 1, version: '1.2.3', issuedOn: '2026-11-22', packs, level: 1 }
  makeRelease(openSigningKey(pem), made, file)
  return { file, key }
}

test.runIf(process.getuid?.() === 0)(
  'packs that root adds belong to the owner of the data folder, those of an earlier day too',
  async () => {
    const { file, key } = aRelease()
    const dataDir = join(folder, 'data')
    mkdirSync(dataDir)
    const { packs } = await readReleaseFile(file, [key])
    const [pack] = packs
    if (!pack) throw new Error('no pack')
    const places = [join(dataDir, 'releases'), join(dataDir, 'releases', pack.digest)]
    for (const [uid, gid] of [
      [12_345, 23_456],
      [12_346, 23_457],
    ] as const) {
      chownSync(dataDir, uid, gid)
      await shelve(dataDir, file, packs)
      expect(places.map((path) => [statSync(path).uid, statSync(path).gid])).toEqual([
        [uid, gid],
        [uid, gid],
      ])
    }
    expect(await readPart(dataDir, pack.digest, 0)).not.toBe(null)
  },
)

test('a release of a key that is not believed is refused', async () => {
  const { file, key } = aRelease()
  await expect(
    readReleaseFile(file, [key.replace(/^./, key.startsWith('A') ? 'B' : 'A')]),
  ).rejects.toThrow('RELEASE_NOT_TRUSTED')
  await expect(readReleaseFile(file, [key])).resolves.toMatchObject({ manifest: { sequence: 1 } })
})
