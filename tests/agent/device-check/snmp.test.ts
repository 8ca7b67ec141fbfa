import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { CheckParts } from '#agent/device-check/check.ts'
import { openDeviceRules, isCommunityRule } from '#agent/rules/devices.ts'
import { ruleToAskBy } from '#agent/device-check/community.ts'
import { labMac, openLab } from './lab.ts'
import {
  answerTo,
  ber,
  berNumber,
  berObject,
  labCommunity,
  readQuestion,
  snmpRules,
  udpDevice,
} from './snmp-devices.ts'

type Answers = Parameters<typeof udpDevice>[0]

/** What a device that answers so is said to be, how often it was asked, and that nothing told of the community. */
async function saidOf(answers: Answers, parts: Partial<CheckParts> = {}) {
  const lab = openLab()
  const device = await udpDevice(answers)
  const changes = { protocol: 'snmp-v1', parts: { rules: snmpRules, ...parts } } as const
  const checked = await lab.check(device.port, changes)
  await device.close()
  expect(device.asked.length).toBe(checked.attempts)
  for (const text of [JSON.stringify(checked), checked.attempts ? kept(lab.path) : '']) {
    expect(text).not.toContain(labCommunity)
  }
  lab.remove()
  return checked.result
}

const kept = (path: string) => readFileSync(path, 'utf8')
const isDefault = (rule: string) => ({ verdict: 'default', rule })
const notInUse = { verdict: 'this-default-not-in-use', rule: 'lab-any' }
const notUnderstood = { verdict: 'unidentified', because: 'not-understood' }

describe('who answers took the community, and the answer names its maker', () => {
  test('by the rule that says most of it', async () => {
    expect(await saidOf((asked) => [answerTo(asked)])).toEqual(isDefault('lab-model'))
    const value = berObject('1.3.6.1.4.1.8072.3.2.1')
    expect(await saidOf((asked) => [answerTo(asked, { value })])).toEqual(isDefault('lab-maker'))
  })
  test('by the one that fits every maker where no other is known', async () => {
    for (const name of ['1.3.6.1.4.1.99999.1', '1.3.6.1.4.1.80720.1', '0.0']) {
      const value = berObject(name)
      expect(await saidOf((asked) => [answerTo(asked, { value })])).toEqual(isDefault('lab-any'))
    }
  })
  test('also who says that it has no such name: another community is not told even that', async () => {
    const said = await saidOf((asked) => [answerTo(asked, { status: 2 })])
    expect(said).toEqual(isDefault('lab-any'))
  })
  test('also after garbage, and a thousand times', async () => {
    const garbage = Buffer.from('no BER')
    expect(await saidOf((asked) => [garbage, answerTo(asked)])).toEqual(isDefault('lab-model'))
    const often: Answers = (asked) => Array.from({ length: 1000 }, () => answerTo(asked))
    expect(await saidOf(often)).toEqual(isDefault('lab-model'))
  })
})

test('one question goes out: by version 1, for the kind of device, and the ledger knows of it before', async () => {
  const lab = openLab()
  let before = ''
  const device = await udpDevice((asked) => {
    before = kept(lab.path)
    return [answerTo(asked)]
  })
  const ask = () => lab.check(device.port, { protocol: 'snmp-v1', parts: { rules: snmpRules } })
  expect(await ask()).toEqual({ result: isDefault('lab-model'), attempts: 1 })
  expect(JSON.parse(before).devices[labMac].attemptsMs).toHaveLength(1)
  expect((await ask()).result).toEqual({ verdict: 'not-checked', because: 'attempted-today' })
  await device.close()
  lab.remove()
  const [question, ...others] = device.asked
  if (question === undefined) throw new Error('nothing was asked')
  expect(others).toEqual([])
  const { version, community, kind } = readQuestion(question)
  expect({ version, community, kind }).toEqual({
    version: berNumber(0),
    community: ber(0x04, Buffer.from(labCommunity)),
    kind: 0xa0,
  })
})

test('by version 2c the value says that there is no such name, and the version is that of the text', async () => {
  for (const [tag, result] of [
    [0x80, isDefault('lab-any')],
    [0x81, isDefault('lab-any')],
    [0x82, notUnderstood],
    [0x05, notUnderstood],
  ] as const) {
    const device = await udpDevice((asked) => [answerTo(asked, { value: ber(tag) })])
    const own = openLab()
    const parts = { rules: snmpRules }
    const said = await own.check(device.port, { protocol: 'snmp-v2c', parts })
    own.remove()
    await device.close()
    expect(said).toEqual({ result, attempts: 1 })
    expect(device.asked.map((one) => readQuestion(one).version)).toEqual([berNumber(1)])
  }
})

