import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest'
import type { Readings } from '#protocol/facts/registry.ts'
import { limits } from '#protocol/limits.ts'
import { factsSince, heldDigests } from '#store/facts.ts'
import { enter, newAgent, openWire, reportOf, type Wire } from '#tests/support/agent-client.ts'
import { startGateway, type RunningGateway } from './running-gateway.ts'

let running: RunningGateway
let wire: Wire
let hostId: string
beforeAll(
  async () => void (running = await startGateway({ connectionsPerAddressPerMinuteMax: 10_000 })),
)
afterAll(() => running.stop())
beforeEach(async () => {
  const { secret } = await running.makeToken()
  const entered = await enter(running.port, newAgent(), { token: secret })
  wire = entered.wire
  hostId = entered.welcome.hostId
})
afterEach(() => wire.socket.terminate())

const agentFacts = (version: string): Readings => ({
  agent: { state: 'known', facts: { version, runtime: 'v24.21.0', lastDay: null } },
})
const report = (sequence: number, version = '0.1.0') =>
  reportOf({ sequence, readings: agentFacts(version), observedAtMs: running.now() })

const agentReport = (observedAtMs: number, sentAtMs: number) =>
  reportOf({ sequence: 1, readings: agentFacts('0'), observedAtMs, sentAtMs })

const bodies = async () =>
  (await factsSince(running.store, hostId, running.now())).map(({ body }) => body)

test('a report is acknowledged after it was stored', async () => {
  wire.send(report(1))
  expect(await wire.next('ack')).toEqual({ type: 'ack', sequence: 1 })
  expect(Object.keys(await heldDigests(running.store, hostId))).toEqual(['agent'])
})

test('the next welcome says which digests are held', async () => {
  const agent = newAgent()
  const { secret } = await running.makeToken()
  const first = await enter(running.port, agent, { token: secret })
  first.wire.send(report(1))
  await first.wire.next('ack')
  first.wire.socket.terminate()
  const { wire: second, welcome } = await enter(running.port, agent)
  expect(welcome.digests).toEqual(await heldDigests(running.store, welcome.hostId))
  expect(welcome.digests.agent).toMatch(/^[0-9a-f]{64}$/)
  second.socket.terminate()
})

test('a heartbeat is acknowledged', async () => {
  wire.send({ type: 'heartbeat', sequence: 7 })
  expect(await wire.next('ack')).toEqual({ type: 'ack', sequence: 7 })
})

test('answers come in the order of what they answer', async () => {
  const answers: string[] = []
  wire.socket.on('message', (data: Buffer) => answers.push(data.toString()))
  for (let sequence = 1; sequence < 400; sequence += 2) {
    wire.send({ type: 'heartbeat', sequence })
    if (sequence < 40) wire.send(`{"type":"execute","sequence":${sequence + 1}}`)
    else wire.send({ type: 'heartbeat', sequence: sequence + 1 })
  }
  await expect.poll(() => answers.length).toBe(400)
  const sequences = answers.map((text) => (JSON.parse(text) as { sequence: number }).sequence)
  expect(sequences).toEqual(Array.from({ length: 400 }, (_, index) => index + 1))
})

/** A refusal with the values of its sentence. */
const said = ({ detail, ...refused }: { detail?: string | undefined }) => ({
  ...refused,
  params: JSON.parse(detail ?? '{}') as unknown,
})

const year = (text: string) => Date.parse(`${text}-01-01T00:00:00Z`)

test.each<[string, () => string | Buffer, object]>([
  [
    'an unknown type',
    () => '{"type":"execute","sequence":3}',
    { code: 'FRAME_UNKNOWN', sequence: 3, params: { type: 'execute' } },
  ],
  [
    'a NUL',
    () => report(1, 'a\0b'),
    { code: 'FRAME_NOT_STORABLE', sequence: 1, probe: 'agent', params: { probe: 'agent' } },
  ],
  ['a raw NUL', () => `${report(1)}\0`, { code: 'FRAME_NOT_STORABLE' }],
  [
    'a lone surrogate',
    () => report(1, 'a\ud800b'),
    { code: 'FRAME_NOT_STORABLE', sequence: 1, probe: 'agent', params: { probe: 'agent' } },
  ],
  [
    'a lone surrogate in a key',
    () => report(1).replace('"version"', String.raw`"\udfff":1,"version"`),
    { code: 'FRAME_NOT_STORABLE', sequence: 1, probe: 'agent', params: { probe: 'agent' } },
  ],
  [
    'a fact that nobody specified',
    () => report(1).replace('"version"', '"extra":1,"version"'),
    { code: 'READING_INVALID', sequence: 1, probe: 'agent', params: { probe: 'agent' } },
  ],
  [
    'a reading that is no JSON',
    () => report(1).slice(0, -1),
    { code: 'READING_INVALID', sequence: 1, probe: 'agent', params: { probe: 'agent' } },
  ],
  [
    'a reading that is too large',
    () => report(1, 'x'.repeat(limits.readingBytesMax)),
    { code: 'READING_TOO_LARGE', sequence: 1, probe: 'agent' },
  ],
  [
    'a snapshot of 1970',
    () => agentReport(year('1970'), running.now()),
    { code: 'CLOCK_WRONG', sequence: 1, params: { observed: '1970-01-01T00:00' } },
  ],
  [
    'a snapshot of 2099',
    () => agentReport(year('2099'), running.now()),
    { code: 'CLOCK_WRONG', sequence: 1, probe: 'agent', params: { observed: '2099-01-01T00:00' } },
  ],
  [
    'a clock in 2150',
    () => agentReport(running.now(), year('2150')),
    { code: 'CLOCK_WRONG', sequence: 1, params: { observed: '2150-01-01T00:00' } },
  ],
  [
    'a confirmation of tomorrow',
    () => JSON.stringify({ ...emptyReport(), confirmed: { os: running.now() + 86_400_000 } }),
    { code: 'CLOCK_WRONG', sequence: 1 },
  ],
])('%s is refused with its code, and the connection goes on', async (_, frame, refused) => {
  wire.socket.send(frame())
  expect(said(await wire.next('refused'))).toMatchObject(refused)
  wire.send(report(2))
  expect((await wire.next('ack')).sequence).toBe(2)
  expect(await bodies()).toHaveLength(1)
})

