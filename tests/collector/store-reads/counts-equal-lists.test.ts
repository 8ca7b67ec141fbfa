import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import type { Verdicts } from '#domain/posture.ts'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import { hostQuery, type HostQuery } from '#protocol/routes.ts'
import { hostClasses, type EpochMs } from '#protocol/values.ts'
import { verdictStates, type VerdictState } from '#protocol/verdict-states.ts'
import { measure } from '#domain/measure.ts'
import { listHosts } from '#store/hosts.ts'
import { recount, repairCounters } from '#store/recount.ts'
import { countByControl, countPopulation } from '#store/scorecard.ts'
import { packStates, stateIn } from '#store/states.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { daysBefore, seededDays, seedProvince } from '#tests/support/seed.ts'

/** Before the enrolment, before the first report, before the silence, after it, as verdicts change, and now. */
const moments = [...[41, 30, 15, 5, seededDays.changed].map(daysBefore), null]

onEachDatabase((fresh) => {
  test('each count of the scorecard is the total of the list that it opens', async () => {
    const store = await (await fresh()).open()
    const province = await seedProvince(store)
    await sayNotApplicable(store)
    const everyFilter = [
      {},
      { agency: province.sample },
      ...hostClasses.map((hostClass) => ({ class: hostClass })),
    ]
    for (const asOfMs of moments) {
      for (const filters of everyFilter) {
        const counts = await countByControl(store, { scope: 'all', asOfMs, ...filters })
        const totals = await totalsOfLists(store, asOfMs, filters)
        expect({ asOfMs, filters, counts }).toEqual({ asOfMs, filters, counts: totals })
      }
    }
  })

  test('the counters, the intervals and the states in the rows give the same numbers', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store)
    await sayNotApplicable(store)
    expect(await recount(store.db)).toEqual([])
    const now = { scope: 'all', asOfMs: null } as const
    const counters = await countByControl(store, now)
    // Nothing happened in the last day, so that its intervals are those that are open now.
    expect(await countByControl(store, { scope: 'all', asOfMs: daysBefore(1) })).toEqual(counters)
    const query = hostQuery.parse({ pageSize: 200 })
    const { hosts } = await listHosts(store, { ...now, query })
    const inRows = controlIds.map((control) => [
      control,
      measure(hosts.flatMap(({ states }) => states[control] ?? [])),
    ])
    expect(Object.fromEntries(inRows)).toEqual(counters)
    const found = Object.values(counters).flatMap(Object.entries)
    const states = found.flatMap(([state, hostsInIt]) => (hostsInIt > 0 ? [state] : []))
    expect(new Set(states)).toEqual(new Set(['met', 'unmet', 'unknown', 'notApplicable']))
  })

  test('a filter on a state without a control finds the hosts that show it anywhere', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store)
    await sayNotApplicable(store)
    for (const asOfMs of moments) {
      const all = await list(store, asOfMs, { pageSize: 200 })
      for (const state of verdictStates) {
        const expected = all.hosts.filter(({ states }) => Object.values(states).includes(state))
        const { hosts, total } = await list(store, asOfMs, { state, pageSize: 200 })
        expect([state, total, hosts.map(({ id }) => id)]).toEqual([
          state,
          expected.length,
          expected.map(({ id }) => id),
        ])
      }
    }
  })

  test('each figure of the population is the total of the list that it opens', async () => {
    const store = await (await fresh()).open()
    const province = await seedProvince(store)
    for (const asOfMs of moments) {
      for (const agency of [undefined, province.finance, province.sample]) {
        const { enrolled, reporting, silent, neverReported, sharingKey } = await countPopulation(
          store,
          { scope: 'all', asOfMs, agency },
        )
        const total = async (filters: Filters) =>
          (await list(store, asOfMs, { ...filters, agency })).total
        expect({ enrolled, reporting, silent, neverReported, sharingKey }).toEqual({
          enrolled: await total({}),
          reporting: await total({ control: 'reporting', state: 'met' }),
          silent: await total({ silent: 'yes' }),
          neverReported: await total({ neverReported: 'yes' }),
          sharingKey: await total({ sharingKey: 'yes' }),
        })
        expect(enrolled).toBe(reporting + silent + neverReported)
      }
    }
    const now = await countPopulation(store, { scope: 'all', asOfMs: null })
    expect(Object.values(now)).not.toContain(0)
  })

  test('sample agencies are out of every total once a real one exists, unless one is named', async () => {
    const store = await (await fresh()).open()
    const { hosts, sample } = await seedProvince(store)
    const real = hosts.filter(({ agencyId }) => agencyId !== sample).length + 2
    const inSample = hosts.length + 2 - real
    const look = { scope: 'all', asOfMs: null } as const
    expect(await countPopulation(store, look)).toMatchObject({ enrolled: real, isSample: false })
    expect(await countPopulation(store, { ...look, agency: sample })).toMatchObject({
      enrolled: inSample,
      isSample: true,
    })
    await store.db.updateTable('agency').set({ is_sample: 1 }).execute()
    expect(await countPopulation(store, look)).toMatchObject({
      enrolled: hosts.length + 2,
      agencies: 3,
      isSample: true,
    })
  })

  test('a scope of agencies bounds lists and figures alike', async () => {
    const store = await (await fresh()).open()
    const { health, finance } = await seedProvince(store)
    const look = { scope: { agencyIds: [health] }, asOfMs: null }
    const { hosts, total } = await listHosts(store, {
      ...look,
      query: hostQuery.parse({ pageSize: 200 }),
    })
    expect(new Set(hosts.map(({ agency }) => agency.id))).toEqual(new Set([health]))
    expect((await countPopulation(store, look)).enrolled).toBe(total)
    expect((await countPopulation(store, { ...look, agency: finance })).enrolled).toBe(0)
    expect((await countPopulation(store, { ...look, scope: { agencyIds: [] } })).enrolled).toBe(0)
  })
})

type Filters = Partial<HostQuery>

const list = (store: Store, asOfMs: EpochMs | null, filters: Filters) =>
  listHosts(store, { scope: 'all', asOfMs, query: hostQuery.parse(filters) })

async function totalsOfLists(store: Store, asOfMs: EpochMs | null, filters: Filters) {
  const totals = controlIds.map(async (control) => {
    const total = async (state: HostQuery['state']) =>
      (await list(store, asOfMs, { ...filters, control, state, pageSize: 1 })).total
    const measurement = {
      met: await total('met'),
      unmet: await total('unmet'),
      unknown: await total('unknown'),
      notApplicable: await total('not-applicable'),
    }
    return [control, measurement]
  })
  return Object.fromEntries(await Promise.all(totals))
}

/** No control says it of these machines yet, and it has to be counted like the other three. */
async function sayNotApplicable(store: Store): Promise<void> {
  const saysNot = (states: string) => {
    const verdicts = controlIds.map((control) => [control, { state: stateIn(states, control) }])
    const changed = Object.fromEntries(verdicts) as { [Id in ControlId]: { state: VerdictState } }
    if (changed['firewall-on'].state === 'met') changed['firewall-on'].state = 'not-applicable'
    return packStates(changed as Verdicts)
  }
  for (const table of ['host', 'posture'] as const) {
    for (const { id, states } of await store.db
      .selectFrom(table)
      .select(['id', 'states'])
      .execute()) {
      const said = { states: saysNot(states) }
      await store.db
        .updateTable(table)
        .set(said)
        .where('id', '=', id as never)
        .execute()
    }
  }
  await repairCounters(store.db, store.engine)
}
