import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle } from '#scripts/package/bundle.ts'

const folder = mkdtempSync(join(tmpdir(), 'khien-libraries-'))
let program: string
let places: readonly string[]
beforeAll(async () => {
  const parts = { entries: ['agent/main.ts'], folder, beside: ['koffi'] } as const
  places = await bundle({ ...parts, format: 'cjs' })
  program = readFileSync(join(folder, 'agent', 'main.cjs'), 'utf8')
})
afterAll(() => rmSync(folder, { recursive: true }))

test('the agent that is shipped is ASCII', () => {
  // For one letter outside ASCII the engine keeps two bytes of every letter.
  expect(program.match(/[^\p{ASCII}].{0,40}/gu)).toBeNull()
})

test.each([
  ['net-snmp', 'require_net_snmp', 'openSnmp'],
  ['ssh2', 'require_lib', 'openLogin'],
])('it has %s in it, and begins it only where a device is asked', (name, begins, opens) => {
  expect(places).toContain(`node_modules/${name}`)
  const inOpening = new RegExp(
    `async function ${opens}\\([^)]*\\)\\{[\\s\\S]{0,120}?await .{0,40}\\.then\\(\\(\\)=>__toESM\\(${begins}\\d*\\(\\)`,
  )
  const [begun = ''] = inOpening.exec(program) ?? []
  expect(begun).not.toBe('')
  const call = new RegExp(`${begins}\\d*\\(\\)$`).exec(begun)?.[0] ?? ''
  expect(program.split(call)).toHaveLength(2)
})
