import { buildWeb, isWebStale } from './web.ts'
import { seconds } from './tool.ts'

const usage = `npm run build [-- --force]
Builds the web pages into collector/web/dist. Does nothing when their sources have not changed;
--force builds all the same.
`

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(usage)
    return 0
  }
  if (!args.includes('--force') && !isWebStale()) {
    process.stdout.write('web: up to date\n')
    return 0
  }
  const built = await buildWeb()
  process.stdout.write(
    built.exitCode === 0 ? `web: built in ${seconds(built.tookMs)}\n` : built.output,
  )
  return built.exitCode
}

process.exitCode = await main(process.argv.slice(2))
