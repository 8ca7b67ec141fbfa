import { expect, test } from 'vitest'
import { costOf } from '#agent/factory-passwords/cost.ts'

const salt = 'abcdefghijklmnop'

test.each([
  ['yescrypt as Debian sets it', `$y$j9T$${salt}$x`, { cpuMs: 26, mebibytes: 16 }],
  ['yescrypt of cost 9', `$y$jDT$${salt}$x`, { cpuMs: 416, mebibytes: 256 }],
  ['gost-yescrypt', `$gy$j9T$${salt}$x`, { cpuMs: 26, mebibytes: 16 }],
  ['scrypt', `$7$CU..../....${salt}$x`, { cpuMs: 340, mebibytes: 64 }],
  ['sha512 of 656,000 rounds', `$6$rounds=656000$${salt}$x`, { cpuMs: 348, mebibytes: 0 }],
  ['bcrypt of cost 15', `$2b$15$${salt}`, { cpuMs: 1843, mebibytes: 0 }],
  ['sha512', `$6$${salt}$x`, { cpuMs: 3, mebibytes: 0 }],
  ['md5', `$1$${salt}$x`, { cpuMs: 1, mebibytes: 0 }],
  ['DES', 'abcdefghijklm', { cpuMs: 1, mebibytes: 0 }],
])('the cost of %s is read before anything is computed', (_name, hash, expected) => {
  const cost = costOf(hash)
  expect(
    cost && {
      cpuMs: Math.round(cost.cpuMs),
      mebibytes: Math.round(cost.memoryBytes / 2 ** 20),
    },
  ).toEqual(expected)
})

test.each([
  ['', 'nothing'],
  ['$', 'a dollar'],
  ['$99$abc$def', 'a scheme of nobody'],
  ['$argon2id$v=19$m=65536,t=3,p=4$abc$def', 'argon2'],
  ['$y$$salt$x', 'yescrypt without parameters'],
  ['$y$j9T/.....$salt$x', 'yescrypt with more parameters'],
  ['$y$jzzzz$salt$x', 'yescrypt of an absurd size'],
  ['$7$zU..../....salt$x', 'scrypt of an absurd size'],
  ['$6$rounds=many$salt$x', 'rounds that are no number'],
  ['$2b$xx$salt', 'bcrypt without a cost'],
  ['x'.repeat(100_000), 'a very long text'],
])('%s has no cost: %s', (hash) => {
  expect(costOf(hash)).toBeNull()
})

test('BSDi says how often; 16 million rounds are dear', () => {
  expect(costOf('_zzzzabcdabcdefghijk')?.cpuMs).toBeGreaterThan(20_000)
  expect(costOf('_J9..abcdabcdefghijk')?.cpuMs).toBeLessThan(10)
})
