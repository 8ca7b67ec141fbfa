import fc from 'fast-check'
import { connect } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeFrame } from '#collector/gateway/decode.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import { gatewayPath, gatewayServerName } from '#protocol/frames.ts'
import { Refusal } from '#protocol/refusals.ts'
import { enter, newAgent, type AgentState } from '#tests/support/agent-client.ts'
import { startGateway, type RunningGateway } from './running-gateway.ts'

const nowMs = Date.parse('2026-11-22T00:00:00Z')

/** Frames that look nearly right: the parts of real ones, put together anyhow. */
const nearlyRight = fc
  .record(
    {
      type: fc.constantFrom('report', 'hello', 'proof', 'heartbeat', 'goodbye', '__proto__'),
      sequence: fc.oneof(fc.integer(), fc.double(), fc.string()),
      sentAtMs: fc.oneof(fc.constant(nowMs), fc.double()),
      readings: fc.array(fc.tuple(fc.constantFrom(...probeIds, 'constructor'), fc.double())),
      confirmed: fc.oneof(fc.dictionary(fc.string(), fc.double()), fc.jsonValue()),
    },
    { requiredKeys: [] },
  )
  .map((frame) => JSON.stringify(frame))
const frame = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(nearlyRight, fc.array(fc.oneof(fc.json(), fc.string()), { maxLength: 4 }))
    .map(([header, lines]) => Buffer.from([header, ...lines].join('\n'))),
)

test('any bytes are a frame or a refusal, never an accident', () => {
  fc.assert(
    fc.property(frame, (bytes) => {
      try {
        decodeFrame(bytes, nowMs)
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
    }),
    { numRuns: 2_000 },
  )
})

let running: RunningGateway
let agent: AgentState
beforeAll(async () => {
  running = await startGateway({ connectionsPerAddressPerMinuteMax: 100_000 })
  agent = newAgent()
  const { wire } = await enter(running.port, agent, { token: (await running.makeToken()).secret })
  wire.socket.terminate()
})
afterAll(() => running.stop())

async function isAlive(): Promise<boolean> {
  const { wire } = await enter(running.port, agent)
  wire.send({ type: 'heartbeat', sequence: 1 })
  const { sequence } = await wire.next('ack')
  wire.socket.terminate()
  return sequence === 1
}

test('any frames of an enrolled agent leave the gateway up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(frame, fc.boolean()), { maxLength: 8 }), async (frames) => {
      const { wire } = await enter(running.port, agent)
      for (const [bytes, binary] of frames) wire.socket.send(bytes, { binary })
      wire.socket.close()
      await wire.closed
    }),
    { numRuns: 40 },
  )
  expect(await isAlive()).toBe(true)
}, 30_000)

/** Raw bytes on the TLS connection, before the upgrade or in place of WebSocket frames. */
function sendRaw(bytes: Uint8Array, isUpgraded: boolean): Promise<void> {
  return new Promise((resolve) => {
    const options = { port: running.port, servername: gatewayServerName, rejectUnauthorized: false }
    const socket = connect(options, () => {
      if (isUpgraded) {
        socket.write(
          `GET ${gatewayPath} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
            'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
        )
      }
      socket.end(bytes)
    })
    socket.on('error', () => resolve())
    socket.on('close', () => resolve())
    socket.resume()
  })
}

test('any bytes on the socket itself leave the gateway up', async () => {
  const bytes = fc.uint8Array({ maxLength: 200 })
  await fc.assert(fc.asyncProperty(bytes, fc.boolean(), sendRaw), { numRuns: 60 })
  expect(await isAlive()).toBe(true)
}, 30_000)
