import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dataFiles } from '#agent/data-folder.ts'
import { factsRegistry, probeIds, readingSchemas } from '#protocol/facts/registry.ts'
import {
  freePort,
  runProduct,
  startProduct,
  temporaryFolder,
  until,
  type Running,
} from '../support/processes.ts'
import { startPeer, type ProtocolPeer } from '../support/protocol-peer.ts'

const checkout = join(import.meta.dirname, '..', '..')
const started: Running[] = []

let folder: string
let remove: () => Promise<void>
let peer: ProtocolPeer
let settings: Record<string, string>
beforeEach(async () => {
  const temporary = await temporaryFolder()
  remove = temporary.remove
  folder = join(temporary.path, 'agent')
  settings = { KHIEN_AGENT_DATA_DIR: folder }
  peer = await startPeer()
})
afterEach(async () => {
  for (const running of started.splice(0)) {
    running.signal('SIGKILL')
    await running.ended
  }
  await peer.close()
  await remove()
})

const command = (...args: string[]) => runProduct('agent', args, settings)
function start(extra: Record<string, string> = {}): Running {
  const running = startProduct('agent', ['run'], { ...settings, ...extra })
  started.push(running)
  return running
}
const heldAll = () => peer.held.size === probeIds.length

describe('a command', () => {
  test('says its version and its help', async () => {
    expect(await command('--version')).toEqual({ exitCode: 0, output: '0.1.0\n' })
    const { exitCode, output } = await command('--help')
    expect([exitCode, output]).toEqual([0, expect.stringContaining('Exit codes')])
  })

  test('that is unknown is refused in the language of the machine, without a stack', async () => {
    expect(await command('eat')).toEqual({
      exitCode: 2,
      output: 'There is no command “eat”. See --help.\n',
    })
    settings['KHIEN_LANGUAGE'] = 'vi'
    expect(await command('eat')).toEqual({
      exitCode: 2,
      output: 'Không có lệnh “eat”. Hãy xem --help.\n',
    })
  })

  test('refuses a setting that nobody reads', async () => {
    settings['KHIEN_JION'] = 'x'
    expect(await command('status')).toEqual({
      exitCode: 2,
      output: 'There is no setting KHIEN_JION. Did you mean KHIEN_JOIN?\n',
    })
  })

  test('runs under an older Node, which hands over to the one of the checkout', (ctx) => {
    const old = findOlderNode()
    if (!old) return ctx.skip('no Node older than 24 on this machine')
    const asked = spawnSync(old, [join(checkout, 'agent', 'bin.mjs'), 'eat'], {
      encoding: 'utf8',
      env: { KHIEN_LANGUAGE: 'en' },
    })
    expect([asked.status, asked.stderr]).toEqual([2, 'There is no command “eat”. See --help.\n'])
  })
})

test('a snapshot prints every reading in its own form, and leaves no trace', async () => {
  const { exitCode, output } = await command('snapshot')
  const entries: unknown = JSON.parse(output)
  if (!Array.isArray(entries)) throw new Error('not a list')
  expect([exitCode, entries.map(({ probe }) => probe)]).toEqual([0, probeIds])
  for (const { probe, observedAtMs, digest, ...reading } of entries) {
    const id = probeIds.find((one) => one === probe) ?? 'os'
    expect(readingSchemas[id].safeParse(reading).success, factsRegistry[id].id).toBe(true)
    expect([Number.isInteger(observedAtMs), digest]).toEqual([true, expect.any(String)])
  }
  expect(existsSync(folder)).toBe(false)
  const one = await command('snapshot', '--probe', 'os')
  expect(JSON.parse(one.output)).toEqual([expect.objectContaining({ probe: 'os' })])
  expect((await command('snapshot', '--probe', 'shell')).exitCode).toBe(2)
})

test('a recording gives the same facts whenever it is replayed; another file is refused', async () => {
  const file = join(folder, '..', 'machine.json')
  const { exitCode, output } = await command('record', file)
  expect([exitCode, output]).toEqual([0, expect.stringMatching(/^Wrote \d+ answers/)])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const replayed = await command('replay', file)
  const entries: unknown = JSON.parse(replayed.output)
  if (!Array.isArray(entries)) throw new Error('not a list')
  expect(entries.map(({ probe }) => probe)).toEqual(probeIds)
  // Pseudonyms stand in the recording; without a data folder the key of the replay is another one.
  expect((await command('replay', file)).output).toBe(replayed.output)

  const other = await command('replay', join(checkout, 'package.json'))
  expect([other.exitCode, other.output]).toEqual([1, expect.stringContaining('is no recording')])
  const missing = await command('replay', `${file}.missing`)
  expect([missing.exitCode, missing.output]).toEqual([1, expect.stringContaining('ENOENT')])
}, 60_000)

