import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compareFactoryPasswords } from '#agent/factory-passwords/index.ts'
import { openKeptVerdicts } from '#agent/factory-passwords/kept-verdicts.ts'
import { openSystem } from '#agent/system.ts'
import { temporaryFolder } from '#tests/support/processes.ts'
import { aMachine } from '../machine.ts'
import { hashOf } from './hashes.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let file: string
beforeEach(async () => {
  folder = await temporaryFolder()
  file = join(folder.path, 'verdicts.json')
})
afterEach(() => folder.remove())

const subject = { account: 'admin', hash: '$6$salt$hash' }

test('a verdict holds for one account with one hash under one version of the rules', () => {
  openKeptVerdicts(file, '1').keep([{ subject, rule: 'box' }])
  const found = (changes: Partial<typeof subject>, version = '1') =>
    openKeptVerdicts(file, version).find({ ...subject, ...changes })
  expect(found({})).toBe('box')
  expect(found({ hash: '$6$salt$other' })).toBeUndefined()
  expect(found({ account: 'root' })).toBeUndefined()
  expect(found({}, '2')).toBeUndefined()
})

test('what is kept says nothing of the hash, to its owner alone; another key finds nothing', () => {
  openKeptVerdicts(file, '1').keep([{ subject, rule: null }])
  const kept = readFileSync(file, 'utf8')
  expect(kept).not.toContain(subject.hash)
  expect(kept).not.toContain(subject.account)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  writeFileSync(file, JSON.stringify({ ...JSON.parse(kept), key: 'A'.repeat(43) }))
  expect(openKeptVerdicts(file, '1').find(subject)).toBeUndefined()
  for (const damaged of ['', '{', '{"version":1}']) {
    rmSync(file)
    writeFileSync(file, damaged)
    expect(openKeptVerdicts(file, '1').find(subject)).toBeUndefined()
  }
})

test('without a file nothing is kept', () => {
  const nowhere = openKeptVerdicts(null, '1')
  nowhere.keep([{ subject, rule: 'box' }])
  expect(nowhere.find(subject)).toBeUndefined()
})

test('what one look cannot pay for is left to the next, which begins where that one ended', async () => {
  // 212 ms for one pair, twelve pairs at most: of four accounts three fit into the 8 s of a look.
  const hash = hashOf('một mật khẩu khác', '$6$rounds=400000$abcdefghijklmnop$')
  const names = ['pi', 'kali', 'vyos', 'osmc']
  const machine = aMachine({
    files: {
      '/etc/passwd': names.map((name, at) => `${name}:x:${900 + at}:1::/:/bin/sh`).join('\n'),
      '/etc/shadow': names.map((name) => `${name}:${hash}:::::::`).join('\n'),
    },
  })
  const { run } = openSystem()
  const look = async () => {
    const parts = { readFile: machine.readFile, run, verdictsFile: file }
    const answer = await compareFactoryPasswords(parts)
    if (!answer.ok) throw new Error(answer.detail)
    return Object.fromEntries(answer.value.accounts.map(({ account, rule }) => [account, rule]))
  }
  const left = { state: 'unknown', because: 'too-costly', detail: 'left for the next look' }
  expect(await look()).toEqual({ kali: null, osmc: null, pi: null, vyos: left })
  expect(await look()).toEqual({ kali: null, osmc: null, pi: null, vyos: null })
}, 60_000)
