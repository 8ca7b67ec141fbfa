import { afterAll, beforeAll, expect, test } from 'vitest'
import { recount } from '#store/recount.ts'
import { revokeToken } from '#store/tokens.ts'
import {
  copyOf,
  enter,
  newAgent,
  openWire,
  prove,
  type AgentState,
} from '#tests/support/agent-client.ts'
import { startGateway, type RunningGateway } from './running-gateway.ts'

let running: RunningGateway
beforeAll(
  async () =>
    void (running = await startGateway({
      refusedEnrolmentsPerAddressPerMinuteMax: 100,
      connectionsPerAddressPerMinuteMax: 10_000,
    })),
)
afterAll(() => running.stop())

const usesOf = async (id: string) =>
  (
    await running.store.db
      .selectFrom('enrolment_token')
      .select('uses')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).uses

const hostsOf = (agent: AgentState) =>
  running.store.db
    .selectFrom('host')
    .select(['id', 'clone_of', 'shares_key', 'hostname'])
    .where('public_key', '=', agent.publicKey)
    .orderBy('id')
    .execute()

const conflictsOf = (hostId: string) =>
  running.store.db
    .selectFrom('key_conflict')
    .select(['kind', 'other_host_id'])
    .where('host_id', '=', hostId)
    .execute()

/** Connects, and gives the refusal and the close code with which it ends. */
async function refusal(agent: AgentState, changes: Parameters<typeof prove>[2] = {}) {
  const wire = await openWire(running.port)
  await prove(wire, agent, changes)
  const { code, detail } = await wire.next('refused')
  const params: unknown = JSON.parse(detail ?? '{}')
  return { code, params, close: await wire.closed }
}

/** Connects as its own machine and leaves again. */
async function visit(agent: AgentState, changes: Parameters<typeof prove>[2] = {}) {
  const { wire, welcome } = await enter(running.port, agent, changes)
  wire.socket.close(1000)
  await wire.closed
  return welcome
}

test('a first connection with a token enrols the host into the agency of the token', async () => {
  const token = await running.makeToken(1)
  const agent = newAgent()
  const { hostId, digests } = await visit(agent, { token: token.secret, hostname: 'ke-toan-01' })
  expect(digests).toEqual({})
  expect(await hostsOf(agent)).toEqual([
    { id: hostId, clone_of: null, shares_key: 0, hostname: 'ke-toan-01' },
  ])
  expect(await usesOf(token.id)).toBe(1)
  expect(await recount(running.store.db)).toEqual([])
})

test('a known key enters without a token, and again with every new ticket', async () => {
  const agent = newAgent()
  const first = await visit(agent, { token: (await running.makeToken()).secret })
  expect((await visit(agent)).hostId).toBe(first.hostId)
  expect((await visit(agent)).hostId).toBe(first.hostId)
  expect(await conflictsOf(first.hostId)).toEqual([])
})

test.each([
  ['wrong', { code: 'TOKEN_UNKNOWN', params: {} }, async () => 'a'.repeat(32)],
  [
    'expired',
    { code: 'TOKEN_EXPIRED', params: { expiredAtMs: expect.any(Number) as number } },
    async () => (await running.makeToken(1, -1000)).secret,
  ],
  [
    'revoked',
    { code: 'TOKEN_REVOKED', params: {} },
    async () => {
      const token = await running.makeToken()
      const by = { actor: 'command', address: null, nowMs: running.now() }
      await revokeToken(running.store.db, { id: token.id, scope: 'all' }, by)
      return token.secret
    },
  ],
  [
    'spent',
    { code: 'TOKEN_SPENT', params: { usesMax: 1 } },
    async () => {
      const { secret } = await running.makeToken(1)
      await visit(newAgent(), { token: secret })
      return secret
    },
  ],
])('a token that is %s is refused with its code, and enrols nothing', async (_, refused, token) => {
  const agent = newAgent()
  expect(await refusal(agent, { token: await token() })).toEqual({ ...refused, close: 4403 })
  expect(await hostsOf(agent)).toEqual([])
})

test('the last use of a token is given once, however many come at the same time', async () => {
  const token = await running.makeToken(3)
  const tries = Array.from({ length: 8 }, async () => {
    const wire = await openWire(running.port)
    await prove(wire, newAgent(), { token: token.secret })
    const answer = await Promise.race([wire.next('welcome'), wire.closed])
    wire.socket.terminate()
    return answer === 4403 ? 'refused' : 'welcome'
  })
  const answers = await Promise.all(tries)
  expect(answers.filter((answer) => answer === 'welcome')).toHaveLength(3)
  expect(await usesOf(token.id)).toBe(3)
})

test('a key that repeats its enrolment because the welcome was lost spends no second use', async () => {
  const token = await running.makeToken(5)
  const agent = newAgent()
  await visit(agent, { token: token.secret })
  agent.ticket = null
  const again = await visit(agent, { token: token.secret })
  expect(await usesOf(token.id)).toBe(1)
  expect(await conflictsOf(again.hostId)).toEqual([])
})

test('a key that nobody enrolled is unknown', async () => {
  expect(await refusal(newAgent())).toEqual({ code: 'HOST_UNKNOWN', params: {}, close: 4404 })
})

