import { expect, test } from 'vitest'
import { recount } from '#store/recount.ts'
import { listTokens, revokeToken } from '#store/tokens.ts'
import { decideWaiting, listWaiting } from '#store/waiting/waiting.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { changing } from '../organisations/changing.ts'
import { agencyWith, ask, by, declare, newcomer, nowMs, tokenFor } from './newcomers.ts'

const everybody = { scope: 'all', agencyId: undefined, nowMs } as const

onEachDatabase((fresh) => {
  const opened = async () => (await fresh()).open()

  test('machines up to the declared count enrol, and the next one waits', async () => {
    const store = await opened()
    const agencyId = await agencyWith(store, 2)
    const { token, secret } = await tokenFor(store, agencyId)
    expect(await ask(store, newcomer(secret))).toBe('enrolled')
    expect(await ask(store, newcomer(secret))).toBe('enrolled')
    const third = newcomer(secret, 'máy thứ ba')
    expect(await ask(store, third)).toBe('ENROLMENT_AWAITS_APPROVAL')
    expect(await ask(store, third, { address: '192.0.2.8', nowMs: nowMs + 60_000 })).toBe(
      'ENROLMENT_AWAITS_APPROVAL',
    )
    expect(await listWaiting(store.db, everybody)).toEqual({
      total: 1,
      machines: [
        {
          hostId: expect.any(String) as string,
          hostname: 'máy thứ ba',
          address: '192.0.2.8',
          agency: { id: agencyId, name: 'Sở Tư pháp' },
          tokenId: token.id,
          firstMs: nowMs,
          lastMs: nowMs + 60_000,
        },
      ],
    })
    // Who waits has used nothing up, is no host, and is written down once.
    expect((await listTokens(store.db, 'all'))[0]?.uses).toBe(2)
    expect(await store.db.selectFrom('host').select('id').execute()).toHaveLength(2)
    expect(await recount(store.db)).toEqual([])
    const audit = store.db.selectFrom('audit').select('id').where('action', '=', 'await-approval')
    expect(await audit.execute()).toHaveLength(1)
  })

  test('who was approved comes in with the next try, who was declined does not', async () => {
    const store = await opened()
    const { secret } = await tokenFor(store, await agencyWith(store, 0))
    const [good, bad] = [newcomer(secret, 'a'), newcomer(secret, 'b')]
    await ask(store, good)
    await ask(store, bad)
    const { machines } = await listWaiting(store.db, everybody)
    const idOf = (hostname: string) =>
      machines.filter((one) => one.hostname === hostname).map(({ hostId }) => hostId)
    const decide = (hostIds: readonly string[], decision: 'approved' | 'declined') =>
      decideWaiting(store.db, { scope: 'all', hostIds, decision }, by)
    expect(await decide(idOf('a'), 'approved')).toBe(1)
    expect(await decide(idOf('b'), 'declined')).toBe(1)
    expect(await decide([...idOf('a'), ...idOf('b')], 'approved')).toBe(0)
    expect(await listWaiting(store.db, everybody)).toEqual({ total: 0, machines: [] })
    expect(await ask(store, good)).toBe('enrolled')
    expect(await ask(store, bad)).toBe('ENROLMENT_DECLINED')
    const actions = await store.db.selectFrom('audit').select('action').orderBy('id').execute()
    expect(actions.map(({ action }) => action).slice(-3)).toEqual([
      'approve-enrolment',
      'decline-enrolment',
      'enrol-host',
    ])
  })

  test('whoever declared nothing has everybody wait, until the declaration has room', async () => {
    const store = await opened()
    const agencyId = await agencyWith(store, null)
    const { secret } = await tokenFor(store, agencyId)
    const machine = newcomer(secret)
    expect(await ask(store, machine)).toBe('ENROLMENT_AWAITS_APPROVAL')
    await declare(store, agencyId, 1)
    expect(await ask(store, machine)).toBe('enrolled')
    expect((await listWaiting(store.db, everybody)).total).toBe(0)
  })

  test('without the rule of a token nobody waits', async () => {
    const store = await opened()
    const agencyId = await agencyWith(store, 0)
    const { secret } = await tokenFor(store, agencyId, { waitsBeyondDeclared: false })
    expect(await ask(store, newcomer(secret))).toBe('enrolled')
  })

  test('as many may wait by a token as it has uses', async () => {
    const store = await opened()
    const { secret } = await tokenFor(store, await agencyWith(store, 0), { usesMax: 2 })
    const answers = []
    for (let count = 0; count < 4; count += 1) answers.push(await ask(store, newcomer(secret)))
    expect(answers).toEqual([
      'ENROLMENT_AWAITS_APPROVAL',
      'ENROLMENT_AWAITS_APPROVAL',
      'TOKEN_SPENT',
      'TOKEN_SPENT',
    ])
  })

  test('machines that come at once never take more than the declared places', async () => {
    const store = await opened()
    const { secret } = await tokenFor(store, await agencyWith(store, 2))
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(store, newcomer(secret))))
    expect(answers.filter((answer) => answer === 'enrolled')).toHaveLength(2)
    expect((await listWaiting(store.db, everybody)).total).toBe(4)
    expect(await recount(store.db)).toEqual([])
  })

  test('a token holds in its networks alone, and a visit from elsewhere uses nothing up', async () => {
    const store = await opened()
    const agencyId = await agencyWith(store, 5)
    const networks = ['10.20.0.0/16', '2001:db8::/32']
    const { secret } = await tokenFor(store, agencyId, { networks })
    const machine = newcomer(secret)
    expect(await ask(store, machine, { address: '192.0.2.7' })).toBe('ENROLMENT_ELSEWHERE')
    expect((await listTokens(store.db, 'all'))[0]).toMatchObject({ uses: 0, networks })
    expect(await ask(store, machine, { address: '::ffff:10.20.3.4' })).toBe('enrolled')
    expect(await ask(store, newcomer(secret), { address: '2001:db8::7' })).toBe('enrolled')
  })

  test('whose token was revoked or has expired waits no longer, and cannot be approved', async () => {
    const store = await opened()
    const agencyId = await agencyWith(store, 0)
    const { token, secret } = await tokenFor(store, agencyId)
    const machine = newcomer(secret)
    await ask(store, machine)
    const later = { ...everybody, nowMs: nowMs + 7_200_000 }
    expect((await listWaiting(store.db, later)).total).toBe(0)
    const [waiting] = (await listWaiting(store.db, everybody)).machines
    await revokeToken(store.db, { id: token.id, scope: 'all' }, by)
    const wanted = { scope: 'all', hostIds: [waiting?.hostId ?? ''], decision: 'approved' } as const
    expect(await decideWaiting(store.db, wanted, by)).toBe(0)
    expect(await ask(store, machine)).toBe('TOKEN_REVOKED')
  })

  test('when agencies merge, those that wait and what was declared go along with the token', async () => {
    const store = await opened()
    const organisations = changing(store)
    const from = await organisations.create('Sở Khoa học')
    const to = await organisations.create('Sở Công nghệ')
    await declare(store, from, 1)
    const { secret } = await tokenFor(store, from, { expiresMs: nowMs + 86_400_000 })
    expect(await ask(store, newcomer(secret))).toBe('enrolled')
    const second = newcomer(secret, 'b')
    expect(await ask(store, second)).toBe('ENROLMENT_AWAITS_APPROVAL')
    await organisations.merge(from, to, '2026-11-18')
    const { machines } = await listWaiting(store.db, everybody)
    expect(machines.map(({ agency }) => agency.name)).toEqual(['Sở Công nghệ'])
    await declare(store, to, 1)
    expect(await ask(store, second)).toBe('enrolled')
    const hosts = await store.db.selectFrom('host').select('agency_id').execute()
    expect(hosts).toEqual([{ agency_id: to }, { agency_id: to }])
  })

  test('an officer neither sees nor decides what waits for another agency', async () => {
    const store = await opened()
    const own = await agencyWith(store, 0)
    const foreign = await agencyWith(store, 0, 'Sở Tài chính')
    await ask(store, newcomer((await tokenFor(store, foreign)).secret))
    const scope = { agencyIds: [own] }
    expect((await listWaiting(store.db, { ...everybody, scope })).total).toBe(0)
    const [waiting] = (await listWaiting(store.db, everybody)).machines
    const hostIds = [waiting?.hostId ?? '']
    expect(await decideWaiting(store.db, { scope, hostIds, decision: 'approved' }, by)).toBe(0)
    expect((await listWaiting(store.db, everybody)).total).toBe(1)
  })
})
