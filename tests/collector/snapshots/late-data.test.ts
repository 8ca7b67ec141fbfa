import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ReceivedReport, Store } from '#collector/deps.ts'
import { createEvents } from '#collector/events.ts'
import { createIngest } from '#collector/ingest.ts'
import { productContext } from '#domain/context.ts'
import { planOf } from './states.ts'
import { snapshotValuesOf } from '#domain/snapshot-values.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { openSnapshot } from '#store/snapshots/open.ts'
import { readState } from '#store/snapshots/read-state.ts'
import { takeDaily } from '#store/snapshots/taking.ts'
import { onEachDatabase, quietLog } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince, type SeededProvince } from '#tests/support/seed.ts'

import { byAt, takingOf } from './taking.ts'

const plan = planOf('qn-2458-2017')
const yesterdayMs = seededNowMs - dayMs

async function valuesAt(store: Store, knownMs: number) {
  const moment = { cutOffMs: yesterdayMs, knownMs }
  return snapshotValuesOf(plan, await readState(store, { planId: plan.id, moment }), yesterdayMs)
}

/** A machine that was cut off says today what it saw two days ago. */
async function reportLate(store: Store, { hosts }: SeededProvince) {
  const log = quietLog
  const now = () => seededNowMs
  const context = () => productContext
  const ingest = createIngest({ store, now, context, events: createEvents(log), log })
  const steady = hosts.filter(({ fate }) => fate === 'steady')
  const outcomes = await Promise.all(steady.map((host) => ingest.submit(lateReport(host.id))))
  await ingest.close()
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(steady.map(() => 'stored'))
}

function lateReport(hostId: string): ReceivedReport {
  const reading = { state: 'known' as const, facts: { products: [] } }
  const body = canonicalJson(reading)
  const observedAtMs = yesterdayMs - dayMs
  const readings = [
    { probe: 'antivirus' as const, observedAtMs, body, digest: hash('sha256', body), reading },
  ]
  return { hostId, session: 1, sequence: 9, receivedMs: seededNowMs, readings, confirmed: {} }
}

onEachDatabase((fresh) => {
  test('late data changes what was so, and neither what was known then nor what was frozen', async () => {
    const store = await (await fresh()).open()
    const province = await seedProvince(store)
    const [taken] = await takeDaily(takingOf(store), yesterdayMs, byAt(yesterdayMs))
    const before = await valuesAt(store, yesterdayMs)
    await reportLate(store, province)
    expect(await valuesAt(store, yesterdayMs)).toEqual(before)
    expect(await valuesAt(store, seededNowMs)).not.toEqual(before)
    const open = await openSnapshot(store.reader, { id: taken?.id ?? '' })
    expect(open.snapshot.values).toEqual(
      open.snapshot.planId === plan.id ? before : open.snapshot.values,
    )
  })
})
