import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/*
 * Adds up the gates and the tests of a CI run. A test file that could not even be loaded counts as one failure,
 * and a run whose exit code is not 0 never counts as green. What failed is told again at the end, where a reader who
 * sees only the last lines of the run finds it. Of a file that was run again by itself (again.mjs) the second result
 * counts, and what failed in the first is told as unsteady.
 */
const [testExit = '1', folder = '.'] = process.argv.slice(2)

function countGates(log) {
  const [, green = '0', red = '1'] = /^gates: (\d+) green, (\d+) red/m.exec(log) ?? []
  return { passed: Number(green), failed: Number(red), skipped: 0 }
}

function countTests(files) {
  const tests = files.flatMap(({ assertionResults }) => assertionResults)
  const count = (...wanted) => tests.filter(({ status }) => wanted.includes(status)).length
  const unloaded = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: count('passed'),
    failed: count('failed') + unloaded.length,
    skipped: count('pending', 'skipped', 'todo', 'disabled'),
  }
}

const messageLinesMax = 12

/** One entry per failed test or unloaded file: where it stands, its name and the beginning of its message. */
function describeFailures(files) {
  return files
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

const filesOf = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')).testResults

/** What the files of a suite came to, and what of it failed before its file was run again. */
function readSuite(name) {
  const files = filesOf(name)
  const again = existsSync(join(folder, `${name}-again.json`)) ? filesOf(`${name}-again`) : []
  const second = new Map(again.map((file) => [file.name, file]))
  return {
    files: files.map((file) => second.get(file.name) ?? file),
    unsteady: files.filter(({ name: path }) => second.get(path)?.status === 'passed'),
  }
}

const suites = globSync('*.json', { cwd: folder })
  .map((file) => file.replace('.json', ''))
  .filter((name) => !name.endsWith('-again'))
  .map(readSuite)
const gatesLog = readFileSync(join(folder, 'gates.log'), 'utf8')
const parts = [countGates(gatesLog), ...suites.map(({ files }) => countTests(files))]
const sum = (name) => parts.reduce((total, part) => total + part[name], 0)
const hasNoTests = parts.length < 2 || sum('passed') === 0
const failed = sum('failed') || (testExit !== '0' || hasNoTests ? 1 : 0)
const skipped = sum('skipped')

for (const { unsteady } of suites) {
  for (const failure of describeFailures(unsteady)) console.log(`unsteady: ${failure}`)
}
for (const red of gatesLog.match(/^RED .*/gm) ?? []) console.log(`gate: ${red}`)
for (const { files } of suites) {
  for (const failure of describeFailures(files)) console.log(`failed: ${failure}`)
}
console.log(`${sum('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exitCode = failed === 0 ? 0 : 1
