import { hash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { limits } from '#protocol/limits.ts'
import { enter, newAgent, type Wire } from '#tests/support/agent-client.ts'
import { newSigner, signedCatalogue } from '#tests/support/signed-catalogue.ts'
import { startGateway, type RunningGateway } from './running-gateway.ts'

const { privateKey } = newSigner()
const file = signedCatalogue(privateKey, { sequence: 5 })
const digest = hash('sha256', file)
const sizeBytes = Buffer.byteLength(file)
const offer = { type: 'offer', kind: 'antivirus-products', sequence: 5, digest, sizeBytes } as const

let running: RunningGateway
beforeAll(async () => void (running = await startGateway()))
afterAll(() => running.stop())
beforeEach(() => void (running.held.catalogue = { sequence: 5, file }))

async function connect(): Promise<Wire> {
  const { secret } = await running.makeToken()
  return (await enter(running.port, newAgent(), { token: secret })).wire
}

const want = (offset: number, of = digest) => ({
  type: 'want' as const,
  kind: 'antivirus-products' as const,
  digest: of,
  offset,
})

test('a signed catalogue is offered after the welcome and travels in parts', async () => {
  const wire = await connect()
  expect(await wire.next('offer')).toEqual(offer)
  const parts: Buffer[] = []
  for (let offset = 0; offset < sizeBytes; offset += limits.cataloguePartBytesMax) {
    wire.send(want(offset))
    const part = await wire.next('part')
    expect([part.digest, part.offset]).toEqual([digest, offset])
    parts.push(Buffer.from(part.bytes, 'base64url'))
  }
  expect(parts.length).toBeGreaterThan(1)
  expect(Buffer.concat(parts).toString()).toBe(file)
  wire.socket.terminate()
})

test('an import is offered to every agent that is connected', async () => {
  running.held.catalogue = null
  const wire = await connect()
  wire.send(want(0))
  expect(await wire.next('refused')).toMatchObject({ code: 'NOT_FOUND' })
  running.held.catalogue = { sequence: 5, file }
  running.gateway.offerCatalogue()
  expect(await wire.next('offer')).toEqual(offer)
  wire.socket.terminate()
})

test('whoever wants another file than the one that is held is told which one is', async () => {
  const wire = await connect()
  await wire.next('offer')
  wire.send(want(0, 'a'.repeat(64)))
  expect(await wire.next('offer')).toEqual(offer)
  wire.send(want(sizeBytes))
  expect(await wire.next('refused')).toMatchObject({ code: 'NOT_FOUND' })
  wire.send({ ...want(0), kind: 'os-support' })
  expect(await wire.next('refused')).toMatchObject({ code: 'NOT_FOUND' })
  wire.socket.terminate()
})

test('parts that are asked for without end are put off', async () => {
  const wire = await connect()
  for (let asked = 0; asked < 64; asked += 1) {
    wire.send(want(0))
    await wire.next('part')
  }
  wire.send(want(0))
  expect((await wire.next('slow-down')).retryAfterMs).toBeGreaterThan(500_000)
  wire.socket.terminate()
})