function emptyReport() {
  return { type: 'report', sequence: 1, sentAtMs: running.now(), readings: [], confirmed: {} }
}

test.each<[string, () => string | Buffer, object]>([
  ['what is no JSON', () => '{', { code: 'FRAME_MALFORMED', close: 4400 }],
  ['an empty frame', () => '', { code: 'FRAME_MALFORMED', close: 4400 }],
  ['a number', () => '7', { code: 'FRAME_MALFORMED', close: 4400 }],
  ['bytes', () => Buffer.from(report(1)), { code: 'FRAME_MALFORMED', close: 4400 }],
  [
    'a heartbeat of two lines',
    () => '{"type":"heartbeat","sequence":1}\n',
    { code: 'FRAME_MALFORMED', close: 4400 },
  ],
  ['more lines than readings', () => `${report(1)}\n{}`, { code: 'FRAME_MALFORMED', close: 4400 }],
  ['a line break at the end', () => `${report(1)}\n`, { code: 'FRAME_MALFORMED', close: 4400 }],
  [
    'a reading that is missing',
    () => report(1).split('\n')[0] ?? '',
    { code: 'FRAME_MALFORMED', close: 4400 },
  ],
  [
    'a frame too large',
    () => 'x'.repeat(limits.frameBytesMax + 1),
    { code: 'FRAME_TOO_LARGE', close: 4413 },
  ],
  [
    'a second hello',
    () => '{"type":"hello","protocol":1,"capabilities":[],"agentVersion":"1"}',
    { code: 'FRAME_OUT_OF_SEQUENCE', close: 4409 },
  ],
])('%s closes the connection with its code', async (_, frame, refused) => {
  wire.socket.send(frame())
  const { code } = await wire.next('refused')
  expect({ code, close: await wire.closed }).toEqual(refused)
  expect(await bodies()).toEqual([])
})

test('a report out of sequence is refused, and what was acknowledged stays', async () => {
  wire.send(report(5, 'first'))
  await wire.next('ack')
  wire.send(report(5, 'second'))
  expect(said(await wire.next('refused'))).toMatchObject({
    code: 'FRAME_OUT_OF_SEQUENCE',
    sequence: 5,
    params: { sequence: 5, last: 5 },
  })
  expect(await wire.closed).toBe(4409)
  expect(await bodies()).toEqual([expect.stringContaining('"first"')])
})

test('a frame before the welcome is out of sequence', async () => {
  const stranger = await openWire(running.port)
  stranger.send(report(1))
  expect(await stranger.next('refused')).toMatchObject({ code: 'FRAME_OUT_OF_SEQUENCE' })
  expect(await stranger.closed).toBe(4409)
})

test('nobody unknown makes the collector read much', async () => {
  const stranger = await openWire(running.port)
  stranger.send('x'.repeat(10_000))
  expect(await stranger.next('refused')).toMatchObject({ code: 'FRAME_TOO_LARGE' })
  expect(await stranger.closed).toBe(4413)
})

test('a protocol that is too old or too new is answered', async () => {
  const hello = { type: 'hello', capabilities: [], agentVersion: '9' }
  const newer = await openWire(running.port)
  newer.send({ ...hello, protocol: 9 })
  expect(await newer.next('challenge')).toMatchObject({ protocol: 1 })
  newer.socket.terminate()
  const older = await openWire(running.port)
  older.send({ ...hello, protocol: 0 })
  expect(await older.next('refused')).toMatchObject({ code: 'FRAME_MALFORMED' })
})

test('refused frames of a host are kept for its page', async () => {
  wire.send('{"type":"execute"}')
  await wire.next('refused')
  wire.send('x'.repeat(limits.frameBytesMax + 1))
  await wire.closed
  const rows = () =>
    running.store.db
      .selectFrom('refused_frame')
      .select(['code', 'detail'])
      .where('host_id', '=', hostId)
      .orderBy('id')
      .execute()
  await expect.poll(rows).toEqual([
    { code: 'FRAME_UNKNOWN', detail: '{"type":"execute"}' },
    { code: 'FRAME_TOO_LARGE', detail: '{"bytes":"> 65536","bytesMax":65536}' },
  ])
})

test('an agent that sends nothing but refused frames is cut off', async () => {
  for (let count = 0; count < 40; count++) wire.send('{"type":"execute"}')
  expect(await wire.closed).toBe(4400)
})

test('an agent that does not read its answers is cut off', async () => {
  wire.socket.pause()
  const heartbeat = '{"type":"heartbeat","sequence":1}'
  const closed = new Promise((resolve) => wire.socket.once('close', resolve))
  // More answers than the buffers of two sockets and the limit hold together.
  for (let count = 0; count < 400_000 && wire.socket.bufferedAmount < 2 ** 24; count++) {
    wire.socket.send(heartbeat)
  }
  await expect
    .poll(() => running.gateway.connections.isConnected(hostId), { timeout: 10_000 })
    .toBe(false)
  wire.socket.terminate()
  await closed
}, 20_000)
