import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dataFiles } from '#agent/data-folder.ts'
import { encodeJoin } from '#protocol/join.ts'
import { runProduct, startProduct, temporaryFolder, until } from '../support/processes.ts'
import { certificatesFor, startPeer, type ProtocolPeer } from '../support/protocol-peer.ts'

const [first, second, third] = await Promise.all([
  certificatesFor(),
  certificatesFor(),
  certificatesFor(),
])
const token = 'a'.repeat(32)

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let peer: ProtocolPeer
beforeEach(async () => {
  folder = await temporaryFolder()
  peer = await startPeer(Promise.resolve(first))
  await enrol(joinOf(peer.address, [first.pin, second.pin]))
})
afterEach(async () => {
  await peer.close()
  await folder.remove()
})

const settings = (more: Record<string, string> = {}) => ({
  KHIEN_AGENT_DATA_DIR: join(folder.path, 'agent'),
  ...more,
})
const joinOf = (address: string, pins: [string, string]) => encodeJoin({ address, token, pins })
const enrol = (joined: string) => runProduct('agent', ['enrol', joined], settings())
const kept = () =>
  JSON.parse(readFileSync(join(folder.path, 'agent', dataFiles.enrolment), 'utf8')) as unknown

/** The same collector, at the same address, after its authority has changed. */
async function changeTo(certificates: typeof first): Promise<void> {
  const port = Number(peer.address.split(':')[1])
  await peer.close()
  peer = await startPeer(Promise.resolve(certificates), port)
}

/** Runs the agent until it was welcomed. */
async function runUntilWelcome(more: Record<string, string> = {}): Promise<void> {
  const running = startProduct('agent', ['run'], settings(more))
  try {
    await until('a welcome', () => running.output().includes('connected'), {
      explain: running.output,
    })
  } finally {
    running.signal('SIGTERM')
    await running.ended
  }
}

test.each(['KHIEN_JOIN', 'enrol'])(
  'new pins that came by %s at the same address outlive a second change of authority',
  async (way) => {
    const { address } = peer
    await changeTo(second)
    const joined = joinOf(address, [second.pin, third.pin])
    await (way === 'enrol' ? enrol(joined) : runUntilWelcome({ KHIEN_JOIN: joined }))
    expect(kept()).toMatchObject({ address, pins: [second.pin, third.pin] })

    await changeTo(third)
    await runUntilWelcome()
    expect(peer.proofs).toHaveLength(1)
  },
  60_000,
)

test('enrolling again by a join string of the same collector brings its new address', async () => {
  const before = kept()
  const moved = await startPeer(Promise.resolve(first))
  const { exitCode } = await enrol(joinOf(moved.address, [first.pin, second.pin]))
  await moved.close()
  expect(exitCode).toBe(0)
  expect(kept()).toEqual({ ...Object(before), address: moved.address })
})

test('a join string of an authority that is not trusted yet changes nothing', async () => {
  const before = kept()
  const joined = joinOf(peer.address, [third.pin, third.pin])
  const { exitCode, output } = await enrol(joined)
  expect([exitCode, output]).toEqual([1, expect.stringContaining('is enrolled with')])
  await runUntilWelcome({ KHIEN_JOIN: joined })
  expect(kept()).toEqual(before)
})

test('new pins are kept only after a welcome by them', async () => {
  const before = kept()
  const { address } = peer
  await changeTo(third)
  const { exitCode, output } = await enrol(joinOf(address, [second.pin, first.pin]))
  expect([exitCode, output]).toEqual([1, expect.stringContaining('is not the collector')])
  expect(kept()).toEqual(before)
})
