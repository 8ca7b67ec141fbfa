import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeRelease } from '#scripts/release/make-release.ts'
import { makeSigningKey, openSigningKey } from '#scripts/signing-key.ts'
import { firstPlan } from '#domain/rollout.ts'
import { openStoreBeside } from '#store/open.ts'
import { readReleases, startRelease } from '#store/releases/releases.ts'
import { buildAgent, installAgent } from '#tests/support/update/agent-builds.ts'
import {
  freePort,
  makeJoin,
  runProduct,
  startCollector,
  temporaryFolder,
  until,
  type CollectorProcess,
} from '#tests/support/processes.ts'

/* A collector, and an agent that brings itself from one version to the next; the test restarts it as systemd does. */

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let collector: CollectorProcess
let dataDir: string
let publicKey: string
let agent: ReturnType<typeof keepStarting>
const pem = () => join(folder.path, 'release.pem')

beforeAll(async () => {
  folder = await temporaryFolder()
  dataDir = join(folder.path, 'collector')
  mkdirSync(dataDir)
  publicKey = makeSigningKey(pem())
  const port = await freePort()
  collector = await startCollector(dataDir, port)
  const joined = await makeJoin({ dataDir, port }, 'Sở Y tế')
  const launcher = installAgent(
    join(folder.path, 'lib'),
    await buildAgent(join(folder.path, 'old'), '1.0.0'),
  )
  agent = keepStarting(launcher, {
    KHIEN_AGENT_DATA_DIR: join(folder.path, 'agent'),
    KHIEN_JOIN: joined,
    KHIEN_RELEASE_KEYS: publicKey,
    KHIEN_LANGUAGE: 'en',
  })
}, 90_000)
afterAll(async () => {
  await agent.stop()
  collector.signal('SIGTERM')
  await collector.ended
  await folder.remove()
})

test('an agent of the older version becomes the newer one, proved, and is the same host', async () => {
  await until('a first report', () => agent.output().includes('"connected"'), told(60_000))
  const files = await buildAgent(join(folder.path, 'new'), '1.0.1')
  const file = join(folder.path, 'khien-1.0.1.release')
  const packs = [{ platform: `linux-${process.arch}`, files }]
  const release = { sequence: 1, version: '1.0.1', issuedOn: '2026-11-22', packs, level: 3 }
  makeRelease(openSigningKey(pem()), release, file)
  const settings = {
    KHIEN_DATA_DIR: dataDir,
    KHIEN_PORT: String(collector.port),
    KHIEN_RELEASE_KEYS: publicKey,
  }
  const added = await runProduct('collector', ['release', 'add', file], settings)
  expect(added).toMatchObject({ exitCode: 0 })
  await start()

  const pointer = join(folder.path, 'agent', 'versions', 'current')
  await until(
    'the newer version to be proved',
    () => textOf(pointer).startsWith('1.0.1 proved'),
    told(),
  )
  await until('its start without a limit', () => agent.starts() === 3, told())
  expect(textOf(pointer)).toBe('1.0.1 proved 0 -\n')
  await until('the collector to count it', proved, told(100_000))
}, 240_000)

const told = (deadlineMs = 90_000) => ({ deadlineMs, explain: () => agent.output().slice(-6_000) })

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const storeHere = () =>
  openStoreBeside({
    url: null,
    file: join(dataDir, 'khien.sqlite'),
    log: pino({ level: 'silent' }),
  })

async function start(): Promise<void> {
  const store = await storeHere()
  const [held] = await readReleases(store.db)
  if (!held) throw new Error('no release is held')
  expect(held).toMatchObject({ state: 'held', version: '1.0.1' })
  const plan = { ...firstPlan, percents: [100] }
  const by = { actor: 'command', address: null, nowMs: Date.now() }
  await startRelease(store.db, { ...held, plan }, by)
  await store.close()
}

async function proved(): Promise<boolean> {
  const store = await storeHere()
  const rows = await store.db.selectFrom('release_host').selectAll().execute()
  await store.close()
  return rows.length === 1 && rows[0]?.state === 'proved'
}

/** Starts a program again whenever it ends with another exit code than 0. */
function keepStarting(program: string, settings: Readonly<Record<string, string>>) {
  const printed: string[] = []
  let child: ChildProcess
  let starts = 0
  let isStopping = false
  const ended = Promise.withResolvers<void>()
  const begin = () => {
    starts += 1
    child = spawn(program, ['run'], {
      env: { PATH: '/usr/bin:/bin', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout?.on('data', (data: Buffer) => printed.push(data.toString()))
    child.stderr?.on('data', (data: Buffer) => printed.push(data.toString()))
    child.once('close', (code) => {
      printed.push(`ended with ${code}\n`)
      if (isStopping || code === 0) ended.resolve()
      else setTimeout(begin, 200)
    })
  }
  begin()
  return {
    output: () => printed.join(''),
    starts: () => starts,
    stop: () => {
      isStopping = true
      child.kill('SIGTERM')
      return ended.promise
    },
  }
}
