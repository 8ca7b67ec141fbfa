import { afterAll, beforeAll, expect, test } from 'vitest'
import { markRestored } from '#store/backups/restored.ts'
import { copyOf, enter, newAgent, type AgentState } from '#tests/support/agent-client.ts'
import { startGateway, type RunningGateway } from './running-gateway.ts'

let running: RunningGateway
beforeAll(
  async () => void (running = await startGateway({ connectionsPerAddressPerMinuteMax: 10_000 })),
)
afterAll(() => running.stop())

async function visit(agent: AgentState, token?: string): Promise<string> {
  const changes = token === undefined ? {} : { token }
  const { wire, welcome } = await enter(running.port, agent, changes)
  wire.socket.close(1000)
  await wire.closed
  return welcome.hostId
}

/** A host that was given tickets after the backup from which the database was then restored. */
async function aHostOfBefore(hardwareSigns: string[]) {
  const agent = newAgent(hardwareSigns)
  const hostId = await visit(agent, (await running.makeToken()).secret)
  await visit(agent)
  const { db } = running.store
  const columns = ['session', 'ticket_shown', 'ticket_issued'] as const
  const host = db.selectFrom('host').where('id', '=', hostId)
  const old = await host.select(columns).executeTakeFirstOrThrow()
  const copy = copyOf(agent, hardwareSigns)
  await visit(agent)
  await visit(agent)
  await db.updateTable('host').set(old).where('id', '=', hostId).execute()
  const from = { file: 'a', momentMs: running.now(), version: '0.1.0', digest: 'a'.repeat(64) }
  await markRestored(db, from, { actor: 'command', address: null, nowMs: running.now() })
  return { agent, hostId, copy }
}

async function standing(hostId: string) {
  const { db } = running.store
  const host = await db
    .selectFrom('host')
    .select('shares_key')
    .where('id', '=', hostId)
    .executeTakeFirstOrThrow()
  const conflicts = await db
    .selectFrom('key_conflict')
    .select('kind')
    .where('host_id', '=', hostId)
    .orderBy('id')
    .execute()
  const renewed = await db
    .selectFrom('audit')
    .select('actor')
    .where('action', '=', 'renew-ticket')
    .where('subject', '=', hostId)
    .execute()
  const awaited = await db
    .selectFrom('awaited_host')
    .select('host_id')
    .where('host_id', '=', hostId)
    .execute()
  return {
    isDoubtful: host.shares_key === 1,
    conflicts: conflicts.map(({ kind }) => kind),
    renewed: renewed.length,
    isAwaited: awaited.length > 0,
  }
}
const whole = { isDoubtful: false, conflicts: [], isAwaited: false }

test.each([
  ['that shows its hardware', ['uuid:1111111111111111']],
  ['that has no hardware to show', []],
])('after a restore a host %s comes back once without a doubt', async (_, signs) => {
  const { agent, hostId } = await aHostOfBefore(signs)
  expect(await visit(agent)).toBe(hostId)
  expect(await standing(hostId)).toEqual({ ...whole, renewed: 1 })
  expect(await visit(agent)).toBe(hostId)
  expect(await standing(hostId)).toEqual({ ...whole, renewed: 1 })
})

test('a host whose ticket the backup knows is awaited no longer, and nothing is written', async () => {
  const { hostId, copy } = await aHostOfBefore(['uuid:2222222222222222'])
  expect(await visit(copy)).toBe(hostId)
  expect(await standing(hostId)).toEqual({ ...whole, renewed: 0 })
})

test('of two copies of one disk the second is found out, whichever comes first', async () => {
  const { agent, hostId } = await aHostOfBefore([])
  const copy = copyOf(agent, [])
  await visit(copy)
  expect(await standing(hostId)).toEqual({ ...whole, renewed: 1 })
  await visit(agent)
  expect(await standing(hostId)).toMatchObject({ isDoubtful: true, conflicts: ['cannot-tell'] })
})

test('a copy in other hardware becomes a host of its own, and the host is still awaited', async () => {
  const { agent, hostId } = await aHostOfBefore(['uuid:3333333333333333'])
  const copyId = await visit(copyOf(agent, ['uuid:4444444444444444']))
  expect(copyId).not.toBe(hostId)
  expect(await standing(hostId)).toMatchObject({ isAwaited: true, conflicts: ['other-hardware'] })
  agent.session += 5
  expect(await visit(agent)).toBe(hostId)
  expect(await standing(hostId)).toMatchObject({ isAwaited: false, renewed: 1 })
})

test('a session that did not grow is not excused, nor hardware that is hidden now', async () => {
  const older = await aHostOfBefore(['uuid:5555555555555555'])
  older.agent.session = 0
  older.agent.ticket = 'AAAA'
  await visit(older.agent)
  expect(await standing(older.hostId)).toMatchObject({ renewed: 0, conflicts: ['restored'] })

  const hidden = await aHostOfBefore(['uuid:6666666666666666'])
  await visit(copyOf(hidden.agent, []))
  expect(await standing(hidden.hostId)).toMatchObject({ renewed: 0, conflicts: ['cannot-tell'] })
})
