import { expect, test } from 'vitest'
import { Refusal } from '#protocol/refusals.ts'
import { recount } from '#store/recount.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import {
  aReading,
  aReport,
  enrolHosts,
  factIntervals,
  firewall,
  hostIdOf,
  startIngest,
  startMs,
} from './reports.ts'

const [first, second, third] = [hostIdOf(1), hostIdOf(2), hostIdOf(3)]
const on = aReading('firewall', firewall('on'))
const off = aReading('firewall', firewall('off'))

onEachDatabase((fresh) => {
  test('a replayed report is a duplicate and stores nothing twice', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first])
    const { submit } = startIngest(store)
    const report = aReport({ hostId: first, session: 2, sequence: 5, readings: [on] })
    const outcomes = [
      await submit(report),
      await submit(report),
      await submit({ ...report, sequence: 4, readings: [off] }),
      await submit({ ...report, session: 1, sequence: 99, readings: [off] }),
    ]
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'stored',
      'duplicate',
      'duplicate',
      'duplicate',
    ])
    expect(await factIntervals(store, first, 'firewall')).toMatchObject([{ body: on.body }])
  })

  test('a new session begins a new sequence', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first])
    const { submit } = startIngest(store)
    await submit(aReport({ hostId: first, session: 1, sequence: 70, readings: [on] }))
    const next = aReport({ hostId: first, session: 2, sequence: 1, readings: [off] })
    expect(await submit(next)).toEqual({ outcome: 'stored' })
    expect(await factIntervals(store, first, 'firewall')).toHaveLength(2)
  })

  test('reports of one host that wait together are written in their order', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first])
    const { submit } = startIngest(store, { flushMs: 20 })
    const reports = [on, off, on].map((reading, index) =>
      submit(aReport({ hostId: first, sequence: index + 1, readings: [reading] })),
    )
    expect(await Promise.all(reports)).toEqual(reports.map(() => ({ outcome: 'stored' })))
    const bodies = (await factIntervals(store, first, 'firewall')).map(({ body }) => body)
    expect(bodies).toEqual([on.body, off.body, on.body])
  })

  test('a host that is not enrolled is refused and the others are stored', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first])
    const { submit } = startIngest(store, { flushMs: 20 })
    const outcomes = [second, first].map((hostId) =>
      submit(aReport({ hostId, sequence: 1, readings: [on] })),
    )
    expect(await Promise.all(outcomes)).toEqual([
      { outcome: 'refused', code: 'HOST_UNKNOWN' },
      { outcome: 'stored' },
    ])
  })

  test('a report that the database refuses stops nobody and is kept apart', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first, second, third])
    const { submit } = startIngest(store, { flushMs: 20 })
    const outcomes = [
      submit(aReport({ hostId: first, sequence: 1, readings: [on] })),
      submit(aReport({ hostId: second, sequence: 1, readings: [poisonousFor(store.engine)] })),
      submit(aReport({ hostId: third, sequence: 1, readings: [off] })),
    ]
    expect(await Promise.all(outcomes)).toEqual([
      { outcome: 'stored' },
      { outcome: 'refused', code: 'FRAME_NOT_STORABLE' },
      { outcome: 'stored' },
    ])
    const refused = await store.db
      .selectFrom('refused_frame')
      .select(['host_id', 'code', 'received_ms'])
      .execute()
    expect(refused).toEqual([{ host_id: second, code: 'FRAME_NOT_STORABLE', received_ms: startMs }])
    expect(await factIntervals(store, second, 'firewall')).toEqual([])
    expect(await recount(store.db)).toEqual([])
    const healthy = aReport({ hostId: second, sequence: 2, readings: [on] })
    expect(await submit(healthy)).toEqual({ outcome: 'stored' })
  })

  test('when the database is gone a report is answered as busy, never as stored', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first])
    const { submit } = startIngest(store)
    await store.close()
    const answer = submit(aReport({ hostId: first, sequence: 1, readings: [on] }))
    await expect(answer).rejects.toMatchObject({ code: 'COLLECTOR_BUSY' })
  })

  test('a full queue refuses at once, and what it holds is stored', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first, second, third])
    const { submit, depth } = startIngest(store, { flushMs: 20, queueMax: 2 })
    const taken = [first, second].map((hostId) =>
      submit(aReport({ hostId, sequence: 1, readings: [on] })),
    )
    expect(depth()).toBe(2)
    const refused = await submit(aReport({ hostId: third, sequence: 1 })).catch((e: unknown) => e)
    expect(refused).toBeInstanceOf(Refusal)
    expect(refused).toMatchObject({ code: 'COLLECTOR_BUSY' })
    expect(await Promise.all(taken)).toEqual(taken.map(() => ({ outcome: 'stored' })))
  })

  test('closing writes what waits and takes no more', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first])
    const ingest = startIngest(store, { flushMs: 60_000 })
    const waiting = ingest.submit(aReport({ hostId: first, sequence: 1, readings: [on] }))
    await ingest.close()
    expect(await waiting).toEqual({ outcome: 'stored' })
    const late = ingest.submit(aReport({ hostId: first, sequence: 2 }))
    await expect(late).rejects.toMatchObject({ code: 'COLLECTOR_STOPPING' })
  })

  test('the live channel hears of a report after its commit', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [first])
    const { submit, events } = startIngest(store)
    await submit(aReport({ hostId: first, sequence: 1, readings: [on] }))
    await submit(aReport({ hostId: first, sequence: 2, confirmed: { firewall: startMs + 1 } }))
    expect(events).toMatchObject([
      { kind: 'hosts-reported', hostIds: [first], total: 1, hasNewVerdicts: true },
      { kind: 'hosts-reported', hostIds: [first], total: 1, hasNewVerdicts: false },
    ])
  })
})

/**
 * What the gateway never lets through and the database itself refuses: PostgreSQL holds no U+0000 in text; a
 * time that is not a number is null to both, where the column allows none.
 */
function poisonousFor(engine: 'sqlite' | 'postgres') {
  if (engine === 'postgres') return { ...off, body: off.body.replace('nftables', 'nf\0tables') }
  return { ...off, observedAtMs: Number.NaN }
}