describe('enrolment', () => {
  test('a join string that was cut is refused', async () => {
    const { exitCode, output } = await command('enrol', peer.join().slice(0, -9))
    expect([exitCode, output]).toEqual([2, expect.stringContaining('join string is not valid')])
  })

  test('happens once, with the token and the name of the machine', async () => {
    const { exitCode, output } = await command('enrol', peer.join())
    expect([exitCode, output]).toEqual([0, expect.stringContaining(peer.address)])
    expect(peer.proofs[0]?.enrolment?.token).toBe('a'.repeat(32))
    expect(readFileSync(join(folder, dataFiles.enrolment), 'utf8')).not.toContain('a'.repeat(32))
    const again = await command('enrol', peer.join())
    expect([again.exitCode, again.output]).toEqual([1, expect.stringContaining('is enrolled with')])
    const { output: screen, exitCode: well } = await command('status')
    expect([well, screen]).toEqual([3, expect.stringContaining(`Enrolled with: ${peer.address}`)])
  })

  test('of a refused token leaves the machine not enrolled', async () => {
    const detail = JSON.stringify({ usesMax: 3 })
    peer.judgeProof = () => {
      setTimeout(() => peer.hangUp(), 50)
      return { type: 'refused', code: 'TOKEN_SPENT', detail }
    }
    expect(await command('enrol', peer.join())).toEqual({
      exitCode: 1,
      output: 'The enrolment token has been used all 3 times. Ask for a new one.\n',
    })
    const running = start({ KHIEN_JOIN: peer.join() })
    expect(await running.ended).toBe(1)
    expect(running.output()).toContain('has been used all 3 times')
    expect(await command('run')).toEqual({
      exitCode: 1,
      output: expect.stringContaining('not enrolled'),
    })
  })

  test('with a collector that is not there says so', async () => {
    await peer.close()
    const { exitCode, output } = await command('enrol', peer.join())
    expect([exitCode, output]).toEqual([1, expect.stringContaining('Cannot reach the collector')])
  })
})

describe('a running agent', () => {
  test('enrols, reports everything, answers "report now", and stops within two seconds', async () => {
    const running = start({ KHIEN_JOIN: peer.join() })
    await until('every reading', heldAll, { explain: running.output })
    await until('status to be well', async () => (await command('status')).exitCode === 0)
    const { output } = await command('status')
    expect(output).toContain(`Running: process ${running.pid}`)
    expect(output).toContain('Unsent: 0')
    expect(output).toContain('Catalogue of antivirus products: the one of this release')
    expect(statSync(join(folder, dataFiles.outbox)).mode & 0o777).toBe(0o600)

    const reports = peer.reports.length
    peer.send({ type: 'ask' })
    await until('the answer to ask', () => peer.reports.length > reports)

    const stoppedMs = performance.now()
    running.signal('SIGTERM')
    expect(await running.ended).toBe(0)
    expect(performance.now() - stoppedMs).toBeLessThan(2000)
    expect(peer.frames.at(-1)).toEqual({ type: 'goodbye', reason: 'stopping' })
    const after = await command('status')
    expect([after.exitCode, after.output]).toEqual([3, expect.stringContaining('not running')])
  }, 60_000)

  test('keeps others off its folder, and its successor takes over after a kill without sending again', async () => {
    const first = start({ KHIEN_JOIN: peer.join() })
    await until('every reading', heldAll, { explain: first.output })
    const second = await command('run')
    expect([second.exitCode, second.output]).toEqual([
      1,
      expect.stringContaining(`is running already (process ${first.pid})`),
    ])
    first.signal('SIGKILL')
    await first.ended
    const reports = peer.reports.length
    const third = start()
    await until('a confirmation', () => peer.reports.length > reports, { explain: third.output })
    const travelled = peer.reports.slice(reports).flatMap(({ bodies }) => Object.keys(bodies))
    // The agent counts its own starts as nothing; what differs may be a listener that came or went meanwhile.
    expect(travelled.length).toBeLessThan(probeIds.length / 2)
    expect(peer.proofs.map(({ session }) => session)).toEqual([1, 2])
  }, 60_000)

  test('uninstalls only when told twice, says goodbye, and removes what it kept', async () => {
    await command('enrol', peer.join())
    expect((await command('uninstall')).exitCode).toBe(2)
    expect(readdirSync(folder).length).toBeGreaterThan(0)
    expect((await command('uninstall', '--yes')).exitCode).toBe(0)
    expect(peer.frames.at(-1)).toEqual({ type: 'goodbye', reason: 'uninstalling' })
    expect(existsSync(folder)).toBe(false)
  })

  test('is refused a data folder that cannot be written', async () => {
    settings['KHIEN_AGENT_DATA_DIR'] = `/proc/khien-${await freePort()}`
    const { exitCode, output } = await command('enrol', peer.join())
    expect([exitCode, output]).toEqual([1, expect.stringContaining('Cannot write')])
  })
})

/** A Node of the system that is older than ours; null: there is none. */
function findOlderNode(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found = [...folders, '/usr/bin', '/usr/local/bin'].map((path) => join(path, 'node'))
  return found.filter((path) => existsSync(path)).find((path) => majorOf(path) < 24) ?? null
}

function majorOf(node: string): number {
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' })
  return Number(/^v(\d+)/.exec(version)?.[1])
}
