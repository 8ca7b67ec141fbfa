import { existsSync, readFileSync } from 'node:fs'

/*
 * Prints the test files that failed in a suite, one a line, when they are few: those are run again by themselves, so
 * that a test which needs a quiet machine is told from one that is broken. Prints nothing when more than that failed,
 * when no file did, or when the suite left no report: then the first result stands.
 */
const filesMax = 3
const [path = ''] = process.argv.slice(2)

const { testResults } = existsSync(path)
  ? JSON.parse(readFileSync(path, 'utf8'))
  : { testResults: [] }
const failed = testResults.filter(({ status }) => status === 'failed').map(({ name }) => name)
if (failed.length <= filesMax) for (const name of failed) console.log(name)
