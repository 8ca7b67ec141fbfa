import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { advanceReport, archiveReport } from '#store/reports/archive.ts'
import { findLastSigned, listSnapshots, type ListedSnapshot } from '#store/snapshots/list.ts'
import { amendSnapshot, takeDaily } from '#store/snapshots/taking.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { byAt, takingOf } from './taking.ts'

const planId = 'qn-2458-2017'
const all = { planId, scope: 'all' } as const
const daysAgo = (days: number) => seededNowMs - days * dayMs

/** Three daily snapshots, and an amendment of the oldest, which is the newest of the chain. */
async function takeFour(store: Store) {
  const province = await seedProvince(store)
  for (const day of [3, 2, 1]) {
    await takeDaily(takingOf(store), daysAgo(day), byAt(daysAgo(day)))
  }
  const first = (await listed(store)).at(-1)
  if (!first) throw new Error('nothing was taken')
  const amendment = { snapshotId: first.id, reason: 'kê khai bổ sung' }
  await amendSnapshot(takingOf(store), amendment, byAt(seededNowMs))
  const [amended, newest, middle, oldest] = await listed(store)
  if (!amended || !newest || !middle || !oldest) throw new Error('four were taken')
  return { province, amended, newest, middle, oldest }
}

const listed = async (store: Store, untilMs?: number) =>
  (await listSnapshots(store.reader, { planId, untilMs, page: 1, pageSize: 50 })).snapshots

type Report = { readonly agencyId: string | null; readonly atMs: number }

async function report(store: Store, on: ListedSnapshot, { agencyId, atMs }: Report) {
  const made = await archiveReport(
    store.db,
    {
      kind: agencyId === null ? 'province-quarter' : 'agency-quarter',
      period: '2026-Q4',
      agencyId,
      agencyName: null,
      planId,
      snapshotId: on.id,
      snapshotNumber: on.number,
      snapshotHash: on.hash,
      cutOffMs: on.cutOffMs,
      marking: null,
      templateId: null,
      remarks: [],
      files: { draft: empty, final: empty, annex: empty, input: empty },
    },
    byAt(atMs),
  )
  const advance = (to: 'confirmed' | 'sent') =>
    store.db
      .transaction()
      .execute((trx) => advanceReport(trx, { id: made.id, to, basis: null }, byAt(atMs)))
  return { confirm: () => advance('confirmed'), send: () => advance('sent') }
}
const empty = new TextEncoder().encode('{}')

onEachDatabase((fresh) => {
  test('last signed is the newest snapshot that a sent report rests on, whatever its kind', async () => {
    const store = await (await fresh()).open()
    const { amended, newest, middle, oldest } = await takeFour(store)
    const signed = async () => (await findLastSigned(store.reader, all))?.id ?? null
    const early = await report(store, middle, { agencyId: null, atMs: daysAgo(1) })
    expect(await signed()).toBeNull()
    await early.confirm()
    expect(await signed()).toBeNull()
    await early.send()
    expect(await signed()).toBe(middle.id)
    // An amendment is later in the chain, and its figures are of the older day.
    const late = await report(store, amended, { agencyId: null, atMs: seededNowMs })
    await late.confirm()
    await late.send()
    expect(amended.cutOffMs).toBe(oldest.cutOffMs)
    expect(await signed()).toBe(middle.id)
    const last = await report(store, newest, { agencyId: null, atMs: seededNowMs })
    await last.confirm()
    await last.send()
    expect(await signed()).toBe(newest.id)
  })

  test('what others signed, and what was sent after the day that is shown, counts for nobody', async () => {
    const store = await (await fresh()).open()
    const { province, middle, newest } = await takeFour(store)
    for (const [on, agencyId] of [
      [middle, province.health],
      [newest, null],
    ] as const) {
      const made = await report(store, on, { agencyId, atMs: seededNowMs })
      await made.confirm()
      await made.send()
    }
    const signedFor = async (look: Parameters<typeof findLastSigned>[1]) =>
      (await findLastSigned(store.reader, look))?.id ?? null
    const own = { planId, scope: { agencyIds: [province.health] } }
    expect(await signedFor(all)).toBe(newest.id)
    expect(await signedFor(own)).toBe(middle.id)
    expect(await signedFor({ planId, scope: { agencyIds: [] } })).toBeNull()
    expect(await signedFor({ ...all, planId: 'tq-1670-2018' })).toBeNull()
    expect(await signedFor({ ...all, untilMs: seededNowMs - 1 })).toBeNull()
    expect(await signedFor({ ...all, untilMs: seededNowMs })).toBe(newest.id)
  })

  test('the list up to a moment holds what freezes a moment until then, and no more', async () => {
    const store = await (await fresh()).open()
    const { amended, middle, oldest } = await takeFour(store)
    const ids = async (untilMs: number) => (await listed(store, untilMs)).map(({ id }) => id)
    expect(await ids(middle.cutOffMs)).toEqual([amended.id, middle.id, oldest.id])
    expect(await ids(middle.cutOffMs - 1)).toEqual([amended.id, oldest.id])
    expect(await ids(oldest.cutOffMs - 1)).toEqual([])
  })
})
