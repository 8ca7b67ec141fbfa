import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Store } from '#collector/deps.ts'
import type { ProofFrame } from '#protocol/frames.ts'
import { Refusal } from '#protocol/refusals.ts'
import {
  createAgency,
  ensureSampleAgency,
  findAgency,
  listAgencies,
  sampleAgencyName,
} from '#store/agencies.ts'
import { admit } from '#store/enrolment.ts'
import { recount } from '#store/recount.ts'
import { createToken, listTokens, revokeToken } from '#store/tokens.ts'
import { onEachDatabase } from '#tests/support/databases.ts'

const nowMs = Date.parse('2026-11-22T00:00:00Z')
const by = { actor: 'command', address: null, nowMs, newId: randomUUID, randomBytes }
const context = { nowMs, address: '192.0.2.7', randomBytes }

/** The proof of a machine whose signature was verified. */
function proofOf(changes: Partial<ProofFrame> = {}): ProofFrame {
  const jwk = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
  return {
    type: 'proof',
    publicKey: z.string().parse(jwk.x),
    signature: '',
    session: 1,
    ticket: null,
    hardwareSigns: ['uuid:0123456789abcdef'],
    ...changes,
  }
}

async function tokenIn(store: Store, usesMax: number) {
  const agency = await createAgency(
    store.db,
    { name: 'Sở Tư pháp', kind: 'agency', isSample: false },
    by,
  )
  const expiresMs = nowMs + 1000
  const made = await createToken(store.db, { agencyId: agency.id, usesMax, expiresMs }, by)
  return { agency, ...made }
}

const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : error)

