import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { withJoin } from '#domain/agency-installer.ts'
import { chosenArtefacts } from '#scripts/package/artefacts.ts'
import { makeMsi } from '#scripts/package/msi.ts'
import { haveTools } from '#scripts/package/system-tools.ts'
import { makeWindowsAgent } from '#scripts/package/windows-program.ts'
import { openWorkshop } from '#scripts/package/workshop.ts'
import { startHttpProxy } from '#tests/support/http-proxy.ts'
import {
  freePort,
  makeJoin,
  startCollector,
  until,
  type CollectorProcess,
} from '#tests/support/processes.ts'
import { makeFitForWine, startWine, untilBooted, whyNoWine, type Wine } from './wine.ts'

/*
 * The installer as msiexec of wine runs it, with the service host as it is shipped, and with an agent that differs from
 * the shipped one by one byte (see wine.ts). Wine knows no rights of files (MsiLockPermissionsEx), starts no service at
 * the start of a computer, and rolls nothing back; those are for docs/operating/unverified.md.
 */

const why = whyNoWine()
const nextVersion = '9.9.9'

let folder: string
let wine: Wine
let collector: CollectorProcess
let joined: string

beforeAll(async () => {
  if (why !== null) return
  folder = mkdtempSync(join(tmpdir(), 'khien-installer-'))
  const port = await freePort()
  const dataDir = join(folder, 'collector')
  mkdirSync(dataDir)
  collector = await startCollector(dataDir, port)
  joined = await makeJoin({ dataDir, port }, 'Sở Y tế')
  await buildInstallers()
  wine = startWine(folder)
  await untilBooted(wine)
  const forAgency = withJoin(readFileSync(join(folder, 'agent.msi')), joined)
  writeFileSync(join(folder, 'agency.msi'), forAgency)
}, 300_000)
afterAll(async () => {
  if (why !== null) return
  wine.close()
  collector.signal('SIGTERM')
  await collector.ended
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 })
})
beforeEach((context) => {
  if (why !== null) context.skip(why)
})

async function buildInstallers(): Promise<void> {
  await haveTools(chosenArtefacts(['windows-x64.msi']), () => {})
  const release = { version: '0.1.0', dateSeconds: 1_790_000_000, releaseKeys: [] }
  const workshop = openWorkshop(join(folder, 'out'), { release, signer: null, say: () => {} })
  const program = await makeWindowsAgent(workshop)
  const [agent] = program.entries
  if (!agent || !('from' in agent)) throw new Error('the agent is not the first entry')
  makeFitForWine(agent.from, agent.from)
  await makeMsi(workshop, program, join(folder, 'agent.msi'))
  const next = { ...workshop, release: { ...release, version: nextVersion } }
  await makeMsi(next, program, join(folder, 'next.msi'))
}

const drive = (...path: readonly string[]) => join(folder, 'prefix/drive_c', ...path)
const data = (...path: readonly string[]) => drive('ProgramData/Khien', ...path)
const installed = () => drive('Program Files/Khien/Agent')
/** What the installer should have taken away: the folders, and all that is in them. */
const left = () =>
  [installed(), data()]
    .filter(existsSync)
    .flatMap((at) => [at, ...readdirSync(at, { recursive: true, encoding: 'utf8' })])

function msiexec(what: string, name: string, ...properties: readonly string[]) {
  const log = join(folder, 'msi.log')
  return wine.program('msiexec', [what, wine.windowsPath(name), '/qn', '/l*v', log, ...properties])
}
const value = (key: string, name: string) =>
  /REG_SZ\s+(.*?)\r?\n/.exec(wine.program('reg', ['query', key, '/v', name]).stdout)?.[1] ?? null
const ownKey = String.raw`HKLM\SOFTWARE\Khien\Agent`
const log = () => (existsSync(data('service.log')) ? readFileSync(data('service.log'), 'utf8') : '')
const stored = (name: string): unknown => JSON.parse(readFileSync(data('agent', name), 'utf8'))
const hostId = () => z.object({ hostId: z.string() }).parse(stored('enrolment.json')).hostId
const runStatus = z.object({
  isConnected: z.boolean(),
  sinceMs: z.int(),
  lastAcknowledgedMs: z.int().nullable(),
})
const status = () =>
  existsSync(data('agent/status.json'))
    ? runStatus.parse(stored('status.json'))
    : { isConnected: false, sinceMs: 0, lastAcknowledgedMs: null }
