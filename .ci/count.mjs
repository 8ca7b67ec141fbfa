import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/*
 * Adds up the gates and the tests of a CI run. A test file that could not even be loaded counts as one failure,
 * and a run whose exit code is not 0 never counts as green.
 */
const [testExit = '1', folder = '.'] = process.argv.slice(2)

function countGates(log) {
  const [, green = '0', red = '1'] = /^gates: (\d+) green, (\d+) red/m.exec(log) ?? []
  return { passed: Number(green), failed: Number(red), skipped: 0 }
}

function countTests(report) {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

const parts = [
  countGates(readFileSync(join(folder, 'gates.log'), 'utf8')),
  ...globSync('*.json', { cwd: folder }).map((file) =>
    countTests(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  ),
]
const sum = (name) => parts.reduce((total, part) => total + part[name], 0)
const hasNoTests = parts.length < 2 || sum('passed') === 0
const failed = sum('failed') || (testExit !== '0' || hasNoTests ? 1 : 0)
const skipped = sum('skipped')

console.log(`${sum('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed === 0 ? 0 : 1