test.each([
  ['by another key', (): Parameters<typeof prove>[2] => ({ signedBy: newAgent().privateKey })],
  ['for another nonce', () => ({ nonce: 'AAAA' })],
  ['for another collector', () => ({ collectorPin: 'A'.repeat(43) })],
])('a proof signed %s is refused', async (_, changes) => {
  const agent = newAgent()
  const { secret } = await running.makeToken()
  const refused = await refusal(agent, { ...changes(), token: secret })
  expect(refused).toEqual({ code: 'PROOF_INVALID', params: {}, close: 4401 })
  expect(await hostsOf(agent)).toEqual([])
})

test('a ticket stays good until its successor was shown', async () => {
  const agent = newAgent()
  await visit(agent, { token: (await running.makeToken()).secret })
  const before = agent.ticket
  await visit(agent)
  // The welcome of that visit is taken as lost.
  agent.ticket = before
  const { hostId } = await visit(agent)
  expect(await conflictsOf(hostId)).toEqual([])
})

test('the same key on two machines is two hosts, counted apart and shown', async () => {
  const agent = newAgent(['uuid:aaaaaaaaaaaaaaaa'])
  const { hostId } = await visit(agent, { token: (await running.makeToken()).secret })
  const copy = copyOf(agent, ['uuid:bbbbbbbbbbbbbbbb'])
  await visit(agent)
  const other = await visit(copy)
  expect(other.hostId).toBe(`${hostId}~2`)
  expect(await hostsOf(agent)).toEqual([
    { id: hostId, clone_of: null, shares_key: 1, hostname: 'may-01' },
    { id: other.hostId, clone_of: hostId, shares_key: 1, hostname: 'may-01' },
  ])
  expect(await conflictsOf(hostId)).toEqual([
    { kind: 'other-hardware', other_host_id: other.hostId },
  ])
  // Each goes on as itself, by its own ticket, and by its hardware when that is old.
  expect((await visit(agent)).hostId).toBe(hostId)
  expect((await visit(copy)).hostId).toBe(other.hostId)
  copy.ticket = 'AAAA'
  expect((await visit(copy)).hostId).toBe(other.hostId)
  expect(await hostsOf(agent)).toHaveLength(2)
  expect(await recount(running.store.db)).toEqual([])
})

test('two copies that come at the same time are connected side by side', async () => {
  const agent = newAgent(['uuid:cccccccccccccccc'])
  await visit(agent, { token: (await running.makeToken()).secret })
  const copy = copyOf(agent, ['uuid:dddddddddddddddd'])
  const first = await enter(running.port, agent)
  const second = await enter(running.port, copy)
  expect(second.welcome.hostId).not.toBe(first.welcome.hostId)
  const { connections } = running.gateway
  expect(connections.isConnected(first.welcome.hostId)).toBe(true)
  expect(connections.isConnected(second.welcome.hostId)).toBe(true)
  for (const { wire } of [first, second]) wire.socket.terminate()
})

test('a copy that shows no hardware stays one host that is shown as doubtful', async () => {
  const agent = newAgent([])
  const { hostId } = await visit(agent, { token: (await running.makeToken()).secret })
  const copy = copyOf(agent, [])
  await visit(agent)
  await visit(agent)
  expect((await visit(copy)).hostId).toBe(hostId)
  expect(await hostsOf(agent)).toEqual([
    { id: hostId, clone_of: null, shares_key: 1, hostname: 'may-01' },
  ])
  expect(await conflictsOf(hostId)).toEqual([{ kind: 'cannot-tell', other_host_id: null }])
})

test('copies that share a sign and take turns are shown as doubtful', async () => {
  const agent = newAgent(['uuid:eeeeeeeeeeeeeeee'])
  const { hostId } = await visit(agent, { token: (await running.makeToken()).secret })
  const copy = copyOf(agent, ['uuid:eeeeeeeeeeeeeeee'])
  for (let turn = 0; turn < 3; turn++) {
    await visit(agent)
    await visit(copy)
    copy.session += 1
  }
  expect((await hostsOf(agent)).map(({ shares_key }) => shares_key)).toEqual([1])
  expect((await conflictsOf(hostId)).map(({ kind }) => kind)).toEqual(['restored', 'cannot-tell'])
})

test('a database restored from a backup rekeys nobody', async () => {
  const agents = Array.from({ length: 5 }, (_, index) => newAgent([`uuid:000000000000000${index}`]))
  const { secret } = await running.makeToken()
  for (const agent of agents) await visit(agent, { token: secret })
  const { db } = running.store
  const columns = ['id', 'session', 'ticket_shown', 'ticket_issued'] as const
  const backup = await db.selectFrom('host').select(columns).execute()
  for (const agent of agents) {
    await visit(agent)
    await visit(agent)
  }
  for (const { id, ...old } of backup) {
    await db.updateTable('host').set(old).where('id', '=', id).execute()
  }
  for (const agent of agents) {
    const { hostId } = await visit(agent)
    expect(await hostsOf(agent)).toEqual([
      { id: hostId, clone_of: null, shares_key: 0, hostname: 'may-01' },
    ])
    expect(await conflictsOf(hostId)).toEqual([{ kind: 'restored', other_host_id: null }])
    expect((await visit(agent)).hostId).toBe(hostId)
  }
})

test('of two live sockets of one host the newer stays', async () => {
  const agent = newAgent()
  const older = await enter(running.port, agent, { token: (await running.makeToken()).secret })
  const newer = await enter(running.port, agent)
  expect((await older.wire.next('refused')).code).toBe('HOST_REPLACED')
  expect(await older.wire.closed).toBe(4410)
  expect(running.gateway.connections.ask(newer.welcome.hostId)).toBe(true)
  await newer.wire.next('ask')
  newer.wire.socket.terminate()
})
