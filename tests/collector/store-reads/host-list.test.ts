import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { hostQuery, hostSorts, type HostQuery } from '#protocol/routes.ts'
import { listHosts, type ListedHost } from '#store/hosts.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { daysBefore, seedProvince } from '#tests/support/seed.ts'

onEachDatabase((fresh) => {
  test('the worst come first: by unmet controls, then by unknown ones, then by name', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store)
    for (const asOfMs of [null, daysBefore(5)]) {
      const { hosts } = await list(store, { pageSize: 200 }, asOfMs)
      expect(namesOf(hosts)).toEqual(namesOf(hosts.toSorted(byTrouble)))
      expect(troubleOf(hosts[0])).toBeGreaterThan(troubleOf(hosts.at(-1)))
    }
  })

  test('the pages are the whole list, each host once, however it is sorted', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store)
    for (const sort of hostSorts) {
      const whole = await list(store, { sort, pageSize: 200 })
      const pages = await Promise.all(
        [1, 2, 3, 4, 5].map((page) => list(store, { sort, page, pageSize: 7 })),
      )
      const ids = pages.flatMap(({ hosts }) => hosts.map(({ id }) => id))
      expect([sort, ids]).toEqual([sort, whole.hosts.map(({ id }) => id)])
      expect(new Set(pages.map(({ total }) => total))).toEqual(new Set([whole.hosts.length]))
      expect(await list(store, { sort, page: 999 })).toEqual({ total: whole.total, hosts: [] })
    }
  })

  test('by last report, those come first that never reported, then the longest unheard', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store)
    const { hosts } = await list(store, { sort: 'last-received', pageSize: 200 })
    const times = hosts.map(({ lastReceivedMs }) => lastReceivedMs ?? 0)
    expect(times).toEqual(times.toSorted((left, right) => left - right))
    expect(new Set(times)).toEqual(new Set([0, daysBefore(20), daysBefore(11), daysBefore(3)]))
  })

  test('search finds host name, address and agency whatever the case and the marks', async () => {
    const store = await (await fresh()).open()
    const { health, finance } = await seedProvince(store)
    const found = async (q: string) => (await list(store, { q, pageSize: 200 })).hosts
    const byAgency = await list(store, { agency: health, pageSize: 200 })
    expect(await found('so Y TE')).toEqual(byAgency.hosts)
    expect(await found('Sở Y tế')).toEqual(byAgency.hosts)
    const [host] = (await list(store, { agency: finance })).hosts
    expect(await found(host?.hostname.toLowerCase() ?? '')).toEqual([host])
    expect((await found(host?.address ?? '')).map(({ id }) => id)).toContain(host?.id)
  })

  test('search takes the characters of patterns and of SQL for themselves', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store, 6)
    for (const q of ['%', '_', '\\', "'", '%%%', 'a_b', "'; drop table host; --"]) {
      await store.db
        .updateTable('host')
        .set({ search_folded: `may ${q} cuoi` })
        .where('hostname', '=', 'PC-SAO-CHEP')
        .where('clone_of', 'is', null)
        .execute()
      const { hosts } = await list(store, { q })
      expect([q, hosts.map(({ hostname }) => hostname)]).toEqual([q, ['PC-SAO-CHEP']])
    }
  })

  test('filters compose', async () => {
    const store = await (await fresh()).open()
    const { finance } = await seedProvince(store)
    const filters = {
      agency: finance,
      class: 'workstation',
      silent: 'no',
      neverReported: 'no',
      control: 'patched',
      state: 'unmet',
      q: 'pc-',
    } as const
    const all = await list(store, { pageSize: 200 })
    const expected = all.hosts.filter(
      (host) =>
        host.agency.id === finance &&
        host.class === 'workstation' &&
        !host.isSilent &&
        host.lastReceivedMs !== null &&
        host.states.patched === 'unmet',
    )
    const { hosts, total } = await list(store, { ...filters, pageSize: 200 })
    expect([total, namesOf(hosts)]).toEqual([expected.length, namesOf(expected)])
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThan(all.total)
  })

  test('a past moment knows neither later hosts nor later agencies, reports and silences', async () => {
    const store = await (await fresh()).open()
    const { hosts: seeded, sharing } = await seedProvince(store)
    const [moved] = seeded
    await store.db
      .updateTable('host_agency')
      .set({ until_ms: daysBefore(8) })
      .where('host_id', '=', moved?.id ?? '')
      .execute()
    expect(await list(store, {}, daysBefore(41))).toEqual({ total: 0, hosts: [] })
    const atFirst = await list(store, { pageSize: 200 }, daysBefore(30))
    expect(atFirst.hosts.filter(({ lastReceivedMs }) => lastReceivedMs !== null)).toEqual([])
    expect((await list(store, { silent: 'yes' }, daysBefore(15))).total).toBe(0)
    expect((await list(store, { silent: 'yes' }, daysBefore(9))).total).toBeGreaterThan(0)
    const idsAt = async (days: number) =>
      (await list(store, { pageSize: 200 }, daysBefore(days))).hosts.map(({ id }) => id)
    expect([
      (await idsAt(9)).includes(moved?.id ?? ''),
      (await idsAt(7)).includes(moved?.id ?? ''),
    ]).toEqual([true, false])
    const shared = await list(store, { sharingKey: 'yes' }, daysBefore(30))
    expect(shared.hosts.map(({ id }) => id).sort()).toEqual([...sharing].sort())
  })
})

const list = (store: Store, filters: Partial<HostQuery>, asOfMs: number | null = null) =>
  listHosts(store, { scope: 'all', asOfMs, query: hostQuery.parse(filters) })

const namesOf = (hosts: readonly ListedHost[]) =>
  hosts.map(({ hostname, id }) => `${hostname} ${id}`)

function troubleOf(host: ListedHost | undefined): number {
  const states = Object.values(host?.states ?? {})
  const count = (wanted: string) => states.filter((state) => state === wanted).length
  return count('unmet') * 100 + count('unknown')
}

function byTrouble(left: ListedHost, right: ListedHost): number {
  return troubleOf(right) - troubleOf(left) || (keyOf(left) < keyOf(right) ? -1 : 1)
}

const keyOf = ({ hostname, address, id }: ListedHost) =>
  `${hostname.toLowerCase()} ${address ?? ''} ${id}`
