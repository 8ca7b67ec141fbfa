import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, runTool, type Finished } from './tool.ts'

const webFolder = join(checkout, 'collector', 'web')
const builtPage = join(webFolder, 'dist', 'index.html')
/** Holds the hash of the sources that `dist` was built from. */
const stampFile = join(webFolder, 'dist', '.sources')
const sources = [
  'collector/web/**',
  'collector/i18n/**',
  'protocol/**',
  'scripts/evaluated-modules.ts',
  'package-lock.json',
]

/** True when the built pages are not those of the sources as they are now. */
export function isWebStale(): boolean {
  if (!existsSync(builtPage) || !existsSync(stampFile)) return true
  return readFileSync(stampFile, 'utf8') !== hashOfSources()
}

/** Builds the web pages into `collector/web/dist` and notes what they were built from. */
export async function buildWeb(): Promise<Finished> {
  const hash = hashOfSources()
  const vite = join(checkout, 'node_modules', 'vite', 'bin', 'vite.js')
  const built = await runTool(
    [process.execPath, vite, 'build', '--config', join(webFolder, 'vite.config.ts')],
    // Whatever the caller's is: pages of another mode are slower and name the folder that they were built in.
    { env: { NODE_ENV: 'production' } },
  )
  if (built.exitCode === 0) writeFileSync(stampFile, hash)
  return built
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const path of sourceFiles()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(checkout, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

function sourceFiles(): string[] {
  return globSync(sources, { cwd: checkout, exclude: ['collector/web/dist/**'] })
    .filter((path) => statSync(join(checkout, path)).isFile())
    .sort()
}
