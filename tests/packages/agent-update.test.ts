import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { firstPlan } from '#domain/rollout.ts'
import { makeRelease } from '#scripts/release/make-release.ts'
import { openSigningKey } from '#scripts/signing-key.ts'
import { openStoreBeside } from '#store/open.ts'
import { readReleases, startRelease } from '#store/releases/releases.ts'
import {
  freePort,
  makeJoin,
  runProduct,
  startCollector,
  temporaryFolder,
  until,
  type CollectorProcess,
} from '#tests/support/processes.ts'
import { nextVersion } from './builds.ts'
import { ran, startUnit, stopUnit, whyNotInstallable, type UnitRun } from './installed.ts'

/* The packaged agent brings itself to the next version; the test starts it again as the unit says, without the wait. */

const { first, next } = inject('builds')
const key = inject('releaseKey')
const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8'))).version
const deb = join(first, `khien-agent-${version}-linux-x64.deb`)
const nextDeb = join(next, `khien-agent-${nextVersion}-linux-x64.deb`)
const data = '/var/lib/khien-agent'
const why = whyNotInstallable()

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let dataDir: string
let collector: CollectorProcess
let joined: string
let running: UnitRun | null = null
const outputs: string[] = []

beforeAll(async () => {
  if (why !== null) return
  folder = await temporaryFolder()
  dataDir = join(folder.path, 'collector')
  mkdirSync(dataDir)
  const port = await freePort()
  collector = await startCollector(dataDir, port)
  joined = await makeJoin({ dataDir, port }, 'Sở Y tế')
})
afterAll(async () => {
  if (why !== null) return
  if (running !== null) await stopUnit(running)
  purge()
  collector.signal('SIGTERM')
  await collector.ended
  await folder.remove()
})

const purge = () => {
  ran('dpkg', ['--purge', 'khien-agent'])
  rmSync('/etc/khien', { recursive: true, force: true })
}
const says = () => ran('/usr/bin/khien-agent', ['--version']).output.trim()

test('the installed agent updates itself from one version to the next, and purging removes both', async (context) => {
  if (why !== null) context.skip(why)
  expect(ran('dpkg', ['--install', deb], { env: { KHIEN_JOIN: joined } })).toMatchObject({
    exitCode: 0,
  })
  expect(says()).toBe(version)
  await addRelease()
  const pointer = join(data, 'versions', 'current')
  await until('the next version to be proved', () => isProved(pointer), {
    deadlineMs: 170_000,
    explain: () => [...outputs, running?.output() ?? ''].join('').slice(-8_000),
  })
  expect(says()).toBe(nextVersion)
  expect(ran('dpkg', ['--verify', 'khien-agent']).output).toBe('')

  if (running !== null) await stopUnit(running)
  running = null
  purge()
  expect([data, '/etc/khien', '/usr/lib/khien-agent'].filter(existsSync)).toEqual([])
}, 240_000)

/** Looks, and starts the agent again where it has ended. */
function isProved(pointer: string): boolean {
  if (running === null || running.child.exitCode !== null) {
    if (running !== null) outputs.push(running.output())
    running = startUnit('khien-agent.service')
  }
  return existsSync(pointer) && readFileSync(pointer, 'utf8').startsWith(`${nextVersion} proved`)
}

/** Signs the program of the next package, as an administrator does, and rolls it out to all. */
async function addRelease(): Promise<void> {
  const unpacked = join(folder.path, 'next')
  expect(ran('dpkg-deb', ['-x', nextDeb, unpacked])).toMatchObject({ exitCode: 0 })
  const files = [join(unpacked, 'usr/lib/khien-agent/khien-agent')]
  const file = join(folder.path, 'next.release')
  const packs = [{ platform: 'linux-x64', files }]
  const signed = { sequence: 1, version: nextVersion, issuedOn: '2026-11-22', packs, level: 3 }
  makeRelease(openSigningKey(key), signed, file)
  const settings = { KHIEN_DATA_DIR: dataDir, KHIEN_PORT: String(collector.port) }
  const added = await runProduct('collector', ['release', 'add', file], settings)
  expect(added).toMatchObject({ exitCode: 0 })
  const log = pino({ level: 'silent' })
  const store = await openStoreBeside({ url: null, file: join(dataDir, 'khien.sqlite'), log })
  const [held] = await readReleases(store.db)
  if (!held) throw new Error('no release is held')
  const by = { actor: 'command', address: null, nowMs: Date.now() }
  await startRelease(store.db, { ...held, plan: { ...firstPlan, percents: [100] } }, by)
  await store.close()
}
