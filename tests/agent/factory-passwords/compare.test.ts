import { Readable, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { compare, compareByStreams } from '#agent/factory-passwords/compare.ts'
import { cryptByPerl, openLibrary } from '#agent/factory-passwords/crypt.ts'
import { readSubjects } from '#agent/factory-passwords/subjects.ts'
import type { LocalAccountRule } from '#agent/rules/local-accounts.ts'
import { aMachine } from '../machine.ts'
import { hashOf, settings } from './hashes.ts'

const rule = {
  id: 'box',
  accounts: ['admin'],
  password: 'giấy khai sinh',
  product: 'A box',
  source: 'its manual',
  confidence: 'vendor',
} as const satisfies LocalAccountRule

test('the library of the system and Perl answer alike for every scheme', async () => {
  const library = await openLibrary()
  if (library === null) throw new Error('no libcrypt on this machine')
  for (const [scheme, setting] of Object.entries(settings)) {
    const accounts = [
      { account: 'admin', hash: hashOf(rule.password, setting) },
      { account: 'admin', hash: hashOf('another', setting) },
    ]
    const both = await Promise.all(
      [library, cryptByPerl].map((way) => compare(accounts, [rule], [way])),
    )
    const expected = [
      { account: 'admin', rule: 'box' },
      { account: 'admin', rule: null },
    ]
    expect(both, scheme).toEqual([expected, expected])
  }
})

test('where nothing can compute a hash it is unknown, never another password', async () => {
  const accounts = [{ account: 'admin', hash: '$1$x$y' }]
  const missing = { state: 'unknown', because: 'tool-missing', detail: 'crypt' }
  expect(await compare(accounts, [rule], [])).toEqual([{ account: 'admin', rule: missing }])
  const foreign = [{ account: 'admin', hash: '$zz$x$y' }]
  const refused = { state: 'unknown', because: 'not-supported', detail: 'crypt' }
  expect(await compare(foreign, [rule], [cryptByPerl])).toEqual([
    { account: 'admin', rule: refused },
  ])
})

test.each(['', 'nonsense', '{"accounts":[{"account":"pi"}]}', '{"accounts":"raspberry"}'])(
  'the child that is asked %j answers nothing',
  async (asked) => {
    const written: string[] = []
    const output = new Writable({
      write: (part, _encoding, done) => {
        written.push(String(part))
        done()
      },
    })
    expect(await compareByStreams(Readable.from([asked]), output)).toBe(false)
    expect(written).toEqual([])
  },
)

test('of 10,000 accounts those are compared that a rule names', async () => {
  const people = Array.from({ length: 10_000 }, (_, index) => `nguoi${index}`)
  const lines = people.map((name, index) => `${name}:x:${2000 + index}:100::/home/${name}:/bin/sh`)
  const hashes = people.map((name) => `${name}:$6$salt$hash:::::::`)
  const system = aMachine({
    files: {
      '/etc/passwd': [...lines, 'admin:x:12001:100::/home/admin:/bin/sh'].join('\n'),
      '/etc/shadow': [...hashes, 'admin:$6$salt$hash:::::::'].join('\n'),
    },
  })
  expect(await readSubjects(system, new Set(['admin', 'root']))).toEqual({
    ok: true,
    value: [{ account: 'admin', hash: '$6$salt$hash' }],
  })
})

test('what may not be read is not "nothing to compare"', async () => {
  const system = aMachine({
    files: { '/etc/passwd': 'admin:x:1:1::/:/bin/sh' },
    forbidden: ['/etc/shadow'],
  })
  expect(await readSubjects(system, new Set(['admin']))).toMatchObject({
    ok: false,
    because: 'not-permitted',
  })
})