onEachDatabase((fresh) => {
  test('an enrolment writes host, agency, counts, use and audit together', async () => {
    const store = await (await fresh()).open()
    const { agency, token, secret } = await tokenIn(store, 2)
    const proof = proofOf({ enrolment: { token: secret, hostname: 'Máy-Kế-Toán' } })
    const { hostId, isNew, conflict } = await admit(store, proof, context)
    expect({ isNew, conflict }).toEqual({ isNew: true, conflict: null })
    const host = await store.db.selectFrom('host').selectAll().executeTakeFirstOrThrow()
    expect(host).toMatchObject({
      id: hostId,
      agency_id: agency.id,
      search_folded: 'may-ke-toan 192.0.2.7 so tu phap',
      address: '192.0.2.7',
      enrolled_ms: nowMs,
      token_id: token.id,
      last_received_ms: null,
    })
    expect(await store.db.selectFrom('host_agency').selectAll().execute()).toEqual([
      { host_id: hostId, agency_id: agency.id, from_ms: nowMs, until_ms: null },
    ])
    expect(await recount(store.db)).toEqual([])
    expect(await listTokens(store.db, 'all')).toEqual([{ ...token, uses: 1 }])
    expect(await listAgencies(store.db)).toEqual([{ ...agency, hosts: 1 }])
    const audit = await store.db.selectFrom('audit').select(['actor', 'action']).execute()
    expect(audit).toEqual([
      { actor: 'command', action: 'create-agency' },
      { actor: 'command', action: 'create-token' },
      { actor: `token ${token.id}`, action: 'enrol-host' },
    ])
  })

  test('no ticket and no token stands in the database', async () => {
    const store = await (await fresh()).open()
    const { secret } = await tokenIn(store, 1)
    const proof = proofOf({ enrolment: { token: secret, hostname: 'a' } })
    const { ticket } = await admit(store, proof, context)
    const tables = ['host', 'enrolment_token', 'audit'] as const
    for (const table of tables) {
      const written = JSON.stringify(await store.db.selectFrom(table).selectAll().execute())
      expect(written).not.toContain(ticket)
      expect(written).not.toContain(secret)
    }
  })

  test('two hosts never share the last use of a token', async () => {
    const store = await (await fresh()).open()
    const { secret } = await tokenIn(store, 2)
    const enrolment = { token: secret, hostname: 'a' }
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () =>
        admit(store, proofOf({ enrolment }), context).then(() => 'enrolled', codeOf),
      ),
    )
    expect(outcomes.toSorted()).toEqual([
      ...Array<string>(4).fill('TOKEN_SPENT'),
      'enrolled',
      'enrolled',
    ])
    expect((await listTokens(store.db, 'all'))[0]?.uses).toBe(2)
    expect(await recount(store.db)).toEqual([])
  })

  test('the same key that enrols twice at once is one host and one use', async () => {
    const store = await (await fresh()).open()
    const { secret } = await tokenIn(store, 5)
    const proof = proofOf({ enrolment: { token: secret, hostname: 'a' } })
    const [first, second] = await Promise.all([
      admit(store, proof, context),
      admit(store, { ...proof, session: 2 }, context),
    ])
    expect(first?.hostId).toBe(second?.hostId)
    expect((await listTokens(store.db, 'all'))[0]?.uses).toBe(1)
    expect(await store.db.selectFrom('host').select('shares_key').execute()).toEqual([
      { shares_key: 0 },
    ])
  })

  test('another machine with the key is counted for itself in the same agency', async () => {
    const store = await (await fresh()).open()
    const { agency, secret } = await tokenIn(store, 1)
    const proof = proofOf({ enrolment: { token: secret, hostname: 'a' } })
    const first = await admit(store, proof, context)
    const { enrolment: _, ...known } = proof
    const moved = { ...known, ticket: first.ticket, session: 2 }
    await admit(store, moved, context)
    const copy = { ...moved, hardwareSigns: ['uuid:fedcba9876543210'] }
    const other = await admit(store, copy, context)
    expect(other).toMatchObject({ hostId: `${first.hostId}~2`, conflict: 'other-hardware' })
    expect((await listAgencies(store.db)).find(({ id }) => id === agency.id)?.hosts).toBe(2)
    expect(await recount(store.db)).toEqual([])
  })

  test('a revoked token enrols nobody, and revoking twice changes nothing', async () => {
    const store = await (await fresh()).open()
    const { token, secret } = await tokenIn(store, 1)
    const revoked = await revokeToken(store.db, { id: token.id, scope: 'all' }, by)
    expect(revoked.revokedMs).toBe(nowMs)
    expect(
      await revokeToken(store.db, { id: token.id, scope: 'all' }, { ...by, nowMs: nowMs + 1 }),
    ).toEqual(revoked)
    const proof = proofOf({ enrolment: { token: secret, hostname: 'a' } })
    expect(await admit(store, proof, context).catch(codeOf)).toBe('TOKEN_REVOKED')
    await expect(revokeToken(store.db, { id: 'none', scope: 'all' }, by)).rejects.toThrow(
      'TOKEN_NOT_FOUND',
    )
  })

  test('names of agencies that differ in case or marks alone are the same', async () => {
    const { db } = await (await fresh()).open()
    const agency = { name: 'Sở Y tế', kind: 'agency', isSample: false }
    const { id } = await createAgency(db, agency, by)
    await expect(createAgency(db, { ...agency, name: 'SO Y TE' }, by)).rejects.toThrow(
      'AGENCY_NAME_TAKEN',
    )
    expect(await findAgency(db, 'sở y tế')).toEqual({ id })
    const missing = { agencyId: 'none', usesMax: 1, expiresMs: nowMs + 1 }
    await expect(createToken(db, missing, by)).rejects.toThrow('AGENCY_NOT_FOUND')
  })

  test('there is one sample agency, however often it is asked for', async () => {
    const { db } = await (await fresh()).open()
    const { id } = await ensureSampleAgency(db, by)
    expect((await ensureSampleAgency(db, by)).id).toBe(id)
    expect(await listAgencies(db)).toEqual([
      { id, name: sampleAgencyName, kind: 'sample', isSample: true, hosts: 0 },
    ])
  })
})
