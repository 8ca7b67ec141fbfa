import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { compareStates, type StateLook } from '#domain/moved-comparison.ts'
import { startOfDayMs } from '#domain/organisation-days.ts'
import { snapshotValuesOf } from '#domain/snapshot-values.ts'
import { hostClasses, type EpochMs } from '#protocol/values.ts'
import { writeEntries } from '#store/register/write-entries.ts'
import { readWholeState } from '#store/snapshots/read-state.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { daysBefore, seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { changing } from '../organisations/changing.ts'
import { planOf } from './states.ts'

const plan = planOf('qn-2458-2017')
const mergeDay = '2026-11-05'
const afterMergeMs = startOfDayMs('2026-11-08')

async function lookAt(store: Store, cutOffMs: EpochMs, knownMs: EpochMs): Promise<StateLook> {
  const moment = { cutOffMs, knownMs }
  const agencies = await readWholeState(store, { planId: plan.id, moment })
  const values = snapshotValuesOf(plan, agencies, cutOffMs)
  return { plan, agencies, cutOffMs, values, settings: {} }
}

function machinesOf({ agencies }: StateLook, id: string): number | null {
  const agency = agencies.find((one) => one.id === id)
  if (!agency) return null
  return hostClasses.reduce((sum, one) => sum + agency.denominators[one].population, 0)
}

/** An agency declares more servers than it has enrolled. */
async function declareServers({ db, engine }: Store, agencyId: string, count: number) {
  const draft = {
    kind: 'machine-count' as const,
    body: { class: 'server' as const, count },
    entryId: null,
    agencyId,
    fromDay: '2026-10-12',
    evidence: null,
  }
  const writing = { actor: 'user an', address: null, nowMs: daysBefore(30), importId: null }
  await db
    .transaction()
    .execute((trx) => writeEntries(trx, engine, { drafts: [draft], newId: randomUUID, ...writing }))
}

onEachDatabase((fresh) => {
  test('machines and declarations of an agency that merged mid-quarter count once, for its successor', async () => {
    const store = await (await fresh()).open()
    const { health, finance } = await seedProvince(store)
    await declareServers(store, finance, 40)
    const { merge, nowMs } = changing(store)
    const before = await lookAt(store, afterMergeMs, seededNowMs)
    const unaware = nowMs()
    await merge(finance, health, mergeDay)

    const after = await lookAt(store, afterMergeMs, seededNowMs)
    expect(machinesOf(after, finance)).toBeNull()
    expect(machinesOf(after, health)).toBe(
      (machinesOf(before, health) ?? 0) +
        (machinesOf(before, finance) ?? 0) -
        serversOf(before, health),
    )
    const knownThen = await lookAt(store, afterMergeMs, unaware)
    expect(knownThen.values).toEqual(before.values)
    const beforeDay = await lookAt(store, startOfDayMs(mergeDay) - 1, seededNowMs)
    expect(machinesOf(beforeDay, finance)).toBe(machinesOf(before, finance))
  })

  test('what moved tells a merger apart: agencies changed, the province did not', async () => {
    const store = await (await fresh()).open()
    const { health, finance } = await seedProvince(store)
    const { merge } = changing(store)
    await merge(finance, health, mergeDay)
    const from = await lookAt(store, startOfDayMs(mergeDay) - 1, seededNowMs)
    const to = await lookAt(store, startOfDayMs(mergeDay), seededNowMs)
    const moved = (agencyId: string | null) =>
      compareStates(from, to, { indicatorId: 'qn2458.i04', agencyId })
    expect(moved(null).parts).toEqual([])
    const kinds = [health, finance].map((id) => moved(id).parts.map(({ kind }) => kind))
    expect(kinds).toEqual([['moved'], ['moved']])
    const [gained, lost] = [health, finance].map((id) => moved(id).parts[0]?.denominator ?? 0)
    expect(gained).toBeGreaterThan(0)
    expect(gained).toBe(-(lost ?? 0))
  })
})

/** Servers that stand in the larger of two numbers: what the other declared covers them once they are one agency. */
function serversOf({ agencies }: StateLook, id: string): number {
  return agencies.find((one) => one.id === id)?.denominators.server.population ?? 0
}
