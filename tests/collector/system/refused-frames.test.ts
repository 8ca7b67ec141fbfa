import { expect, onTestFinished, test } from 'vitest'
import { startGateway } from '#tests/collector/gateway/running-gateway.ts'
import { enter, newAgent, openWire } from '#tests/support/agent-client.ts'

test('every refused frame is counted by its code, that of a stranger too', async () => {
  const running = await startGateway()
  onTestFinished(() => running.stop())
  const { secret } = await running.makeToken()
  const { wire } = await enter(running.port, newAgent(), { token: secret })
  wire.send({ type: 'nonsense' })
  await wire.next('refused')
  const stranger = await openWire(running.port)
  stranger.send({ type: 'heartbeat', sequence: 1 })
  await stranger.next('refused')
  expect(running.refused).toEqual(['FRAME_UNKNOWN', 'FRAME_OUT_OF_SEQUENCE'])
  wire.socket.terminate()
  stranger.socket.terminate()
})
