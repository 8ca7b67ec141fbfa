import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pairsPerAccountMax } from '#agent/factory-passwords/index.ts'
import { vendorNames } from '#agent/probes/accounts/vendor-names.ts'
import { openLocalAccountRules, sealedLocalAccounts } from '#agent/rules/local-accounts.ts'
import { unsealRules } from '#agent/rules/seal.ts'
import { isSealedCurrent } from '#scripts/sealed-rules.ts'

const rules = openLocalAccountRules()

test('the agent carries the rules that people have written', () => {
  expect(isSealedCurrent()).toBe(true)
})

test('no rule names a person: accounts are those of makers and of the system', () => {
  const ofTheSystem = new Set(['root', 'postgres'])
  const others = sealedLocalAccounts.accounts.filter(
    (name) => !vendorNames.has(name) && !ofTheSystem.has(name),
  )
  expect(others).toEqual([])
})

test('every rule has an id of its own, and few pairs for one name', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  for (const name of sealedLocalAccounts.accounts) {
    const pairs = rules.filter(({ accounts }) => accounts.includes(name))
    expect(pairs.length, name).toBeLessThanOrEqual(pairsPerAccountMax)
  }
})

test('no password of a rule stands in what the agent carries', () => {
  const file = readFileSync(new URL('../../../agent/rules/local-accounts.json', import.meta.url))
  const { sealed } = sealedLocalAccounts
  const carried = Buffer.concat([file, Buffer.from(sealed, 'base64')]).toString('latin1')
  const secret = rules.filter(({ accounts, password }) => !accounts.includes(password))
  expect(secret.length).toBeGreaterThan(5)
  for (const { password } of secret.filter((rule) => rule.password.length > 3)) {
    const isName = sealedLocalAccounts.accounts.includes(password)
    expect(isName || !carried.includes(password)).toBe(true)
  }
})

test('sealed bytes that were changed, or of another version, do not open', () => {
  const { sealed, version } = sealedLocalAccounts
  expect(() => unsealRules(sealed, '2020-01-01')).toThrow()
  expect(() => unsealRules(`${sealed.slice(0, -8)}AAAAAAA=`, version)).toThrow()
})
