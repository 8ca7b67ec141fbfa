import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readStatus } from '#agent/status.ts'
import { makeRelease } from '#scripts/release/make-release.ts'
import { makeSigningKey, openSigningKey } from '#scripts/signing-key.ts'
import { hostFacts, loadFactsOf } from '#store/facts.ts'
import { openStoreBeside } from '#store/open.ts'
import { buildAgent, installAgent } from '#tests/support/update/agent-builds.ts'
import { rollOutToAll } from '#tests/support/update/roll-out.ts'
import {
  freePort,
  makeJoin,
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
  await rollOut('1.0.1', { sequence: 1, pem: pem(), publicKey })

  await until(
    'the newer version to be proved',
    () => textOf(pointer()).startsWith('1.0.1 proved'),
    told(),
  )
  await until('its start without a limit', () => agent.starts() === 3, told())
  expect(textOf(pointer())).toBe('1.0.1 proved 0 -\n')
  await until('the collector to count it', proved, told(100_000))
}, 240_000)

test('when the keys are lost, releases of others are refused and the agent goes on reporting as it is', async () => {
  const stranger = join(folder.path, 'stranger.pem')
  await rollOut('1.0.2', { sequence: 2, pem: stranger, publicKey: makeSigningKey(stranger) })
  await until('the refusal', () => agent.output().includes('"why":"not-signed"'), told(150_000))
  expect(readStatus(join(folder.path, 'agent')).run?.isConnected).toBe(true)
  // A start brings every look anew: what the collector holds has come in a report after the refusal.
  agent.kill()
  const refused = { version: '1.0.2', state: 'refused', why: 'not-signed' }
  await until('a report of it', async () => isDeepStrictEqual(await reported(), refused), told())
  expect(agent.starts()).toBe(4)
  expect(textOf(pointer())).toBe('1.0.1 proved 0 -\n')
}, 240_000)

/** Builds a version, signs it, and offers it to every computer at once. */
async function rollOut(
  version: string,
  signed: { readonly sequence: number; readonly pem: string; readonly publicKey: string },
): Promise<void> {
  const { sequence, publicKey } = signed
  const files = await buildAgent(join(folder.path, version), version)
  const file = join(folder.path, `khien-${version}.release`)
  const packs = [{ platform: `linux-${process.arch}`, files }]
  const release = { sequence, version, issuedOn: '2026-11-22', packs, level: 3 }
  makeRelease(openSigningKey(signed.pem), release, file)
  await rollOutToAll({ dataDir, port: collector.port, file, publicKey })
}

const pointer = () => join(folder.path, 'agent', 'versions', 'current')

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

/** What the one computer last reported of its updates. */
async function reported(): Promise<unknown> {
  const store = await storeHere()
  const hosts = await store.db.selectFrom('host').select('id').execute()
  const ids = hosts.map(({ id }) => id)
  const held = await loadFactsOf(store.reader, store.engine, ids)
  await store.close()
  const { agent: said } = hostFacts(held.get(ids[0] ?? '') ?? {}, ['agent'])
  return said?.reading.state === 'known' ? said.reading.facts.update : undefined
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
    kill: () => child.kill('SIGKILL'),
    stop: () => {
      isStopping = true
      child.kill('SIGTERM')
      return ended.promise
    },
  }
}
