import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

/* What `.ci/run` says of its suites: a test that passes when it is run again is counted so, and is told. */

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'khien-counts-'))
  writeFileSync(join(folder, 'gates.log'), 'gates: 5 green, 0 red\n')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Results = Readonly<Record<string, readonly ('passed' | 'failed' | 'pending')[]>>

/** A report as vitest writes it: of each file, what its tests came to. */
function report(suite: string, results: Results): string {
  const testResults = Object.entries(results).map(([name, statuses]) => ({
    name,
    status: statuses.includes('failed') ? 'failed' : 'passed',
    message: '',
    assertionResults: statuses.map((status, index) => ({
      status,
      fullName: `test ${index}`,
      failureMessages: status === 'failed' ? ['too slow'] : [],
    })),
  }))
  const path = join(folder, `${suite}.json`)
  writeFileSync(path, JSON.stringify({ testResults }))
  return path
}

const run = (script: string, ...args: readonly string[]) => {
  const { stdout, status } = spawnSync(process.execPath, [`.ci/${script}.mjs`, ...args], {
    encoding: 'utf8',
  })
  return { lines: stdout.trimEnd().split('\n'), status }
}

test('what failed and passed when it was run again is green, and is told as unsteady', () => {
  report('all', { 'a.test.ts': ['passed', 'failed'], 'b.test.ts': ['passed', 'pending'] })
  report('all-again', { 'a.test.ts': ['passed', 'passed'] })
  expect(run('count', '0', folder)).toEqual({
    lines: ['unsteady: a.test.ts: test 1', '  too slow', '8 passed, 0 failed, 1 skipped'],
    status: 0,
  })
})

test('what failed twice is red', () => {
  report('all', { 'a.test.ts': ['failed'], 'b.test.ts': ['passed'] })
  report('all-again', { 'a.test.ts': ['failed'] })
  expect(run('count', '1', folder)).toEqual({
    lines: ['failed: a.test.ts: test 0', '  too slow', '6 passed, 1 failed'],
    status: 1,
  })
})

test('a run that ended badly is red, though no test failed', () => {
  report('all', { 'a.test.ts': ['passed'] })
  expect(run('count', '1', folder)).toEqual({ lines: ['6 passed, 1 failed'], status: 1 })
})

test('few failed files are run again, many are not, and without a report none is', () => {
  const few = report('few', { 'a.test.ts': ['failed'], 'b.test.ts': ['passed'] })
  expect(run('again', few).lines).toEqual(['a.test.ts'])
  const names = ['a', 'b', 'c', 'd'].map((name) => [`${name}.test.ts`, ['failed']] as const)
  expect(run('again', report('many', Object.fromEntries(names))).lines).toEqual([''])
  expect(run('again', join(folder, 'none.json')).lines).toEqual([''])
})
