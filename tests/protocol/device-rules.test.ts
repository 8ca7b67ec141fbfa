import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDeviceRules } from '#agent/rules/devices.ts'
import { en } from '#i18n/en.ts'
import { vi } from '#i18n/vi.ts'
import { deviceRemedies, deviceRuleOf } from '#protocol/device-rules.ts'

const rules = openDeviceRules()
const list = readFileSync(
  new URL('../../protocol/device-rules.json', import.meta.url),
  'utf8',
).toLowerCase()

test('screens can name every rule that the agent carries, and how its device is mended', () => {
  const unsaid = rules.filter(({ id, vendor, models, remedy }) => {
    const listed = deviceRuleOf(id)
    return listed?.vendor !== vendor || listed.models !== models || listed.remedy !== remedy
  })
  expect(unsaid.map(({ id }) => id)).toEqual([])
})

test('models are told in codes of their makers, which no language has to translate', () => {
  const worded = rules.filter(({ models }) => /(?:^|[^\p{L}\d])\p{Ll}{2,}/u.test(models))
  expect(worded.map(({ id, models }) => [id, models])).toEqual([])
})

test('a rule of an agent that is newer than the collector is not known', () => {
  expect(['no-such-rule', 'constructor', '__proto__'].map(deviceRuleOf)).toEqual([null, null, null])
})

test('what screens say of a rule names no field of a pair, and no password', () => {
  for (const field of ['password', 'account', 'community', 'fields', 'source', 'signs']) {
    expect(list).not.toContain(`"${field}"`)
  }
  const secrets = rules.flatMap((rule) => secretsOf(rule))
  expect(secrets.length).toBeGreaterThan(60)
  for (const { id, secret, own } of secrets) {
    const words = own.toLowerCase().split(/[^\p{L}\p{N}@#!$]+/u)
    expect(words.includes(secret.toLowerCase()), id).toBe(false)
  }
})

test('no steps name a password with a figure in it', () => {
  const secrets = new Set(rules.flatMap((rule) => secretsOf(rule).map(({ secret }) => secret)))
  const numbers = [...secrets].filter((secret) => /\d/.test(secret))
  expect(numbers.length).toBeGreaterThan(5)
  for (const texts of [vi, en]) {
    const steps = Object.entries<string>(texts).filter(([key]) =>
      /^(?:device-remedy|devices\.vendor|device\.how)\./.test(key),
    )
    expect(steps.length).toBeGreaterThanOrEqual(deviceRemedies.length * 3)
    for (const [key, text] of steps) {
      const words = text.split(/[^\p{L}\p{N}@#!$]+/u)
      expect(
        words.filter((word) => numbers.includes(word)),
        key,
      ).toEqual([])
    }
  }
})

/** With what the list says beyond the maker and the series, whose names some makers took as passwords. */
function secretsOf(rule: (typeof rules)[number]) {
  if (!('password' in rule) || rule.password.length < 4) return []
  const listed = deviceRuleOf(rule.id)
  const said = `${listed?.models ?? ''} ${listed?.document?.title ?? ''}`
  const names = [rule.vendor, ...rule.id.split('-')].join('|')
  const own = said.replaceAll(new RegExp(names, 'gi'), '')
  return [{ id: rule.id, secret: rule.password, own }]
}
