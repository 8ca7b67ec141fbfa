import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { appendFileSync, chownSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { serviceDefaults } from '#agent/probes/services/index.ts'
import { openSystem, type System } from '#agent/system.ts'
import { isUnknown } from '#protocol/values.ts'
import { freePort, temporaryFolder, until } from '#tests/support/processes.ts'
import { aLook } from '../../machine.ts'
import { inShort } from './look-at.ts'

/*
 * A PostgreSQL of its own for each way to sign in that initdb sets: what the agent reads of its files, beside what the
 * server says to somebody without a password.
 */

const password = 'mat-khau-cua-phong-thu'
const place = '/var/lib/pgsql/data'
/** PostgreSQL refuses to run as root. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null

let programs = ''
let folder: Awaited<ReturnType<typeof temporaryFolder>> | null = null
let server: ChildProcess | null = null
beforeEach(async (context) => {
  const { url, missing } = inject('postgres')
  if (url === null) return context.skip(missing)
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ setting: string }>(
    `SELECT setting FROM pg_config WHERE name = 'BINDIR'`,
  )
  await client.end()
  programs = rows[0]?.setting ?? ''
  folder = await temporaryFolder()
  if (nobody) chownSync(folder.path, nobody.uid, nobody.gid)
})
afterEach(async () => {
  const stopped = server
  server = null
  if (stopped && stopped.exitCode === null) {
    const ended = new Promise((resolve) => stopped.once('exit', resolve))
    stopped.kill('SIGINT')
    await ended
  }
  await folder?.remove()
  folder = null
})

/** Starts one on loopback, as initdb makes it but for its port; its log is `log` beside its files. */
async function started(cwd: string, authentication: string) {
  const inside = (name: string) => join(cwd, name)
  const [data, secret, log] = [inside('data'), inside('secret'), inside('log')]
  writeFileSync(secret, password)
  writeFileSync(log, '')
  const options = { ...nobody, cwd, encoding: 'utf8' } as const
  const given = ['-D', data, '-U', 'postgres', '-A', authentication, `--pwfile=${secret}`]
  const made = spawnSync(join(programs, 'initdb'), [...given, '--no-sync'], options)
  if (made.status !== 0) throw new Error(made.stderr)
  const port = await freePort()
  const own = `port = ${port}\nunix_socket_directories = '${cwd}'\ndynamic_shared_memory_type = mmap\n`
  appendFileSync(join(data, 'postgresql.conf'), own)
  server = spawn(join(programs, 'postgres'), ['-D', data], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  server.stderr?.on('data', (part: Buffer) => appendFileSync(log, part))
  await until('PostgreSQL', () => readFileSync(log, 'utf8').includes('ready to accept connections'))
  return { data, port, log }
}

/** The real door; the usual place leads to the files of the test. */
function machineWith(data: string): System {
  const system = openSystem()
  const nothing = join(data, 'no-such-folder')
  return {
    ...system,
    readFile: (path, options) => system.readFile(path.replace(place, data), options),
    readFolder: (path) => system.readFolder(/postgresql|pgsql/.test(path) ? nothing : path),
  }
}

/** What the server says to who signs in without a password: a code of SQLSTATE, or the lack of one. */
async function saidWithoutPassword(port: number): Promise<string> {
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' })
  try {
    await client.connect()
    return 'in'
  } catch (error) {
    return error instanceof Error ? error.message : 'failed'
  } finally {
    await client.end()
  }
}

test.each([
  // The second is that of replication.
  ['trust', 'in', ['trust-all administer loopback', 'trust-all read loopback']],
  ['scram-sha-256', expect.stringContaining('password'), []],
])(
  'a real PostgreSQL that signs in by %s',
  async (authentication, said, expected) => {
    if (folder === null) throw new Error('no folder')
    const { data, port, log } = await started(folder.path, authentication)
    const before = readFileSync(log, 'utf8')
    const facts = await serviceDefaults(machineWith(data), aLook())
    if (isUnknown(facts)) throw new Error(facts.detail)
    const found = facts.services.filter(({ product }) => product === 'postgresql')
    expect(found).toMatchObject([{ isRunning: true, unseen: null }])
    const openings = inShort(found[0] ?? null).map((one) => one.replace(/ \d+$/, ''))
    expect([...new Set(openings)]).toEqual(expected)
    expect(JSON.stringify(facts)).not.toContain(password)
    // Nobody signed in, rightly or wrongly: the server has nothing to tell of the look.
    expect(readFileSync(log, 'utf8')).toBe(before)
    expect(await saidWithoutPassword(port)).toEqual(said)
  },
  60_000,
)
