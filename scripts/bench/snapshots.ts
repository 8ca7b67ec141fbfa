import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Store } from '#collector/deps.ts'
import { plans } from '#domain/plan.ts'
import { dayOf } from '#domain/register.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { openStore } from '#store/open.ts'
import { freezeState } from '#store/snapshots/take.ts'
import { readTrend } from '#store/snapshots/trend.ts'
import { checkChain } from '#store/snapshots/verify.ts'
import { median } from './cpu.ts'
import { frozenProvince } from './frozen-province.ts'

export type SnapshotFigures = {
  readonly bytesPerHostAndDay: number
  readonly agencyTrendMs: number
  readonly provinceTrendMs: number
  readonly takeMs: number
  readonly verifyMs: number
  readonly days: number
  readonly hosts: number
}

const size = { agencies: 120, hosts: 15_000, changedShare: 0.01 }
const firstMs = Date.UTC(2026, 0, 1, 16, 30)
const readsMeasured = 15

/** So many daily snapshots of a province in a database of its own; 1 % of its hosts change a verdict every day. */
export async function measureSnapshots(days: number): Promise<SnapshotFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'khien-bench-'))
  const file = join(folder, 'khien.sqlite')
  const store = await openStore({ url: null, file, log: pino({ level: 'silent' }) })
  try {
    const takeMs = await takeAll(store, days)
    const { size: bytes } = await shrunk(store, file)
    const started = performance.now()
    const { faults } = await checkChain(store.reader)
    const verifyMs = performance.now() - started
    if (faults.length > 0) throw new Error(`not as frozen: ${JSON.stringify(faults[0])}`)
    return {
      bytesPerHostAndDay: bytes / size.hosts / days,
      agencyTrendMs: await trendMs(store, 'agency-060'),
      provinceTrendMs: await trendMs(store, null),
      takeMs,
      verifyMs,
      days,
      hosts: size.hosts,
    }
  } finally {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const [plan] = plans.filter(({ id }) => id === 'qn-2458-2017')

async function takeAll(store: Store, days: number): Promise<number> {
  if (!plan) throw new Error('no plan to measure')
  const took: number[] = []
  let province = frozenProvince(size, firstMs)
  for (let day = 0; day < days; day += 1) {
    const cutOffMs = firstMs + day * dayMs
    const started = performance.now()
    await freezeState(
      store,
      {
        kind: 'daily',
        provinceId: plan.provinceId,
        plan,
        planVersion: 1,
        period: null,
        moment: { cutOffMs, knownMs: cutOffMs },
        dueKey: `daily ${plan.id} ${cutOffMs}`,
        reason: null,
        amends: null,
        contextRevision: 'bench',
        settings: {},
        agencies: province.agencies,
      },
      { actor: 'bench', address: null, nowMs: cutOffMs, newId: randomUUID },
    )
    took.push(performance.now() - started)
    province = province.next(cutOffMs + dayMs)
  }
  return median(took)
}

/** The file once the write-ahead log stands in it. */
async function shrunk({ db }: Store, file: string) {
  await db.executeQuery({
    sql: 'pragma wal_checkpoint(truncate)',
    parameters: [],
    query: { kind: 'RawNode', sqlFragments: ['pragma wal_checkpoint(truncate)'], parameters: [] },
    queryId: { queryId: 'checkpoint' },
  })
  return stat(file)
}

async function trendMs(store: Store, agencyId: string | null): Promise<number> {
  const took: number[] = []
  const look = {
    planId: plan?.id ?? '',
    agencyId,
    isWithParts: true,
    fromDay: dayOf(firstMs),
    untilDay: '2026-12-31',
  }
  for (let turn = 0; turn < readsMeasured; turn += 1) {
    const started = performance.now()
    const lines = await readTrend(store.reader, look)
    took.push(performance.now() - started)
    if (lines.length === 0) throw new Error('no trend')
  }
  return median(took)
}
