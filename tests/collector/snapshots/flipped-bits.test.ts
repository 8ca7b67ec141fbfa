import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { takeByHand, takeDaily } from '#store/snapshots/taking.ts'
import { checkChain } from '#store/snapshots/verify.ts'
import { freshSqlite } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { byAt, takingOf } from './taking.ts'

const columns = [
  'body',
  'hash',
  'previous_hash',
  'body_hash',
  'id',
  'kind',
  'plan_id',
  'plan_version',
  'cut_off_ms',
  'created_ms',
  'created_by',
  'reason',
  'due_key',
  'agencies',
  'hosts',
] as const
const partColumns = ['body', 'body_hash', 'digest'] as const

type Value = string | number | Uint8Array | null

/** The value with one bit of it turned over; a text keeps being one. */
function flipped(value: Value, place: number): Value {
  if (value === null) return 'x'
  if (typeof value === 'number') return value ^ 1
  const bytes = Buffer.from(value)
  const at = place % bytes.length
  // In a text the lowest bit keeps a character what both databases store.
  const bit = typeof value === 'string' ? 1 : 1 << (place % 8)
  bytes.writeUInt8(bytes.readUInt8(at) ^ bit, at)
  return typeof value === 'string' ? bytes.toString('latin1') : bytes
}

async function takeSome(store: Store) {
  await seedProvince(store, 12)
  const taking = takingOf(store)
  for (const day of [1, 0]) {
    const atMs = seededNowMs - day * dayMs
    await takeDaily(taking, atMs, byAt(atMs))
  }
  const wanted = { planId: 'qn-2458-2017', period: null, reason: 'hop giao ban' }
  await takeByHand(taking, wanted, byAt(seededNowMs))
}

test('any bit of any snapshot that is turned over is found, and its snapshot named', async () => {
  const store = await (await freshSqlite()).open()
  await takeSome(store)
  const numbers = (await store.db.selectFrom('snapshot').select('number').execute()).map(
    ({ number }) => number,
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...numbers),
      fc.constantFrom(...columns),
      fc.nat({ max: 100_000 }),
      async (number, column, place) => {
        const row = await store.db
          .selectFrom('snapshot')
          .select(column)
          .where('number', '=', number)
          .executeTakeFirstOrThrow()
        const before = Object.values(row)[0] as Value
        const set = (value: Value) =>
          store.db
            .updateTable('snapshot')
            .set({ [column]: value })
            .where('number', '=', number)
            .execute()
        await set(flipped(before, place))
        const { faults } = await checkChain(store.reader)
        await set(before)
        expect(faults.map((fault) => fault.number)).toContain(number)
      },
    ),
    { numRuns: 120 },
  )
  expect((await checkChain(store.reader)).faults).toEqual([])
}, 120_000)

test('any bit of any part that is turned over is found, and the agency named', async () => {
  const store = await (await freshSqlite()).open()
  await takeSome(store)
  const digests = (await store.db.selectFrom('snapshot_part').select('digest').execute()).map(
    ({ digest }) => digest,
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...digests),
      fc.constantFrom(...partColumns),
      fc.nat({ max: 100_000 }),
      async (digest, column, place) => {
        const where = store.db.selectFrom('snapshot_part').where('digest', '=', digest)
        const before = await where.selectAll().executeTakeFirstOrThrow()
        const after = { ...before, [column]: flipped(before[column], place) }
        await store.db.deleteFrom('snapshot_part').where('digest', '=', digest).execute()
        await store.db.insertInto('snapshot_part').values(after).execute()
        const { faults } = await checkChain(store.reader)
        await store.db.deleteFrom('snapshot_part').where('digest', '=', after.digest).execute()
        await store.db.insertInto('snapshot_part').values(before).execute()
        expect(faults.length).toBeGreaterThan(0)
        expect(faults.every(({ detail }) => detail !== '')).toBe(true)
      },
    ),
    { numRuns: 120 },
  )
}, 120_000)
