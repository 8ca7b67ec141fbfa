import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { withRemedy } from '#collector/api/remedied-hosts.ts'
import type { AgencyState } from '#domain/frozen.ts'
import { measureInputOf } from '#domain/frozen-input.ts'
import { plans } from '#domain/plan.ts'
import { measureWholePlan } from '#domain/scorecard.ts'
import { gainsOf } from '#domain/remedies/gain.ts'
import type { ControlId } from '#protocol/controls.ts'
import { remedyIds, type RemedyId } from '#protocol/remedies.ts'
import { hostQuery, type HostQuery } from '#protocol/routes.ts'
import type { EpochMs } from '#protocol/values.ts'
import { countedStates } from '#store/counted-state.ts'
import { listHosts } from '#store/hosts.ts'
import { chosenAgency } from '#store/population.ts'
import { readState } from '#store/snapshots/read-state.ts'
import { createWorkReader, type WorkHost } from '#store/work/read-machines.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { daysBefore, seededDays, seededNowMs, seedProvince } from '#tests/support/seed.ts'

const moments = [...[30, 15, 5, seededDays.changed].map(daysBefore), null]
const needs = (host: WorkHost, remedy: RemedyId) =>
  host.faults.some((fault) => fault.remedy === remedy)

onEachDatabase((fresh) => {
  test('the machines of a remedy are the list of hosts that it opens', async () => {
    const store = await (await fresh()).open()
    const { finance, sample } = await seedProvince(store)
    const readWork = createWorkReader(store)
    for (const asOfMs of moments) {
      for (const filters of [{}, { agency: finance }, { agency: sample }]) {
        const view = { scope: 'all', asOfMs } as const
        const hosts = await readWork(view, chosenAgency(filters.agency))
        const counts = remedyIds.map((remedy) => hosts.filter((one) => needs(one, remedy)).length)
        const totals = await Promise.all(
          remedyIds.map(
            async (remedy) => (await list(store, asOfMs, { ...filters, remedy })).total,
          ),
        )
        expect({ asOfMs, filters, totals }).toEqual({ asOfMs, filters, totals: counts })
      }
    }
    const now = await readWork({ scope: 'all', asOfMs: null }, 'counted')
    const found = remedyIds.filter((remedy) => now.some((host) => needs(host, remedy)))
    expect(found).toEqual(expect.arrayContaining(['reconnect', 'install-updates']))
  })

  test('every verdict that is not met stands under exactly one remedy', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store)
    const hosts = await createWorkReader(store)({ scope: 'all', asOfMs: null }, 'every')
    for (const { states, isSilent, faults } of hosts) {
      const open = countedStates(states, isSilent).flatMap(([control, state]) =>
        state === 'unmet' || state === 'unknown' ? [`${control} ${state}`] : [],
      )
      const told = faults.flatMap(({ controls }) =>
        controls.map(({ control, state }) => `${control} ${state}`),
      )
      expect(told.toSorted()).toEqual(open.toSorted())
    }
    expect(hosts.length).toBeGreaterThan(20)
  })

  test('what was read before and what is read anew say the same', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store)
    const kept = createWorkReader(store)
    await kept({ scope: 'all', asOfMs: null }, 'counted')
    const again = await kept({ scope: 'all', asOfMs: null }, 'counted')
    expect(again).toEqual(await createWorkReader(store)({ scope: 'all', asOfMs: null }, 'counted'))
  })

  test('a remedy gains exactly what the number gains when its machines are met', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store, 60)
    const hosts = await createWorkReader(store)({ scope: 'all', asOfMs: null }, 'counted')
    let compared = 0
    for (const plan of plans) {
      const moment = { cutOffMs: seededNowMs, knownMs: seededNowMs }
      const agencies = await readState(store, { planId: plan.id, moment })
      const measured = {
        indicators: plan.indicators,
        results: measureWholePlan(plan, measureInputOf(agencies, seededNowMs)),
        agencies,
      }
      const gains = gainsOf(measured, hosts)
      for (const [remedy, own] of gains) {
        for (const gain of own) {
          for (const which of ['surely', 'perhaps'] as const) {
            const { control } = gain.indicator
            if (control === null) continue
            const put = settled(hosts, { remedy: remedy as RemedyId, control, which })
            const [before, after] = [agencies, putRight(agencies, put, control)].map((states) => {
              const input = measureInputOf(states, seededNowMs)
              const results = measureWholePlan(plan, input)
              return results.find(({ indicatorId }) => indicatorId === gain.indicator.id)?.worst
            })
            const sign = gain.kind === 'count' ? -1 : 1
            expect([remedy, gain.indicator.id, after?.denominator]).toEqual([
              remedy,
              gain.indicator.id,
              gain.denominator,
            ])
            const moved = (before?.numerator ?? 0) + sign * gain[which]
            expect(after?.numerator ?? 0).toBe(moved)
            compared += gain[which]
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(20)
  })
})

const list = async (
  store: Store,
  asOfMs: EpochMs | null,
  filters: Partial<HostQuery>,
): ReturnType<typeof listHosts> => {
  const view = { scope: 'all', asOfMs } as const
  const query = hostQuery.parse({ ...filters, pageSize: 1 })
  return listHosts(store, {
    ...view,
    query: await withRemedy(createWorkReader(store), view, query),
  })
}

type Settled = {
  readonly remedy: RemedyId
  readonly control: ControlId
  readonly which: 'surely' | 'perhaps'
}

/** The machines whose verdict the remedy settles, from the verdicts themselves. */
function settled(hosts: readonly WorkHost[], { remedy, control, which }: Settled): Set<string> {
  const wanted = which === 'surely' ? 'unmet' : 'unknown'
  const behind: readonly ControlId[] =
    control === 'protected'
      ? ['antivirus-running', 'antivirus-current', 'protected']
      : control === 'patched'
        ? ['os-supported', 'patched']
        : [control]
  const isSettled = ({ states, isSilent, faults }: WorkHost) => {
    const counted = new Map(countedStates(states, isSilent))
    if (counted.get(control) !== wanted) return false
    const others = faults.filter((fault) => fault.remedy !== remedy)
    return !others.some((fault) => fault.controls.some((one) => behind.includes(one.control)))
  }
  return new Set(hosts.filter(isSettled).map(({ id }) => id))
}

/** The same machines with one verdict met, and reporting. */
function putRight(
  agencies: readonly AgencyState[],
  hostIds: ReadonlySet<string>,
  control: ControlId,
): AgencyState[] {
  return agencies.map((agency) => {
    const at = agency.part.controls.indexOf(control)
    const hosts = agency.part.hosts.map((host) =>
      hostIds.has(host.id)
        ? {
            ...host,
            isSilent: false,
            states: `${lettersOf(host, agency.part.controls).slice(0, at)}m${lettersOf(host, agency.part.controls).slice(at + 1)}`,
          }
        : host,
    )
    return { ...agency, part: { ...agency.part, hosts } }
  })
}

/** Silence taken off leaves unknown what it had made so: one verdict alone is to change. */
function lettersOf(
  { states, isSilent }: AgencyState['part']['hosts'][number],
  controls: readonly ControlId[],
): string {
  if (!isSilent) return states
  return controls.map((control) => (control === 'reporting' ? 'u' : '?')).join('')
}
