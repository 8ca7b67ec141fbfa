import { prepareTests } from './preparation.ts'
import { runTool } from './tool.ts'

const usage = `npm test [-- VITEST ARGUMENTS]
Prepares what the tests need (Debian packages where we are root, the web pages), then runs all of them:
  npm test -- tests/collector            one folder
  npm test -- -t 'silent host'           by name
  npm test -- --config tests/long/vitest.config.ts
                                         what takes long (tests/long/long-tests.ts), left out otherwise
  npm test -- --config tests/wine/vitest.config.ts
                                         the Windows agent under wine, which is left out otherwise
`

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(usage)
    return 0
  }
  for (const line of await prepareTests()) process.stdout.write(`prepare: ${line}\n`)
  const { exitCode } = await runTool(['vitest', 'run', ...args], { shows: true })
  return exitCode
}

process.exitCode = await main(process.argv.slice(2))
