import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dataFiles } from '#agent/data-folder.ts'
import { openReleaseTrust } from '#agent/update/trust.ts'
import { makeKeyStatement } from '#scripts/release/make-release.ts'
import { makeSigningKey, openSigningKey, type SigningKey } from '#scripts/signing-key.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { releaseMessage } from '#protocol/releases.ts'
import { keptLog } from '#tests/support/agent-parts.ts'

let folder: string
let first: SigningKey
let second: SigningKey
let third: SigningKey
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'khien-trust-'))
  const [a, b, c] = ['a', 'b', 'c'].map((name) => {
    makeSigningKey(join(folder, name))
    return openSigningKey(join(folder, name))
  })
  if (!a || !b || !c) throw new Error('three keys')
  first = a
  second = b
  third = c
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = () =>
  openReleaseTrust({
    folder,
    compiled: [first.publicKey, second.publicKey],
    log: keptLog(),
  })
const retiring = (
  by: SigningKey,
  retired: SigningKey,
  ...[sequence, names]: readonly [number, SigningKey?]
) =>
  makeKeyStatement(by, {
    sequence,
    retires: retired.publicKey,
    names: names?.publicKey ?? null,
    issuedOn: '2026-11-22',
  })

test('either key retires the other and names its successor, and that outlives a restart', () => {
  open().take([retiring(second, first, 1, third)])
  expect(open().keys()).toEqual([second.publicKey, third.publicKey])
  open().take([retiring(third, second, 2)])
  expect(open().keys()).toEqual([third.publicKey])
})

test('an agent a year behind takes the whole chain at once', () => {
  const trust = open()
  trust.take([retiring(second, first, 1, third), retiring(third, second, 2)])
  expect(trust.keys()).toEqual([third.publicKey])
})

test('a retired key signs nothing any more, and an older statement comes too late', () => {
  const trust = open()
  trust.take([retiring(second, first, 5, third)])
  trust.take([retiring(first, second, 6), retiring(second, third, 4)])
  expect(trust.keys()).toEqual([second.publicKey, third.publicKey])
})

test('no key retires itself, and a key that nobody trusts retires none', () => {
  const trust = open()
  trust.take([retiring(first, first, 1), retiring(third, first, 2)])
  expect(trust.keys()).toEqual([first.publicKey, second.publicKey])
})

test('a file that somebody wrote makes nobody trusted', () => {
  const forged = [retiring(third, first, 9, third), 'not signed']
  writeFileSync(join(folder, dataFiles.releaseKeys), JSON.stringify(forged))
  expect(open().keys()).toEqual([first.publicKey, second.publicKey])
})

test('an agent of years ago reads a release that says more than it knows, whatever its date', () => {
  const aSum = 'a'.repeat(64)
  const aFile = { name: 'khien-agent', digest: aSum, bytes: 9, isProgram: true }
  const pack = { platform: 'linux-x64', digest: aSum, bytes: 9, files: [aFile] }
  const known = { format: 'khien release', product: 'khien-agent', sequence: 900, version: '9.0.0' }
  const release = { ...known, issuedOn: '2099-12-31', packs: [pack] }
  const later = { ...release, packs: [{ ...pack, since: 9 }], reasons: { of: ['later'] } }
  const lines = first.signLines(canonicalJson(later), releaseMessage)
  expect(open().read(lines)).toEqual(release)
})
