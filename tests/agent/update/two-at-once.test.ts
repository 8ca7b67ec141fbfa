import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  layReleaseKey,
  makeOffered,
  partBytes,
  serveAll,
  serveOne,
  startUpdates,
  type Offered,
  type OfferedAgent,
} from '#tests/support/update/offers.ts'

/* The product's own updates on a real folder; the test is the collector that offers, and the launcher that starts. */

let folder: string
let keys: string[]
let second: Offered
let third: Offered
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'khien-two-'))
  keys = [layReleaseKey(folder)]
  second = makeOffered(folder, '1.1.0', 7)
  third = makeOffered(folder, '1.2.0', 8)
})
afterEach(() => rmSync(folder, { recursive: true }))

const started = (version: string) => startUpdates({ folder, keys, version })

const versions = () => join(folder, 'versions')
const lying = () => readdirSync(versions()).sort()
const pointer = () => readFileSync(join(versions(), 'current'), 'utf8')
const memory = (): unknown => JSON.parse(readFileSync(join(folder, 'update.json'), 'utf8'))
function proveItself(version: string): OfferedAgent {
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
