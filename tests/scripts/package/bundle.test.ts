import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundle } from '#scripts/package/bundle.ts'

/**
 * 1.63 MB on 23/11/2026, 0.64 of them SNMP and SSH. What is above is memory of every machine of the province: look
 * first at what came in.
 */
const scriptBytesMax = 1_700_000

test('the script of the agent stays small, and holds no sentences that nobody reads', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'khien-bundle-'))
  await bundle({ entries: ['agent/main.ts'], folder, format: 'cjs', beside: ['koffi'] })
  const script = readFileSync(join(folder, 'agent', 'main.cjs'), 'utf8')
  rmSync(folder, { recursive: true })
  expect(script.length).toBeLessThan(scriptBytesMax)
  // zod speaks fifty languages; this is its Dutch.
  expect(script).not.toContain('Ongeldige invoer')
  expect(script).toContain('Invalid input: expected')
})
