import { request } from 'node:https'
import { afterEach, expect, test } from 'vitest'
import type { Readings } from '#protocol/facts/registry.ts'
import { gatewayPath, gatewayServerName } from '#protocol/frames.ts'
import { enter, newAgent, openWire, prove, reportOf } from '#tests/support/agent-client.ts'
import { startGateway, type RunningGateway } from './running-gateway.ts'

let running: RunningGateway | null = null
afterEach(async () => {
  await running?.stop()
  running = null
})

const start = async (limits: Parameters<typeof startGateway>[0]) =>
  (running = await startGateway(limits))

test('the gateway answers under its TLS name only', async () => {
  const { port } = await start({})
  await expect(openWire(port, 'localhost')).rejects.toThrow('HTTP 404')
})

test('the gateway answers at its path only', async () => {
  const { port } = await start({})
  const headers = {
    connection: 'upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.alloc(16).toString('base64'),
  }
  const asked = { port, servername: gatewayServerName, rejectUnauthorized: false, headers }
  const status = (path: string) =>
    new Promise((resolve, reject) => {
      const sent = request({ ...asked, path }, (answer) => resolve(answer.statusCode))
      sent.once('upgrade', (_, socket) => {
        socket.destroy()
        resolve(101)
      })
      sent.once('error', reject)
      sent.end()
    })
  expect([await status('/other'), await status(gatewayPath)]).toEqual([404, 101])
})

test('too many connections of one address are told when to come again', async () => {
  const { port } = await start({ connectionsPerAddressPerMinuteMax: 2 })
  const wires = [await openWire(port), await openWire(port)]
  await expect(openWire(port)).rejects.toThrow(/HTTP 429 retry-after (59|60)/)
  for (const { socket } of wires) socket.terminate()
})

test('a full gateway sends newcomers away with a time to come again', async () => {
  const { port } = await start({ unprovedConnectionsMax: 1 })
  const first = await openWire(port)
  await expect(openWire(port)).rejects.toThrow('HTTP 503 retry-after 5')
  first.socket.terminate()
  await expect.poll(() => openWire(port).then((wire) => wire.socket.terminate())).toBe(undefined)
})

test('who does not prove its key in time is closed', async () => {
  const { port } = await start({ handshakeTimeoutMs: 100 })
  const wire = await openWire(port)
  expect(await wire.next('refused')).toMatchObject({
    code: 'HANDSHAKE_TIMED_OUT',
    detail: '{"limitMs":100}',
  })
  expect(await wire.closed).toBe(4408)
})

test('a connection that falls silent is closed, and the host counts as gone', async () => {
  const { port, makeToken, gateway } = await start({ handshakeTimeoutMs: 400, idleTimeoutMs: 200 })
  const { secret } = await makeToken()
  const { wire, welcome } = await enter(port, newAgent(), { token: secret })
  expect(gateway.connections.connectedIds()).toEqual([welcome.hostId])
  await wire.closed
  await expect.poll(() => gateway.connections.connectedIds()).toEqual([])
})

test('guessing tokens is stopped, and known hosts still enter', async () => {
  const { port, makeToken } = await start({ refusedEnrolmentsPerAddressPerMinuteMax: 2 })
  const { secret } = await makeToken()
  const known = newAgent()
  const first = await enter(port, known, { token: secret })
  first.wire.socket.terminate()
  const codes: string[] = []
  for (const token of ['a', 'b', 'c'].map((letter) => letter.repeat(32))) {
    const wire = await openWire(port)
    await prove(wire, newAgent(), { token })
    codes.push((await wire.next('refused')).code)
  }
  expect(codes).toEqual(['TOKEN_UNKNOWN', 'TOKEN_UNKNOWN', 'TOO_MANY_CONNECTIONS'])
  const again = await enter(port, known)
  again.wire.socket.terminate()
})

test('a stop acknowledges what was taken, says goodbye and closes', async () => {
  const { port, makeToken, gateway, now, events, store } = await start({})
  const { secret } = await makeToken()
  const { wire, welcome } = await enter(port, newAgent(), { token: secret })
  const facts = { version: '1', runtime: 'v24.21.0', lastDay: null }
  const readings: Readings = { agent: { state: 'known', facts } }
  wire.send(reportOf({ sequence: 1, readings, observedAtMs: now() }))
  // Once a later frame was answered the collector has read the report before it.
  wire.send({ type: 'heartbeat', sequence: 2 })
  const acknowledged = [(await wire.next('ack')).sequence]
  const stopped = gateway.close()
  if (acknowledged[0] === 2) acknowledged.push((await wire.next('ack')).sequence)
  expect(acknowledged).toContain(1)
  expect(await wire.next('goodbye')).toEqual({ type: 'goodbye', reason: 'stopping' })
  expect(await wire.closed).toBe(1012)
  await stopped
  const stored = await store.db.selectFrom('fact').select('host_id').execute()
  expect(stored).toEqual([{ host_id: welcome.hostId }])
  expect(events.filter(({ kind }) => kind === 'host-connected')).toMatchObject([
    { hostId: welcome.hostId, isConnected: true },
    { hostId: welcome.hostId, isConnected: false },
  ])
})