/** Null while no agent runs; one that ends takes its lock away between two looks. */
function agentPid(): number | null {
  try {
    return z.object({ pid: z.int() }).parse(stored('agent.lock')).pid
  } catch {
    return null
  }
}

async function untilReported(): Promise<void> {
  await until('a report to be acknowledged', () => (status().lastAcknowledgedMs ?? 0) > 0, {
    deadlineMs: 90_000,
    explain: () => `${log()}\n${collector.output().slice(-2000)}`,
  })
}

describe('the installer under wine, with a copy of the agent that differs by one byte', () => {
  test('refuses a Windows older than 10, which wine is until it is told', () => {
    expect(msiexec('/i', 'agent.msi', `JOIN=${joined}`).exitCode).not.toBe(0)
    expect(existsSync(installed())).toBe(false)
    const key = String.raw`HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`
    const major = ['/v', 'CurrentMajorVersionNumber', '/t', 'REG_DWORD', '/d', '10', '/f']
    expect(wine.program('reg', ['add', key, ...major])).toMatchObject({ exitCode: 0 })
  })

  test('installs without a question, and the service enrols and reports', async () => {
    const done = msiexec('/i', 'agent.msi', `JOIN=${joined}`)
    expect(done, done.stderr).toMatchObject({ exitCode: 0 })
    expect(readdirSync(installed()).sort()).toEqual([
      'LICENCES.txt',
      'khien-agent.exe',
      'khien-service.exe',
      'koffi.node',
    ])
    await untilReported()
    expect(existsSync(data('join'))).toBe(false)
    expect(value(ownKey, 'Join')).toBe(null)
    expect(log()).not.toContain(joined)
  })

  test('starts the agent again when it is killed', async () => {
    const before = await until('a process', agentPid)
    const killed = wine.program('taskkill', ['/f', '/pid', String(before)])
    expect(killed, killed.stderr).toMatchObject({ exitCode: 0 })
    await until('another process', () => ![before, null].includes(agentPid()), { explain: log })
    expect(log()).toContain('the agent ended with exit code')
  })

  test('stops the agent in an orderly way, and starts it again', async () => {
    await until('the link', () => status().isConnected, { deadlineMs: 90_000, explain: log })
    expect(wine.program('net', ['stop', 'khien-agent'])).toMatchObject({ exitCode: 0 })
    await until('its last words', () => log().includes('agent stopped'), { explain: log })
    expect(log()).not.toContain('did not stop in ten seconds')
    expect(existsSync(data('agent/agent.lock'))).toBe(false)
    expect(wine.program('net', ['start', 'khien-agent'])).toMatchObject({ exitCode: 0 })
    await until('the link', () => status().isConnected, { deadlineMs: 90_000, explain: log })
  })

  test('removed as Windows removes the older version in an upgrade, it comes back as the same host', async () => {
    const before = hostId()
    const atMs = Date.now()
    // Windows says this to the older version; wine 8 says nothing to it, so the two steps are done one by one.
    expect(msiexec('/x', 'agent.msi', 'UPGRADINGPRODUCTCODE={x}')).toMatchObject({ exitCode: 0 })
    expect(existsSync(installed())).toBe(false)
    expect(msiexec('/i', 'next.msi')).toMatchObject({ exitCode: 0 })
    expect(value(ownKey, 'Version')).toBe(nextVersion)
    expect(existsSync(join(installed(), 'khien-agent.exe'))).toBe(true)
    await until('the link', () => status().isConnected && status().sinceMs > atMs, {
      deadlineMs: 90_000,
      explain: log,
    })
    expect(hostId()).toBe(before)
  })

  test('an older version does not go over it', () => {
    expect(msiexec('/i', 'agent.msi')).not.toMatchObject({ exitCode: 0 })
    expect(value(ownKey, 'Version')).toBe(nextVersion)
  })

  test('a repair brings back what was taken away', () => {
    const taken = join(installed(), 'LICENCES.txt')
    rmSync(taken)
    // What `msiexec /fa` asks for; that of wine takes a product code and no file.
    const repair = ['REINSTALL=ALL', 'REINSTALLMODE=amus']
    expect(msiexec('/i', 'next.msi', ...repair)).toMatchObject({ exitCode: 0 })
    expect(existsSync(taken)).toBe(true)
  })

  test('uninstalled it says goodbye and leaves nothing', async () => {
    expect(msiexec('/x', 'next.msi')).toMatchObject({ exitCode: 0 })
    expect(left()).toEqual([])
    expect(value(ownKey, 'Version')).toBe(null)
    expect(wine.program('net', ['start', 'khien-agent']).exitCode).not.toBe(0)
  })

  test('the installer of an agency enrols without a property, as a group policy installs it', async () => {
    expect(msiexec('/i', 'agency.msi')).toMatchObject({ exitCode: 0 })
    await untilReported()
    expect(value(ownKey, 'Join')).toBe(null)
    expect(msiexec('/x', 'agency.msi')).toMatchObject({ exitCode: 0 })
    expect(left()).toEqual([])
  })

  test('the installer of no agency keeps trying, and its placeholder is no join string', async () => {
    expect(msiexec('/i', 'agent.msi')).toMatchObject({ exitCode: 0 })
    await until('the reason', () => log().includes('the agent ended with exit code 1'), {
      explain: log,
    })
    expect(existsSync(data('join'))).toBe(false)
    expect(value(ownKey, 'Join')).toBe(null)
  })

  test('a join string of group policy is taken, and one that cannot be stops nothing', async () => {
    const key = String.raw`HKLM\SOFTWARE\Policies\Khien`
    const set = (text: string) => wine.program('reg', ['add', key, '/v', 'Join', '/d', text, '/f'])
    set(joined)
    await untilReported()
    set('khien1.broken')
    const atMs = Date.now()
    wine.program('net', ['stop', 'khien-agent'])
    expect(wine.program('net', ['start', 'khien-agent'])).toMatchObject({ exitCode: 0 })
    await until('the link', () => status().isConnected && status().sinceMs > atMs, {
      deadlineMs: 90_000,
      explain: log,
    })
    expect(log()).toContain('policies not obeyed')
    wine.program('reg', ['delete', key, '/f'])
    expect(msiexec('/x', 'agent.msi')).toMatchObject({ exitCode: 0 })
  })

  test('a proxy that is given is gone through, and a repair keeps it', async () => {
    const proxy = await startHttpProxy()
    proxy.wants = Buffer.from('may:mat-khau').toString('base64')
    const url = proxy.url.replace('//', '//may:mat-khau@')
    const done = msiexec('/i', 'agent.msi', `JOIN=${joined}`, `PROXY=${url}`)
    expect(done).toMatchObject({ exitCode: 0 })
    expect(value(ownKey, 'Proxy')).toBe(url)
    await untilReported()
    expect(proxy.asked).not.toEqual([])
    expect(log()).not.toContain('mat-khau')
    // Of a service that it stops by itself wine cannot write the program yet.
    expect(wine.program('net', ['stop', 'khien-agent'])).toMatchObject({ exitCode: 0 })
    await until('its last words', () => log().includes('agent stopped'), { explain: log })
    const repair = ['REINSTALL=ALL', 'REINSTALLMODE=amus']
    expect(msiexec('/i', 'agent.msi', ...repair)).toMatchObject({ exitCode: 0 })
    expect(value(ownKey, 'Proxy')).toBe(url)
    expect(msiexec('/x', 'agent.msi')).toMatchObject({ exitCode: 0 })
    expect(value(ownKey, 'Proxy')).toBe(null)
    await proxy.close()
  })

  test.each([
    ['a proxy of another form', ['PROXY=10.0.0.1:3128']],
    ['a text that is no join string', ['JOIN=https://khien.example']],
    ['an address without the pins', ['COLLECTOR_URL=https://khien.example', 'ENROLL_TOKEN=a']],
  ])('refuses %s', (_name, properties) => {
    expect(msiexec('/i', 'agent.msi', ...properties).exitCode).not.toBe(0)
    expect(existsSync(installed())).toBe(false)
  })

  test.each([String.raw`HKLM\SOFTWARE\Khien`, String.raw`HKLM\SOFTWARE\Policies\Khien`])(
    'refuses a computer that carries no agent by %s',
    (key) => {
      wine.program('reg', ['add', key, '/v', 'NoAgent', '/t', 'REG_DWORD', '/d', '1', '/f'])
      expect(msiexec('/i', 'agent.msi', `JOIN=${joined}`).exitCode).not.toBe(0)
      expect(existsSync(installed())).toBe(false)
      wine.program('reg', ['delete', key, '/v', 'NoAgent', '/f'])
    },
  )
})
