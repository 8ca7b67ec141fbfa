import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDeviceRules } from '#agent/rules/devices.ts'
import { bundle } from '#scripts/package/bundle.ts'

/** Of these a program has others of its own: parts of numbers, names, everyday words. */
const everyday = /^(\d+|admin|access|password|administrator|[a-z]{0,4}|ADMIN|ZXDSL|Sharp|cisco)$/

test('the agent that is shipped holds the rules sealed, and no pair', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'khien-bundle-'))
  const parts = { entries: ['agent/main.ts'], folder, beside: ['koffi'] } as const
  await bundle({ ...parts, format: 'cjs' })
  const program = readFileSync(join(folder, 'agent', 'main.cjs'), 'utf8')
  rmSync(folder, { recursive: true })
  expect(program).toContain('check-device')
  const secrets = openDeviceRules().flatMap((rule) => ('password' in rule ? [rule.password] : []))
  const telling = [...new Set(secrets)].filter((secret) => !everyday.test(secret))
  expect(telling.length).toBeGreaterThan(5)
  expect(telling.filter((secret) => program.includes(secret))).toEqual([])
  for (const secret of new Set(secrets)) {
    expect(program).not.toMatch(new RegExp(`password["']?:\\s*["']${RegExp.escape(secret)}["']`))
  }
})
