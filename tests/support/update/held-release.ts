import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeRelease } from '#scripts/release/make-release.ts'
import { makeSigningKey, openSigningKey } from '#scripts/signing-key.ts'
import type { Actor } from '#store/audit.ts'
import { addRelease } from '#store/releases/releases.ts'
import type { Db } from '#store/schema.ts'

/** Has a store hold a release with this number that nobody is offered yet. */
export async function holdRelease(db: Db, sequence: number, by: Actor): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'khien-release-'))
  const pem = join(folder, 'key')
  const file = join(folder, 'release')
  makeSigningKey(pem)
  const packs = [{ platform: 'linux-x64', files: [pem] }]
  const made = { sequence, version: '1.2.3', issuedOn: '2026-11-22', packs, level: 1 }
  const manifest = makeRelease(openSigningKey(pem), made, file)
  const [content = '', signature = ''] = readFileSync(file, 'latin1').split('\n')
  rmSync(folder, { recursive: true })
  const lines = `${content}\n${signature}\n`
  await addRelease(db, { manifest, lines }, { ...by, author: 'khien-collector' })
}
