import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { chosenArtefacts } from '#scripts/package/artefacts.ts'
import { haveTools } from '#scripts/package/system-tools.ts'
import { makeSigningKey, openSigningKey } from '#scripts/signing-key.ts'
import { checkout } from '#scripts/tool.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folders of finished packages: two builds of this checkout, in other places, and one of the next version. */
    builds: { first: string; second: string; next: string }
    /** The private key whose releases their agents believe. */
    releaseKey: string
  }
}

/** The version that the agent of `next` bears. */
export const nextVersion = '9.9.9'
const leftOut = new Set(['node_modules', 'build', 'data', '.git', 'dist'])

/**
 * Builds in copies of the checkout, so that the place where it lies is another each time. TEST_PACKAGES names a
 * folder that keeps them for the next run, for whoever works on these tests.
 */
export async function setup(project: TestProject): Promise<() => void> {
  const kept = process.env['TEST_PACKAGES']
  const root = kept ?? mkdtempSync(join(tmpdir(), 'khien-packages-'))
  mkdirSync(root, { recursive: true })
  const first = copyOf(join(root, 'first'))
  const second = copyOf(join(root, 'a-second-place', 'of-another-length'))
  const next = copyOf(join(root, 'next'))
  const manifest = join(next, 'package.json')
  const text = readFileSync(manifest, 'utf8')
  writeFileSync(manifest, text.replace(/"version": "[^"]+"/, `"version": "${nextVersion}"`))
  const date = execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: checkout }).toString()
  const releaseKey = join(root, 'release.pem')
  if (!existsSync(releaseKey)) makeSigningKey(releaseKey)
  project.provide('releaseKey', releaseKey)
  process.env['KHIEN_RELEASE_KEYS'] = openSigningKey(releaseKey).publicKey
  // One installation of what is missing, before all builds run at once.
  await haveTools(chosenArtefacts([]), (line) => process.stdout.write(`${line}\n`))
  await Promise.all([
    build(first, date, []),
    build(second, date, []),
    build(next, date, [
      '--only',
      'khien-agent-linux-x64.deb',
      '--only',
      'khien-agent-linux-x64.rpm',
    ]),
  ])
  const out = (copy: string) => join(copy, 'build')
  project.provide('builds', { first: out(first), second: out(second), next: out(next) })
  return () => {
    if (kept === undefined) rmSync(root, { recursive: true, force: true, maxRetries: 3 })
  }
}

function copyOf(to: string): string {
  if (existsSync(to)) return to
  cpSync(checkout, to, { recursive: true, filter: (path) => !leftOut.has(basename(path)) })
  // Links to the same files where the place allows it: a link to the folder would be another path in each place.
  const from = realpathSync(join(checkout, 'node_modules'))
  const linked = spawnSync('cp', ['--archive', '--link', from, join(to, 'node_modules')])
  if (linked.status !== 0) execFileSync('cp', ['--archive', from, to])
  return to
}

async function build(copy: string, date: string, args: readonly string[]): Promise<void> {
  if (existsSync(join(copy, 'build', 'SHA256SUMS'))) return
  const building = spawn(process.execPath, ['scripts/package.mjs', ...args], {
    cwd: copy,
    env: { ...process.env, SOURCE_DATE_EPOCH: date.trim() },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [exitCode] = await once(building, 'close')
  if (exitCode !== 0) throw new Error(`the packages of ${copy} were not built: ${exitCode}`)
}
