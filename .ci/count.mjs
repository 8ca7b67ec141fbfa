import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/*
 * Adds up the gates and the tests of a CI run. A test file that could not even be loaded counts as one failure,
 * and a run whose exit code is not 0 never counts as green. What failed is told again at the end, where a reader who
 * sees only the last lines of the run finds it.
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

const messageLinesMax = 12

/** One entry per failed test or unloaded file: where it stands, its name and the beginning of its message. */
function describeFailures(report) {
  return report.testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter((test) => test.status === 'failed')
      if (failed.length === 0) return [`${name}\n${firstLines(message)}`]
      return failed.map(
        (test) => `${name}: ${test.fullName}\n${firstLines(test.failureMessages.join('\n'))}`,
      )
    })
}

function firstLines(message = '') {
  return message
    .split('\n')
    .slice(0, messageLinesMax)
    .map((line) => `  ${line.slice(0, 200)}`)
    .join('\n')
}

const reports = globSync('*.json', { cwd: folder }).map((file) =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')),
)
const gatesLog = readFileSync(join(folder, 'gates.log'), 'utf8')
const parts = [countGates(gatesLog), ...reports.map(countTests)]
const sum = (name) => parts.reduce((total, part) => total + part[name], 0)
const hasNoTests = parts.length < 2 || sum('passed') === 0
const failed = sum('failed') || (testExit !== '0' || hasNoTests ? 1 : 0)
const skipped = sum('skipped')

for (const red of gatesLog.match(/^RED .*/gm) ?? []) console.log(`gate: ${red}`)
for (const failure of reports.flatMap(describeFailures)) console.log(`failed: ${failure}`)
console.log(`${sum('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed === 0 ? 0 : 1
