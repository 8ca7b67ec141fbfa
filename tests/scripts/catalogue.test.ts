import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compiledProducts, readSignedCatalogue } from '#agent/catalogue.ts'
import { checkout } from '#scripts/tool.ts'

const script = join(checkout, 'scripts', 'catalogue.mjs')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'khien-catalogue-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = (...args: string[]) =>
  execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' })
const at = (name: string) => join(folder, name)

test('a key is made once and kept for its owner; what it signs is verified by its public key alone', () => {
  const publicKey = run('keys', '--key', at('key.pem')).trim()
  expect([publicKey.length, statSync(at('key.pem')).mode & 0o777]).toEqual([43, 0o600])
  const again = spawnSync(process.execPath, [script, 'keys', '--key', at('key.pem')])
  expect(again.status).toBe(1)

  writeFileSync(at('rows.json'), JSON.stringify({ rows: compiledProducts }))
  const signing = ['--key', at('key.pem'), '--rows', at('rows.json'), '--out', at('signed')]
  const printed = run('sign', ...signing, '--kind', 'antivirus-products', '--sequence', '7')
  expect(printed).toContain(publicKey)
  const content = readSignedCatalogue(readFileSync(at('signed'), 'utf8'), [publicKey])
  expect([content.sequence, content.rows.length]).toEqual([7, compiledProducts.length])
  expect(run('verify', '--keys', publicKey, at('signed'))).toContain('signature good')

  const other = run('keys', '--key', at('other.pem')).trim()
  const refused = spawnSync(process.execPath, [script, 'verify', '--keys', other, at('signed')])
  expect([refused.status, refused.stderr.toString()]).toEqual([
    1,
    expect.stringContaining('CATALOGUE_NOT_TRUSTED'),
  ])
}, 60_000)

test('rows that no agent would take are not signed', () => {
  writeFileSync(at('bad.json'), JSON.stringify([{ ...compiledProducts[0], linux: { run: 'id' } }]))
  run('keys', '--key', at('third.pem'))
  const signing = ['--key', at('third.pem'), '--rows', at('bad.json'), '--out', at('never')]
  const options = ['--kind', 'antivirus-products', '--sequence', '1']
  const refused = spawnSync(process.execPath, [script, 'sign', ...signing, ...options])
  expect([refused.status, refused.stderr.toString()]).toEqual([1, expect.stringContaining('linux')])
}, 30_000)
