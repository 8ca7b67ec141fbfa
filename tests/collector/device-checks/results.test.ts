import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { hostId } from '#protocol/values.ts'
import { createAgency } from '#store/agencies.ts'
import { markCarried, readHandedOut } from '#store/device-checks/carry.ts'
import { readResults } from '#store/device-checks/results.ts'
import { storeResult } from '#store/device-checks/store-result.ts'
import { withdraw } from '#store/device-checks/steps.ts'
import { readSwitch, setSwitch } from '#store/device-checks/switch.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { authorise, cameraMac, putCamera } from './in-store.ts'

const nowMs = Date.parse('2026-11-23T03:00:00Z')
const by = { actor: 'user test', author: 'test', address: null, nowMs }
const host = hostId.parse('k4xq7m2c5wz3hnd6b2rtyaoev4')
const stranger = hostId.parse('k4xq7m2c5wz3hnd6b2rtyaoev5')

async function authorised(store: Store) {
  const agency = { name: 'Sở Y tế', kind: 'agency', isSample: false }
  const { id: agencyId } = await createAgency(store.db, agency, { ...by, newId: randomUUID })
  await store.db
    .insertInto('host')
    .values({
      id: host,
      public_key: randomBytes(32).toString('base64url'),
      shares_key: 0,
      agency_id: agencyId,
      hostname: 'kiem-tra',
      search_folded: 'kiem-tra',
      class: 'end-device',
      enrolled_ms: nowMs,
      session: 0,
      sequence: 0,
      hardware_signs: '[]',
      revision: 0,
      states: '',
      facts: '{}',
    })
    .execute()
  const entryId = await putCamera(store, agencyId, nowMs)
  return {
    entryId,
    ...(await authorise(store, { agencyId, hostId: host, entryId, port: 80, nowMs })),
  }
}

const report = (more: object = {}) => ({
  mac: cameraMac,
  checkedMs: nowMs + 60_000,
  rules: '1',
  attempts: 1,
  result: { verdict: 'default' as const, rule: 'lab-digest' },
  ...more,
})

onEachDatabase((fresh) => {
  test('a result is kept once, however often it comes, and forged ones never', async () => {
    const store = await (await fresh()).open()
    const { entryId, sequence: authorisation } = await authorised(store)
    const arrived = { hostId: host, authorisation, report: report(), receivedMs: nowMs + 90_000 }
    const keep = (change: object) =>
      store.db.transaction().execute((trx) => storeResult(trx, { ...arrived, ...change }))
    expect([await keep({}), await keep({})]).toEqual([true, true])
    expect(await keep({ hostId: stranger })).toBe(false)
    expect(await keep({ authorisation: authorisation + 1 })).toBe(false)
    expect(await keep({ report: report({ mac: '00:40:8c:00:00:00' }) })).toBe(false)
    expect(await keep({ report: report({ checkedMs: nowMs + 3_600_000 }) })).toBe(false)
    expect(await keep({ report: report({ checkedMs: nowMs - 86_400_000 }) })).toBe(false)
    const { results } = await readResults(store.db, { scope: 'all' })
    expect(results.map((one) => [one.entryId, one.result.verdict])).toEqual([[entryId, 'default']])
    expect(await readResults(store.db, { scope: { agencyIds: [] } })).toMatchObject({
      results: [],
      total: 0,
    })
  })

  test('a text is handed to its host until it is taken back or its day is over', async () => {
    const store = await (await fresh()).open()
    const { id, file } = await authorised(store)
    const handedOut = async (atMs = nowMs) =>
      [...(await readHandedOut(store.db, atMs)).files].map(([to, text]) => [to, text.file])
    expect(await handedOut()).toEqual([[host, file]])
    await markCarried(store.db, { id, hostId: host, nowMs })
    expect(await handedOut(nowMs + 86_400_000)).toEqual([])
    const wanted = { id, scope: 'all' as const, reason: 'đã đổi', expectedRevision: 4 }
    await store.db
      .transaction()
      .execute((trx) => withdraw({ trx, engine: store.engine }, wanted, by))
    expect(await handedOut()).toEqual([])
  })

  test('the switch holds as it was set last, and by nobody who looked at another state', async () => {
    const store = await (await fresh()).open()
    const { db, engine } = store
    const set = (isStopped: boolean, expectedRevision: number) =>
      db
        .transaction()
        .execute((trx) =>
          setSwitch({ trx, engine }, { isStopped, reason: 'thử', expectedRevision }, by),
        )
    await set(true, 0)
    const stopped = await readSwitch(db)
    expect(stopped).toMatchObject({ isStopped: true, changed: { by: 'test', reason: 'thử' } })
    await expect(set(false, 0)).rejects.toThrow('CHANGED_MEANWHILE')
    await set(false, stopped.revision)
    expect((await readHandedOut(db, nowMs)).isStopped).toBe(false)
  })
})
