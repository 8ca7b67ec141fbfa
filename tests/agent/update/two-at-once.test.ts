import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openReleaseTrust } from '#agent/update/trust.ts'
import { Updates, type Part, type Want } from '#agent/update/updates.ts'
import { openSigningKey } from '#scripts/signing-key.ts'
import { clockWrongBy, keptLog } from '#tests/support/agent-parts.ts'
import { until } from '#tests/support/processes.ts'
import { offerOf } from '#tests/support/update/machine.ts'

/* The product's own updates on a real folder; the test is the collector that offers, and the launcher that starts. */

const partBytes = 4_096
type Offered = { readonly version: string; readonly manifest: string; readonly packs: Buffer }

let folder: string
let keys: string[]
let second: Offered
let third: Offered
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'khien-two-'))
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  writeFileSync(join(folder, 'release.pem'), pem, { mode: 0o600 })
  keys = [openSigningKey(join(folder, 'release.pem')).publicKey]
  second = aRelease('1.1.0', 7)
  third = aRelease('1.2.0', 8)
})
afterEach(() => rmSync(folder, { recursive: true }))

function aRelease(version: string, sequence: number): Offered {
  const files = [join(folder, version, 'khien-agent')]
  mkdirSync(join(folder, version))
  // What does not shrink, so that it comes in several parts.
  writeFileSync(files[0] ?? '', randomBytes(5 * partBytes))
  const { manifest, packs } = offerOf(folder, { files, version, sequence })
  return { version, manifest, packs: readFileSync(packs) }
}

/** An agent of this version as its launcher starts it, and what it asks for. */
function started(version: string) {
  const wants: Want[] = []
  let restarts = 0
  const updates = new Updates({
    folder,
    version,
    platform: 'linux-x64',
    isLaunched: true,
    trust: openReleaseTrust({ folder, compiled: keys, log: keptLog() }),
    clock: clockWrongBy(0),
    log: keptLog(),
    restart: () => void (restarts += 1),
  })
  updates.begin()
  const offer = ({ manifest }: Offered) =>
    updates.offered({ type: 'release', manifest, statements: [] }, (want) => void wants.push(want))
  return { updates, wants, offer, restarts: () => restarts }
}
type Agent = ReturnType<typeof started>

/** Answers the newest want by the bytes of a release; false: nothing was asked for. */
function serveOne({ updates, wants }: Agent, { packs }: Offered): boolean {
  const want = wants.pop()
  if (!want) return false
  const bytes = packs.subarray(want.offset, want.offset + partBytes).toString('base64url')
  const part: Part = { type: 'part', ...want, kind: 'release', bytes }
  updates.arrived(part)
  return true
}

async function serveAll(agent: Agent, offered: Offered): Promise<void> {
  while (serveOne(agent, offered));
  await until('the switch', () => agent.restarts() > 0)
}

const versions = () => join(folder, 'versions')
const lying = () => readdirSync(versions()).sort()
const pointer = () => readFileSync(join(versions(), 'current'), 'utf8')
const memory = (): unknown => JSON.parse(readFileSync(join(folder, 'update.json'), 'utf8'))
function proveItself(version: string): Agent {
  const agent = started(version)
  agent.updates.acknowledged()
  agent.updates.stop()
  const again = started(version)
  return again
}
const provedAs = (version: string, sequence: number) => ({
  standing: { version, state: 'proved', why: null },
  sequence,
  wentBack: 0,
  wentBackMs: null,
  provedSequence: sequence,
})

test('an offer that comes while another is fetched changes nothing; the first is finished, and then the second', async () => {
  const agent = started('1.0.0')
  agent.offer(second)
  serveOne(agent, second)
  agent.offer(third)
  expect(agent.wants).toHaveLength(1)
  await serveAll(agent, second)
  // The old version has switched and is about to end.
  agent.offer(third)
  expect([agent.wants, pointer()]).toEqual([[], '1.1.0 trial 0 -\n'])
  agent.updates.stop()

  const newer = proveItself('1.1.0')
  expect(memory()).toEqual(provedAs('1.1.0', 7))
  newer.offer(third)
  await serveAll(newer, third)
  newer.updates.stop()
  const newest = proveItself('1.2.0')
  expect([pointer(), lying()]).toEqual(['1.2.0 proved 0 1.1.0\n', ['1.1.0', '1.2.0', 'current']])
  expect(memory()).toEqual(provedAs('1.2.0', 8))
  newest.updates.stop()
})

test('both offers at once, before a byte of either has come: one of them is fetched, whole', async () => {
  const agent = started('1.0.0')
  agent.offer(third)
  agent.offer(second)
  expect(agent.wants).toHaveLength(1)
  await serveAll(agent, third)
  agent.updates.stop()
  proveItself('1.2.0').updates.stop()
  expect([pointer(), lying()]).toEqual(['1.2.0 proved 0 -\n', ['1.2.0', 'current']])
  expect(memory()).toEqual(provedAs('1.2.0', 8))
})

test('where the connection is lost and the next one offers another, nothing of the first is left', async () => {
  const agent = started('1.0.0')
  agent.offer(second)
  serveOne(agent, second)
  expect(lying()).toHaveLength(1)
  agent.updates.lost()
  agent.wants.splice(0)
  agent.offer(third)
  serveOne(agent, third)
  expect(lying()).toHaveLength(1)
  await serveAll(agent, third)
  agent.updates.stop()
  proveItself('1.2.0').updates.stop()
  expect([pointer(), lying()]).toEqual(['1.2.0 proved 0 -\n', ['1.2.0', 'current']])
})

test('a part of the first that comes late is not taken for one of the second', () => {
  const agent = started('1.0.0')
  agent.offer(second)
  const late = agent.wants.pop()
  agent.updates.lost()
  agent.offer(third)
  const bytes = second.packs.subarray(0, partBytes).toString('base64url')
  if (!late) throw new Error('nothing was asked for')
  agent.updates.arrived({ type: 'part', ...late, kind: 'release', bytes })
  expect(agent.wants).toEqual([{ ...late, digest: expect.not.stringMatching(late.digest) }])
  expect(agent.updates.standing()).toEqual({ version: '1.2.0', state: 'fetching', why: null })
  agent.updates.stop()
})

test('an offer that comes while a version is on trial waits until that is settled', async () => {
  const agent = started('1.0.0')
  agent.offer(second)
  await serveAll(agent, second)
  agent.updates.stop()
  const onTrial = started('1.1.0')
  onTrial.offer(third)
  expect([onTrial.wants, pointer(), lying()]).toEqual([
    [],
    '1.1.0 trial 0 -\n',
    [expect.stringMatching(/^\.incoming-/), '1.1.0', 'current'],
  ])
  onTrial.updates.acknowledged()
  onTrial.updates.stop()
  const proved = started('1.1.0')
  proved.offer(third)
  expect(proved.wants).toHaveLength(1)
  proved.updates.stop()
})
