import { expect, test } from 'vitest'
import type { OrganisationChange } from '#protocol/organisation-changes.ts'
import { hostQuery, type HostQuery } from '#protocol/routes.ts'
import { listHosts } from '#store/hosts.ts'
import { listOrganisations } from '#store/organisations/list.ts'
import { agencyIdsUnder } from '#store/organisations/read.ts'
import { recount } from '#store/recount.ts'
import { countByControl, countPopulation } from '#store/scorecard.ts'
import type { Store } from '#collector/deps.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { daysBefore, seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { changing, dayMs, stateOf, today } from './changing.ts'

/** The day on which the agencies of the seeded province merge: hosts had been enrolled for a month. */
const mergeDay = '2026-11-08'

onEachDatabase((fresh) => {
  test('hosts of an agency that merges count for itself before the day and for the successor from it on', async () => {
    const store = await (await fresh()).open()
    const { health, finance, hosts } = await seedProvince(store)
    const own = hosts.filter(({ agencyId }) => agencyId === finance).length
    const all = (await total(store, {}, null)) - 0
    const before = await total(store, { agency: health }, null)
    const effect = await changing(store).merge(finance, health, mergeDay)
    expect(effect.moves).toEqual([
      {
        from: { id: finance, name: 'Sở Tài chính' },
        to: { id: health, name: 'Sở Y tế' },
        hosts: own,
      },
    ])
    expect(await total(store, { agency: finance }, dayMs(mergeDay) - 1)).toBe(own)
    expect(await total(store, { agency: health }, dayMs(mergeDay) - 1)).toBe(before)
    expect(await total(store, { agency: finance }, dayMs(mergeDay))).toBe(0)
    expect(await total(store, { agency: health }, dayMs(mergeDay))).toBe(before + own)
    expect(await total(store, { agency: health }, null)).toBe(before + own)
    expect(await total(store, {}, null)).toBe(all)
  })

  test('counts stay equal to lists through mergers, splits and their undoing', async () => {
    const store = await (await fresh()).open()
    const { health, finance, hosts } = await seedProvince(store)
    const { merge, change, undo, create } = changing(store)
    const equal = async () => {
      expect(await recount(store.db)).toEqual([])
      const counted = await countByControl(store, { scope: 'all', asOfMs: null, agency: health })
      const { unmet } = counted['patched']
      const list = { agency: health, control: 'patched', state: 'unmet' } as const
      expect(await total(store, list, null)).toBe(unmet)
    }
    const merged = await merge(finance, health, mergeDay)
    await equal()
    const third = await create('Trung tâm mới', { fromDay: '2026-01-01' })
    const chosen = hosts.filter(({ agencyId }) => agencyId === health).slice(0, 4)
    const splitting = await change({
      kind: 'split',
      fromAgencyId: health,
      parts: [{ toAgencyId: third, hostIds: chosen.map(({ id }) => id) }],
      restToAgencyId: null,
      onDay: '2026-11-10',
      source: null,
    })
    await equal()
    expect(await total(store, { agency: third }, null)).toBe(4)
    await expect(undo(merged.changeId)).rejects.toThrow('ORGANISATION_NOTHING_TO_UNDO')
    await undo(splitting.changeId)
    await equal()
    expect(await total(store, { agency: third }, null)).toBe(0)
  })

  test('a preview says what a change would do and leaves everything as it was', async () => {
    const store = await (await fresh()).open()
    const { health, finance } = await seedProvince(store)
    const { preview, change } = changing(store)
    const merge: OrganisationChange = {
      kind: 'merge',
      fromAgencyIds: [finance],
      toAgencyId: health,
      as: 'merged',
      onDay: mergeDay,
      source: null,
    }
    const before = await stateOf(store)
    const previewed = await preview(merge)
    expect(await stateOf(store)).toEqual(before)
    expect(previewed.changeId).toBeNull()
    const done = await change(merge)
    expect({ ...done, changeId: null }).toEqual(previewed)
    expect(done.tokens).toBe(1)
  })

  test('undoing a merger brings hosts, tokens, names and the tree back; what was known meanwhile stays', async () => {
    const store = await (await fresh()).open()
    const { health, finance } = await seedProvince(store)
    const { merge, undo, names, nowMs } = changing(store)
    const before = await stateOf(store)
    const tree = await names(today)
    const { changeId } = await merge(finance, health, mergeDay)
    const meanwhileMs = nowMs()
    expect(await names(today)).toEqual(['Đơn vị mẫu', 'Sở Y tế'])
    const findable = await total(store, { q: 'so tai chinh' }, null)
    expect(findable).toBe(0)
    await undo(changeId)
    expect(await stateOf(store)).toEqual(before)
    expect(await names(today)).toEqual(tree)
    expect(await names(today, meanwhileMs)).toEqual(['Đơn vị mẫu', 'Sở Y tế'])
    expect(await recount(store.db)).toEqual([])
    await expect(undo(changeId)).rejects.toThrow('ORGANISATION_NOTHING_TO_UNDO')
  })

  test('changes are undone one after the other, from the newest to the oldest', async () => {
    const store = await (await fresh()).open()
    const { create, rename, undo, names, change } = changing(store)
    const parent = await create('UBND tỉnh')
    const id = await create('Sở A', { parentId: parent })
    const first = await rename(id, 'Sở B', '2024-01-01')
    const second = await change({
      kind: 'move',
      agencyId: id,
      parentId: null,
      onDay: '2025-01-01',
      source: null,
    })
    expect(await names('2025-01-01')).toEqual(['Sở B', 'UBND tỉnh'])
    await undo(second.changeId)
    expect(await names('2025-01-01')).toEqual(['UBND tỉnh', '  Sở B'])
    await undo(first.changeId)
    expect(await names('2025-01-01')).toEqual(['UBND tỉnh', '  Sở A'])
    await undo((first.changeId ?? 0) - 1)
    expect(await names('2025-01-01')).toEqual(['UBND tỉnh'])
    const agencies = await store.db.selectFrom('agency').select('name').execute()
    expect(agencies).toEqual([{ name: 'UBND tỉnh' }])
  })

  test('an agency with hosts cannot simply end', async () => {
    const store = await (await fresh()).open()
    const { finance } = await seedProvince(store)
    const { change } = changing(store)
    await expect(
      change({ kind: 'end', agencyId: finance, lastDay: '2026-11-01', source: null }),
    ).rejects.toThrow('ORGANISATION_HAS_HOSTS')
  })

  test('what stood under a merged organisation stands under its successor; the rest of a split follows', async () => {
    const store = await (await fresh()).open()
    const { create, merge, change, names } = changing(store)
    const district = await create('Huyện A')
    await create('Xã A1', { parentId: district })
    const commune = await create('Xã A2', { parentId: district })
    const effect = await merge(district, commune, '2025-07-01')
    expect(effect.parts.map(({ name }) => name).toSorted()).toEqual(['Xã A1', 'Xã A2'])
    expect(await names('2025-06-30')).toEqual(['Huyện A', '  Xã A1', '  Xã A2'])
    expect(await names('2025-07-01')).toEqual(['Xã A2', '  Xã A1'])
    const rest = await create('Phường B')
    const into = await create('Phường C')
    await change({
      kind: 'split',
      fromAgencyId: commune,
      parts: [{ toAgencyId: into, hostIds: [] }],
      restToAgencyId: rest,
      onDay: '2026-01-01',
      source: null,
    })
    expect(await names('2026-01-01')).toEqual(['Phường B', '  Xã A1', 'Phường C'])
  })

  test('each number of hosts in the tree is the total of the list that it opens', async () => {
    const store = await (await fresh()).open()
    const { health, finance } = await seedProvince(store)
    const { change, merge } = changing(store)
    const move = { kind: 'move', agencyId: finance, parentId: health } as const
    await change({ ...move, onDay: '2026-11-01', source: null })
    await merge(finance, health, mergeDay)
    for (const asOfMs of [null, daysBefore(1), dayMs(mergeDay) - 1, dayMs('2026-10-31')]) {
      const look = { asOfMs, nowMs: seededNowMs, knownAtMs: null, q: undefined }
      const { organisations } = await listOrganisations(store, { ...look, isStandingOnly: false })
      for (const { id, name, hosts, hostsBelow, isSample } of organisations) {
        expect([name, hosts]).toEqual([name, await total(store, { agency: id }, asOfMs)])
        if (isSample) continue
        const day = new Date((asOfMs ?? seededNowMs) + 7 * 3_600_000).toISOString().slice(0, 10)
        const agencyIds = await agencyIdsUnder(store.db, { agencyId: id, day })
        const { enrolled } = await countPopulation(store, { scope: { agencyIds }, asOfMs })
        expect([name, hostsBelow]).toEqual([name, enrolled])
      }
    }
  })

  test('a change is written down with what it replaced and what it moved', async () => {
    const store = await (await fresh()).open()
    const { health, finance } = await seedProvince(store)
    await changing(store).merge(finance, health, mergeDay)
    const line = await store.db
      .selectFrom('audit')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect([line.actor, line.action, line.subject]).toEqual([
      'user admin',
      'merge-organisation',
      finance,
    ])
    const before = JSON.parse(line.before ?? '')
    const after = JSON.parse(line.after ?? '')
    expect(before.agency_version).toMatchObject([{ agency_id: finance, until_day: null }])
    expect(after.agency_version).toMatchObject([{ agency_id: finance, until_day: '2026-11-07' }])
    expect(after.moves).toMatchObject([{ hosts: expect.any(Number) }])
  })
})

type Filters = Partial<HostQuery>

async function total(store: Store, filters: Filters, asOfMs: number | null): Promise<number> {
  const query = hostQuery.parse({ ...filters, pageSize: 1 })
  return (await listHosts(store, { scope: 'all', asOfMs, query })).total
}
