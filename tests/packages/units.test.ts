import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { ran } from './installed.ts'

/* The units as systemd reads them; whether systemd also starts them is for docs/operating/unverified.md. */

const units = ['agent', 'collector']
const source = (name: string) =>
  join(import.meta.dirname, `../../scripts/package/files/${name}/khien-${name}.service`)
const folder = mkdtempSync(join(tmpdir(), 'khien-units-'))
afterAll(() => rmSync(folder, { recursive: true }))

beforeEach((context) => {
  if (ran('systemd-analyze', ['--version']).exitCode !== 0) context.skip('systemd is not installed')
})

test.each(units)('systemd finds nothing wrong with the unit of the %s', (name) => {
  const unit = join(folder, `khien-${name}.service`)
  // The program of the package is not installed here, and another that is stands in for it.
  const text = readFileSync(source(name), 'utf8')
  writeFileSync(unit, text.replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true'))
  const verified = ran('systemd-analyze', ['verify', '--man=no', unit])
  expect(verified).toEqual({ exitCode: 0, output: '' })
})

test.each(units)('the exposure of the unit of the %s is at most 2.5', (name) => {
  const args = ['security', '--offline=true', '--threshold=25', '--no-pager', source(name)]
  const { exitCode, output } = ran('systemd-analyze', args)
  expect(output).toContain('Overall exposure level')
  expect(exitCode, output).toBe(0)
})
