import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { snapshotValuesOf } from '#domain/snapshot-values.ts'
import { chainText } from '#domain/chain.ts'
import { snapshotBytes } from '#domain/snapshot.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { digestOf } from '#store/snapshots/bytes.ts'
import { listSnapshots } from '#store/snapshots/list.ts'
import { openSnapshot } from '#store/snapshots/open.ts'
import { amendSnapshot, takeByHand, takeDaily } from '#store/snapshots/taking.ts'
import { checkChain } from '#store/snapshots/verify.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { byAt, takingOf } from './taking.ts'

const planId = 'qn-2458-2017'

/** Three days of a small province, an amendment of the first day, and one that somebody took. */
async function takeSome(store: Store) {
  await seedProvince(store)
  const taking = takingOf(store)
  for (const day of [2, 1, 0]) {
    await takeDaily(taking, seededNowMs - day * dayMs, byAt(seededNowMs - day * dayMs))
  }
  const { snapshots } = await listSnapshots(store.reader, { planId, page: 1, pageSize: 50 })
  const first = snapshots.at(-1)
  if (!first) throw new Error('nothing was taken')
  await amendSnapshot(
    taking,
    { snapshotId: first.id, reason: 'kê khai bổ sung' },
    byAt(seededNowMs),
  )
  return takeByHand(taking, { planId, period: null, reason: 'họp giao ban' }, byAt(seededNowMs))
}

onEachDatabase((fresh) => {
  test('what was frozen verifies, opens, and gives the same values again from its inputs', async () => {
    const store = await (await fresh()).open()
    const { id, hash } = await takeSome(store)
    const check = await checkChain(store.reader)
    expect(check).toMatchObject({ faults: [], head: { hash } })
    const open = await openSnapshot(store.reader, { id })
    expect(snapshotValuesOf(open.plan, open.agencies, open.snapshot.cutOffMs)).toEqual(
      open.snapshot.values,
    )
    expect(digestOf(chainText('snapshot', open.previousHash, snapshotBytes(open.snapshot)))).toBe(
      hash,
    )
    const counted = open.agencies.map(({ part }) => part.hosts.length)
    expect(counted.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(20)
  })

  test('an amendment names what it amends and why, and changes nothing that was frozen', async () => {
    const store = await (await fresh()).open()
    await takeSome(store)
    const { snapshots } = await listSnapshots(store.reader, { planId, page: 1, pageSize: 50 })
    const amendment = snapshots.find(({ kind }) => kind === 'amendment')
    const amended = snapshots.find(({ id }) => id === amendment?.amends?.snapshotId)
    expect(amendment?.amends?.reason).toBe('kê khai bổ sung')
    expect(amendment?.cutOffMs).toBe(amended?.cutOffMs)
    expect(amended).toMatchObject({ kind: 'daily', amendedBy: amendment?.number })
    const told = await store.db
      .selectFrom('audit')
      .select('after')
      .where('action', '=', 'amend-snapshot')
      .execute()
    expect(told.map(({ after }) => JSON.parse(after ?? 'null'))).toMatchObject([
      { number: amendment?.number, amends: { reason: 'kê khai bổ sung' } },
    ])
  })

  test('what is due is taken once, whoever asks again', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store)
    const taking = takingOf(store)
    const taken = await Promise.all(
      [1, 2].map(() => takeDaily(taking, seededNowMs, byAt(seededNowMs))),
    )
    expect(
      taken
        .flat()
        .map(({ number }) => number)
        .toSorted(),
    ).toEqual([1, 2])
    expect(new Set(taken.flat().map((one) => one.planId)).size).toBe(2)
  })

  test('a snapshot that is taken out is missed, the last one too', async () => {
    const store = await (await fresh()).open()
    const last = await takeSome(store)
    await store.db.deleteFrom('snapshot').where('number', 'in', [2, last.number]).execute()
    const { faults } = await checkChain(store.reader)
    expect(faults.map(({ number, fault }) => `${fault} ${number}`)).toEqual([
      'missing 2',
      `missing ${last.number}`,
    ])
  })

  test('who writes a snapshot anew with a hash of its own is found out by the one after it', async () => {
    const store = await (await fresh()).open()
    await takeSome(store)
    const hash = digestOf('forged')
    await store.db.updateTable('snapshot').set({ hash }).where('number', '=', 3).execute()
    const { faults } = await checkChain(store.reader)
    expect(faults.map(({ number, fault }) => `${fault} ${number}`)).toEqual(['hash-differs 3'])
  })

  test('a snapshot that is damaged opens with words, not with figures', async () => {
    const store = await (await fresh()).open()
    const { id } = await takeSome(store)
    const open = await openSnapshot(store.reader, { id })
    const part = open.snapshot.agencies[0]?.part ?? ''
    await store.db.deleteFrom('snapshot_part').where('digest', '=', part).execute()
    await expect(openSnapshot(store.reader, { id })).rejects.toMatchObject({
      code: 'SNAPSHOT_DAMAGED',
    })
  })
})
