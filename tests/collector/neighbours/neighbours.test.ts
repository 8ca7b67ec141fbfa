import { expect, test } from 'vitest'
import { retention } from '#collector/jobs/retention.ts'
import { standingNeighbours } from '#domain/neighbours.ts'
import { ignoreNeighbour } from '#store/neighbours/ignore-neighbour.ts'
import { readKnownMacs } from '#store/neighbours/known-macs.ts'
import { agenciesThatLooked, readNeighbours } from '#store/neighbours/list-neighbours.ts'
import { refreshNeighbours } from '#store/neighbours/refresh-neighbours.ts'
import { refreshHostSigns } from '#store/register/host-signs.ts'
import type { Store } from '#collector/deps.ts'
import { jobsAt } from '#tests/collector/jobs/running-jobs.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { daysBefore, seededNowMs, seedProvince, type SeededProvince } from '#tests/support/seed.ts'
import {
  declareLan,
  seenDevices,
  tellNeighbours,
  vendorOf,
} from '#tests/support/seen-neighbours.ts'

const by = { actor: 'user lan', author: 'lan', address: null, nowMs: seededNowMs }

const hostsOf = ({ hosts }: SeededProvince, agencyId: string) =>
  hosts.filter((one) => one.agencyId === agencyId && one.fate === 'steady').map(({ id }) => id)

const macsOf = async ({ reader }: Store) =>
  (await readNeighbours(reader, 'all')).map(({ mac }) => mac).sort()

