import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dataFiles, prepareFolder } from '#agent/data-folder.ts'
import { readHardwareSigns, signOf } from '#agent/hardware-signs.ts'
import { findIdentity, openIdentity, openSessionStore } from '#agent/identity.ts'
import { acquireLock, findHolder } from '#agent/lock.ts'
import { openSystem } from '#agent/system.ts'
import { hostIdOf } from '#protocol/identity.ts'
import { keptLog } from '../support/agent-parts.ts'
import { temporaryFolder } from '../support/processes.ts'

const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code })

let folder: string
let remove: () => Promise<void>
beforeEach(async () => {
  const temporary = await temporaryFolder()
  remove = temporary.remove
  folder = join(temporary.path, 'agent')
  prepareFolder(folder)
})
afterEach(() => remove())

test('the host is named by 26 characters of base32 of the hash of its key', () => {
  // The first 16 bytes are the text of RFC 4648's own alphabet: every character occurs in its place.
  const bytes = Buffer.from('00443214c74254b635cf84653a56d7c675be77df', 'hex')
  const padded = Buffer.concat([bytes, Buffer.alloc(12)])
  expect(hostIdOf(padded)).toBe('abcdefghijklmnopqrstuvwxyz')
  expect(() => hostIdOf(bytes)).toThrow('32 bytes')
})

describe('the key', () => {
  test('is made once, readable by its owner alone, and is the same at the next start', () => {
    const first = openIdentity(folder)
    const second = openIdentity(folder)
    expect(second.hostId).toBe(first.hostId)
    expect(second.pseudonym('nguyenvana')).toBe(first.pseudonym('nguyenvana'))
    expect(first.pseudonym('nguyenvana')).toMatch(/^[0-9a-f]{12}$/)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, dataFiles.identity)).mode & 0o777).toBe(0o600)
  })

  test('signs what its own public key verifies, and names the host', () => {
    const { hostId, signer } = openIdentity(folder)
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: signer.publicKey },
      format: 'jwk',
    })
    const signature = Buffer.from(signer.sign('message'), 'base64url')
    expect(verify(null, Buffer.from('message'), key, signature)).toBe(true)
    const raw = Buffer.from(signer.publicKey, 'base64url')
    expect(hostId).toBe(hostIdOf(createHash('sha256').update(raw).digest()))
  })

  test('that is damaged is never replaced by a new one', () => {
    const path = join(folder, dataFiles.identity)
    writeFileSync(path, '{"version":1,"privateKey":"AAAA","pseudonymKey":"x"}')
    expect(() => openIdentity(folder)).toThrow(refusal('FILE_NOT_READABLE'))
    writeFileSync(path, 'not json')
    expect(() => openIdentity(folder)).toThrow(refusal('FILE_NOT_READABLE'))
    expect(readFileSync(path, 'utf8')).toBe('not json')
    expect(findIdentity(folder)).toBeNull()
  })
})

describe('the session counter', () => {
  const options = { nowMs: 1_800_000_000_000, log: keptLog() }

  test('is on the disk before it is used, so a crash never shows a number twice', () => {
    const store = openSessionStore(folder, options)
    expect([store.nextSession(), store.nextSession()]).toEqual([1, 2])
    expect(openSessionStore(folder, options).nextSession()).toBe(3)
  })

  test('moves far ahead when its file is damaged', () => {
    writeFileSync(join(folder, dataFiles.session), '{"session":')
    expect(openSessionStore(folder, options).nextSession()).toBe(1_800_000_001)
  })
})

test('hardware signs are short hashes, each once, and placeholders of makers are none', async () => {
  const signs = await readHardwareSigns(openSystem())
  expect(new Set(signs).size).toBe(signs.length)
  for (const sign of signs) expect(sign).toMatch(/^(uuid|board|mac):[0-9a-f]{16}$/)
  expect(signOf('mac', '02:00:00:00:00:01')).toBe(
    `mac:${createHash('sha256').update('mac:02:00:00:00:00:01').digest('hex').slice(0, 16)}`,
  )
})

describe('the lock', () => {
  test('keeps a second agent off the same folder, and is given back', () => {
    const release = acquireLock(join(folder, dataFiles.lock))
    expect(() => acquireLock(join(folder, dataFiles.lock))).toThrow(
      refusal('AGENT_ALREADY_RUNNING'),
    )
    release()
    expect(findHolder(join(folder, dataFiles.lock))).toBeNull()
    acquireLock(join(folder, dataFiles.lock))()
  })

  test.each([
    ['of a dead process', { pid: 4_194_300, startTicks: '1' }],
    ['of another process under the same number', { pid: process.pid, startTicks: '1' }],
    ['without a holder', {}],
  ])('%s is taken over', (_case, holder) => {
    const path = join(folder, dataFiles.lock)
    writeFileSync(path, JSON.stringify(holder))
    const release = acquireLock(path)
    expect(findHolder(path)?.pid).toBe(process.pid)
    release()
  })
})