test('a port on which nobody listens is no answer, told at once', async () => {
  const lab = openLab()
  const device = await udpDevice(() => [])
  await device.close()
  const before = performance.now()
  const changes = { protocol: 'snmp-v1', parts: { rules: snmpRules } } as const
  const said = await lab.check(device.port, changes)
  lab.remove()
  expect(said).toEqual({ result: { verdict: 'unreachable' }, attempts: 1 })
  expect(performance.now() - before).toBeLessThan(3_000)
})

/** Each waits for five seconds, so all of them are asked together. */
test('silence and whatever does not answer the question is never a yes', async () => {
  const elsewhere: Answers = (asked, { from }) => {
    for (const address of ['127.0.0.1', '127.0.0.2']) {
      const other = createSocket('udp4').bind(0, address)
      other.send(answerTo(asked), from.port, from.address, () => other.close())
    }
    return []
  }
  let looks = 0
  const leaves = async () => ((looks += 1) === 1 ? labMac : null)
  const silences = {
    'of a device that is there': saidOf(() => []),
    'with answers from another port and another address': saidOf(elsewhere),
    'of a device that is gone meanwhile': saidOf(() => [], { macOf: leaves }),
  }
  const answered = Object.entries(oddities).map(([name, answers]) => [name, saidOf(answers)])
  expect(await inFull({ ...silences, ...Object.fromEntries(answered) })).toEqual({
    'of a device that is there': notInUse,
    'with answers from another port and another address': notInUse,
    'of a device that is gone meanwhile': { verdict: 'unreachable' },
    ...Object.fromEntries(Object.keys(oddities).map((name) => [name, notUnderstood])),
  })
  expect(Buffer.concat(long).length).toBeGreaterThan(60_000)
}, 20_000)

async function inFull(promised: Record<string, Promise<unknown>>): Promise<object> {
  const pairs = Object.entries(promised).map(async ([name, value]) => [name, await value])
  return Object.fromEntries(await Promise.all(pairs))
}

const long = Array.from({ length: 1000 }, () =>
  ber(0x30, berObject('1.3.6.1.2.1.1.1.0'), ber(0x04, Buffer.alloc(47))),
)
const oddities: Readonly<Record<string, Answers>> = {
  garbage: () => [Buffer.from('HTTP/1.1 200 OK\r\n\r\n')],
  'nothing in it': () => [Buffer.alloc(0)],
  'the question itself': (asked) => [asked],
  'half an answer': (asked) => [answerTo(asked).subarray(0, 30)],
  'another number of the question': (asked) => [answerTo(asked, { id: berNumber(7) })],
  'another version': (asked) => [answerTo(asked, { version: berNumber(1) })],
  'version 3': (asked) => [answerTo(asked, { version: berNumber(3) })],
  'another community': (asked) => [answerTo(asked, { community: ber(0x04, Buffer.from('x')) })],
  'a trap': (asked) => [answerTo(asked, { kind: 0xa4 })],
  'a kind that nobody has': (asked) => [answerTo(asked, { kind: 0xaf })],
  'another name': (asked) => [answerTo(asked, { name: '1.3.6.1.2.1.1.1.0' })],
  'a text for an object': (asked) => [answerTo(asked, { value: ber(0x04, Buffer.from('x')) })],
  'a general error': (asked) => [answerTo(asked, { status: 5 })],
  '60 kB': (asked) => [answerTo(asked, { more: long })],
  'a thousand times garbage': () => Array.from({ length: 1000 }, () => Buffer.from('garbage')),
}

describe('nothing is tried where nobody can say which community is the best', () => {
  const saidBy = (rules: CheckParts['rules']) => saidOf(() => [], { rules })
  test('there is no rule', async () => {
    expect(await saidBy([])).toEqual({ verdict: 'unidentified', because: 'no-rule' })
  })
  test('one of them has another', async () => {
    const [first, ...others] = snmpRules
    const rules = [{ ...first, community: 'another' }, ...others]
    expect(await saidBy(rules)).toEqual({ verdict: 'unidentified', because: 'two-rules' })
  })
  test('none of them fits every maker', async () => {
    const rules = snmpRules.filter(({ id }) => id !== 'lab-any')
    expect(await saidBy(rules)).toEqual({ verdict: 'unidentified', because: 'two-rules' })
  })
})

test('of the rules that are shipped one is asked by, of no maker', () => {
  expect(ruleToAskBy(openDeviceRules().filter(isCommunityRule))).toMatchObject({
    id: 'snmp-community',
    vendor: 'SNMP',
  })
})