onEachDatabase((fresh) => {
  test('what machines of an agency saw is one row a device, by how many and from when to when', async () => {
    const store = await (await fresh()).open()
    const province = await seedProvince(store, 24)
    await declareLan(store, province.health)
    const [first = '', second = ''] = hostsOf(province, province.health)
    const [camera] = seenDevices
    await tellNeighbours(store, {
      host: first,
      seen: seenDevices,
      atMs: daysBefore(9),
      sequence: 20,
    })
    const moved = camera ? [{ ...camera, address: '192.168.1.99' }] : []
    await tellNeighbours(store, { host: second, seen: moved, atMs: daysBefore(2), sequence: 20 })

    const [found] = (await readNeighbours(store.reader, 'all')).filter(
      ({ mac }) => mac === camera?.mac,
    )
    expect(found).toEqual({
      agencyId: province.health,
      mac: '44:47:cc:0a:0b:0c',
      address: '192.168.1.99',
      isGateway: false,
      vendor: 'Hangzhou Hikvision Digital Technology Co.,Ltd.',
      firstMs: daysBefore(9),
      lastMs: daysBefore(2),
      seenBy: 2,
      revision: 0,
      ignored: null,
    })
    expect(await macsOf(store)).toHaveLength(3)
    expect([...(await agenciesThatLooked(store.reader, 'all'))]).toEqual([province.health])
    const again = await refreshNeighbours(store, {
      nowMs: seededNowMs,
      vendors: () => Promise.reject(new Error('nobody is new')),
    })
    expect(again).toBe(0)
  })

  test('outside of the networks that the register declares nothing is taken over', async () => {
    const store = await (await fresh()).open()
    const province = await seedProvince(store, 24)
    const [host = ''] = hostsOf(province, province.health)
    const told = { host, seen: seenDevices, atMs: daysBefore(3), sequence: 20 }
    await tellNeighbours(store, told)
    expect(await macsOf(store)).toEqual([])
    await declareLan(store, province.finance)
    await declareLan(store, province.health, ['10.1.0.0/16'])
    await refreshNeighbours(store, { nowMs: seededNowMs, vendors: async () => vendorOf })
    expect(await macsOf(store)).toEqual([])
    await declareLan(store, province.health, ['192.168.1.16/28'])
    await refreshNeighbours(store, { nowMs: seededNowMs, vendors: async () => vendorOf })
    expect(await macsOf(store)).toEqual(['44:47:cc:0a:0b:0c', 'b4:2e:99:00:00:09'])
  })

  test('an agency sees its own network and nothing else', async () => {
    const store = await (await fresh()).open()
    const province = await seedProvince(store, 24)
    await declareLan(store, province.health)
    const [host = ''] = hostsOf(province, province.health)
    await tellNeighbours(store, { host, seen: seenDevices, atMs: daysBefore(3), sequence: 20 })
    const others = { agencyIds: [province.finance] }
    expect(await readNeighbours(store.reader, others)).toEqual([])
    expect((await agenciesThatLooked(store.reader, others)).size).toBe(0)
    const camera = { agencyId: province.health, mac: '44:47:cc:0a:0b:0c', expectedRevision: 0 }
    const asOther = ignoreNeighbour(store, { ...camera, scope: others, reason: 'của tôi' }, by)
    await expect(asOther).rejects.toMatchObject({ code: 'NEIGHBOUR_NOT_FOUND' })
  })

  test('a device is set aside with a reason, that is taken back, and both stand in the audit', async () => {
    const store = await (await fresh()).open()
    const province = await seedProvince(store, 24)
    await declareLan(store, province.health)
    const [host = ''] = hostsOf(province, province.health)
    await tellNeighbours(store, { host, seen: seenDevices, atMs: daysBefore(3), sequence: 20 })
    const camera = { scope: 'all', agencyId: province.health, mac: '44:47:cc:0a:0b:0c' } as const
    const reason = 'thiết bị của nhà mạng'
    const { revision } = await ignoreNeighbour(
      store,
      { ...camera, reason, expectedRevision: 0 },
      by,
    )
    const standing = async () => {
      const known = await readKnownMacs(store.reader, { scope: 'all', nowMs: seededNowMs })
      const all = standingNeighbours(await readNeighbours(store.reader, 'all'), known)
      return all.find(({ mac }) => mac === camera.mac)
    }
    expect(await standing()).toMatchObject({
      standing: 'ignored',
      ignored: { reason, by: 'lan', atMs: seededNowMs },
      revision,
    })
    const late = ignoreNeighbour(store, { ...camera, reason: 'khác', expectedRevision: 0 }, by)
    await expect(late).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' })
    await ignoreNeighbour(store, { ...camera, reason: null, expectedRevision: revision }, by)
    expect(await standing()).toMatchObject({ standing: 'new', ignored: null, kind: 'camera' })
    const audit = await store.db.selectFrom('audit').select(['action', 'subject']).execute()
    expect(audit.filter(({ subject }) => subject === camera.mac)).toEqual([
      { action: 'ignore-neighbour', subject: camera.mac },
      { action: 'restore-neighbour', subject: camera.mac },
    ])
  })

  test('a card of an enrolled host is told from the rest', async () => {
    const store = await (await fresh()).open()
    const province = await seedProvince(store, 24)
    await refreshHostSigns(store, seededNowMs)
    await declareLan(store, province.health)
    const [host = '', other = ''] = hostsOf(province, province.health)
    const signs = await store.db.selectFrom('host_signs').selectAll().execute()
    const mac = '00:1b:a9:00:00:07'
    await store.db
      .updateTable('host_signs')
      .set({ macs: JSON.stringify([mac]) })
      .where('host_id', '=', other)
      .execute()
    expect(signs.length).toBeGreaterThan(0)
    const seen = [{ mac, address: '192.168.1.50', isGateway: false }]
    await tellNeighbours(store, { host, seen, atMs: daysBefore(3), sequence: 20 })
    const known = await readKnownMacs(store.reader, { scope: 'all', nowMs: seededNowMs })
    expect(standingNeighbours(await readNeighbours(store.reader, 'all'), known)).toMatchObject([
      { mac, standing: 'enrolled', hostId: other, kind: 'computer', isKindSure: true },
    ])
  })

  test('after thirty days nothing is left, the facts that told it included', async () => {
    const store = await (await fresh()).open()
    const province = await seedProvince(store, 24)
    await declareLan(store, province.health)
    const [host = ''] = hostsOf(province, province.health)
    const told = { host, seen: seenDevices, sequence: 20 }
    await tellNeighbours(store, { ...told, atMs: daysBefore(3) })
    await tellNeighbours(store, { ...told, seen: [], atMs: daysBefore(2), sequence: 21 })
    await retention(jobsAt(store, seededNowMs)).run(seededNowMs)
    expect(await macsOf(store)).toHaveLength(3)
    const later = daysBefore(-31)
    await retention(jobsAt(store, later)).run(later)
    expect(await macsOf(store)).toEqual([])
    const left = await store.db
      .selectFrom('fact')
      .select('body')
      .where('probe', '=', 'neighbours')
      .where('host_id', '=', host)
      .execute()
    expect(left.map(({ body }) => body.includes('44:47:cc'))).toEqual([false])
  })
})
