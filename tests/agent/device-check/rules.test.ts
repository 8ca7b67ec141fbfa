import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDeviceRules, sealedDevices } from '#agent/rules/devices.ts'
import { isSealedCurrent } from '#scripts/sealed-rules.ts'

const rules = openDeviceRules()

test('the agent carries the rules of devices that people have written', () => {
  expect(isSealedCurrent()).toBe(true)
  expect(rules.length).toBeGreaterThanOrEqual(60)
  expect(rules.length).toBeLessThanOrEqual(100)
})

test('every rule has an id of its own, a source, and says what it knows of locking', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  for (const { id, source, lockout, confidence } of rules) {
    expect(source.length, id).toBeGreaterThan(20)
    expect(lockout.length, id).toBeGreaterThan(15)
    if (confidence === 'vendor-document') expect(source, id).toMatch(/p\. \d+|guide|https:/i)
    if (confidence === 'secondary') expect(source, id).toMatch(/DefaultCreds|https:/)
  }
})

test('a rule of a page needs two facts, and never the address of a single device', () => {
  for (const { id, way, signs } of rules) {
    const places = new Set(signs.map((sign) => `${sign.in} ${sign.has}`))
    expect(places.size, id).toBe(signs.length)
    if (way.startsWith('http') || way === 'inactive') {
      expect(signs.length, id).toBeGreaterThanOrEqual(2)
    }
  }
})

test('no two rules of different makers have the same facts', () => {
  const byFacts = new Map<string, string>()
  for (const { way, vendor, signs, id } of rules) {
    const kind = way.startsWith('http') ? 'page' : way
    const facts = `${kind} ${signs.map((sign) => `${sign.in}=${sign.has}`.toLowerCase()).sort()}`
    expect(byFacts.get(facts) ?? vendor, id).toBe(vendor)
    byFacts.set(facts, vendor)
  }
})

test('what is read of a device asks for nothing that changes it', () => {
  const changing = /reboot|reset|set|delete|add|update|write|upgrade|config=/i
  for (const rule of rules) {
    if (rule.way !== 'http-basic' && rule.way !== 'http-digest') continue
    expect(rule.path.replace('ConfigManApp.com', ''), rule.id).not.toMatch(changing)
  }
})

test('no pair stands in what the agent carries', () => {
  const file = readFileSync(new URL('../../../agent/rules/devices.json', import.meta.url))
  const carried = Buffer.concat([file, Buffer.from(sealedDevices.sealed, 'base64')]).toString(
    'latin1',
  )
  const secrets = rules.flatMap((rule) => ('password' in rule ? [rule.password] : []))
  const long = secrets.filter((secret) => secret.length > 4)
  expect(long.length).toBeGreaterThan(20)
  for (const secret of long) expect(carried.includes(secret), secret).toBe(false)
})

test('sealed rules are opened by the checking children alone', () => {
  const folder = new URL('../../../agent/', import.meta.url)
  const naming = (word: string) =>
    globSync('**/*.ts', { cwd: folder })
      .filter((file) => readFileSync(new URL(file, folder), 'utf8').includes(word))
      .toSorted()
  expect(naming('openDeviceRules')).toEqual(['device-check/child.ts', 'rules/devices.ts'])
  const ofAccounts = ['factory-passwords/compare.ts', 'rules/local-accounts.ts']
  expect(naming('openLocalAccountRules')).toEqual(ofAccounts)
})
