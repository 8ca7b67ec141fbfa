import { expect, test } from 'vitest'
import { dayMs } from '#protocol/facts/spec.ts'
import { takeByHand, takeDaily } from '#store/snapshots/taking.ts'
import { checkChain } from '#store/snapshots/verify.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { byAt, takingOf } from './taking.ts'

const planId = 'qn-2458-2017'

onEachDatabase((fresh) => {
  test('a number of a trend that is not what the snapshot of its day says is found, whatever was done to it', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store, 12)
    const taking = takingOf(store)
    for (const atMs of [seededNowMs - dayMs, seededNowMs]) await takeDaily(taking, atMs, byAt(atMs))
    // A second one of the same day takes the place of the first.
    const wanted = { planId, period: null, reason: 'họp giao ban' }
    await takeByHand(taking, wanted, byAt(seededNowMs + 1000))
    expect((await checkChain(store.reader)).faults).toEqual([])

    const { db } = store
    const row = await db
      .selectFrom('trend')
      .selectAll()
      .where('plan_id', '=', planId)
      .orderBy('day', 'desc')
      .orderBy('agency_id')
      .executeTakeFirstOrThrow()
    const its = (column: 'points' | 'snapshot_number' | 'cut_off_ms' | 'shape', value: never) =>
      db
        .updateTable('trend')
        .set({ [column]: value })
        .where('plan_id', '=', row.plan_id)
        .where('agency_id', '=', row.agency_id)
        .where('day', '=', row.day)
        .execute()
    const faults = async () =>
      (await checkChain(store.reader)).faults.map(({ number, fault }) => [number, fault])
    const one = [[row.snapshot_number, 'trend-differs']]
    for (const [column, value] of [
      ['points', row.points.replace(/\d/, (digit) => String((Number(digit) + 1) % 10))],
      ['snapshot_number', 1],
      ['cut_off_ms', row.cut_off_ms - 1],
      ['shape', row.shape + 99],
    ] as const) {
      await its(column, value as never)
      expect(await faults(), column).toEqual(one)
      await its(column, row[column] as never)
    }
    await db
      .deleteFrom('trend')
      .where('day', '=', row.day)
      .where('agency_id', '=', row.agency_id)
      .where('plan_id', '=', planId)
      .execute()
    expect(await faults()).toEqual(one)
    await db.insertInto('trend').values(row).execute()
    await db
      .insertInto('trend')
      .values({ ...row, day: '2020-01-01' })
      .execute()
    expect(await faults()).toEqual(one)
    await db.deleteFrom('trend').where('day', '=', '2020-01-01').execute()
    expect(await faults()).toEqual([])
  })
})
