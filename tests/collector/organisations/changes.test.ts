import { expect, test } from 'vitest'
import { createAgency } from '#store/agencies.ts'
import { organisationsDuring, planScopeAsOf } from '#store/organisations/read.ts'
import { listOrganisations } from '#store/organisations/list.ts'
import { listRoles, readOrganisation } from '#store/organisations/one.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs } from '#tests/support/seed.ts'
import { changing } from './changing.ts'
import { aVersion } from './lives.ts'

onEachDatabase((fresh) => {
  test('the tree of a day is what stood on it, in an order that names decide', async () => {
    const store = await (await fresh()).open()
    const { create, names } = changing(store)
    const province = await create('UBND tỉnh')
    await create('Sở Y tế', { parentId: province })
    await create('Ban Quản lý', { parentId: province, fromDay: '2025-03-01' })
    await create('Đảng ủy', { fromDay: '2021-01-01', untilDay: '2024-12-31' })
    expect(await names('2020-01-01')).toEqual(['UBND tỉnh', '  Sở Y tế'])
    expect(await names('2024-12-31')).toEqual(['Đảng ủy', 'UBND tỉnh', '  Sở Y tế'])
    expect(await names('2025-03-01')).toEqual(['UBND tỉnh', '  Ban Quản lý', '  Sở Y tế'])
  })

  test('a renamed agency keeps its old name before the day, and late knowledge is told from early', async () => {
    const store = await (await fresh()).open()
    const { create, rename, names, nowMs } = changing(store)
    const id = await create('Sở Thông tin và Truyền thông')
    const knownMs = nowMs()
    await rename(id, 'Sở Khoa học và Công nghệ', '2025-03-01')
    expect(await names('2025-02-28')).toEqual(['Sở Thông tin và Truyền thông'])
    expect(await names('2025-03-01')).toEqual(['Sở Khoa học và Công nghệ'])
    expect(await names('2025-03-01', knownMs)).toEqual(['Sở Thông tin và Truyền thông'])
    expect(await names('2025-03-01', knownMs - 1_000)).toEqual([])
    const agencies = await store.db.selectFrom('agency').select(['name', 'name_folded']).execute()
    expect(agencies).toEqual([
      { name: 'Sở Khoa học và Công nghệ', name_folded: 'so khoa hoc va cong nghe' },
    ])
  })

  test('a correction is a new row: what was wrong stays to be read, with who wrote it', async () => {
    const store = await (await fresh()).open()
    const { create, change } = changing(store)
    const agencyId = await create('Sở Y tê')
    const [wrong] = (await readOrganisation(store, look(agencyId))).versions
    const { untilDay: _untilDay, ...version } = aVersion({ name: 'Sở Y tế', fromDay: '2019-01-01' })
    await change({ kind: 'correct', agencyId, versionId: wrong?.versionId ?? 0, version })
    const { versions } = await readOrganisation(store, look(agencyId))
    expect(
      versions.map(({ name, fromDay, supersededMs, actor }) => [
        name,
        fromDay,
        supersededMs === null,
        actor,
      ]),
    ).toEqual([
      ['Sở Y tê', '2020-01-01', false, 'user admin'],
      ['Sở Y tế', '2019-01-01', true, 'user admin'],
    ])
    await expect(
      change({ kind: 'correct', agencyId, versionId: wrong?.versionId ?? 0, version }),
    ).rejects.toThrow('ORGANISATION_VERSION_NOT_FOUND')
  })

  test('what makes no sense is refused with words, and changes nothing', async () => {
    const store = await (await fresh()).open()
    const { create, change, merge, rename } = changing(store)
    const root = await create('UBND tỉnh', { code: 'H48' })
    const part = await create('Sở Y tế', { parentId: root })
    const leaf = await create('Bệnh viện', { parentId: part })
    const before = await rowsOf()
    const move = (agencyId: string, parentId: string, onDay = '2025-01-01') =>
      change({ kind: 'move', agencyId, parentId, onDay, source: null })
    const end = (agencyId: string, lastDay: string) =>
      change({ kind: 'end', agencyId, lastDay, source: null })
    const refused = [
      [() => move(root, leaf), 'ORGANISATION_CYCLE'],
      [() => move(root, root), 'ORGANISATION_CYCLE'],
      [() => move(leaf, 'nobody'), 'AGENCY_NOT_FOUND'],
      [() => move(leaf, root, '2019-01-01'), 'ORGANISATION_NOT_STANDING'],
      [() => rename(leaf, 'Bệnh viện tỉnh', '2027-01-01'), 'ORGANISATION_DAY_INVALID'],
      [() => rename(leaf, 'Bệnh viện tỉnh', '1900-01-01'), 'ORGANISATION_DAY_INVALID'],
      [() => end(part, '2025-01-01'), 'ORGANISATION_HAS_PARTS'],
      [() => merge(part, part, '2025-01-01'), 'ORGANISATION_SAME'],
      [() => merge(leaf, part, '2027-01-01'), 'ORGANISATION_DAY_INVALID'],
      [() => create('Sở Mới', { parentId: part, fromDay: '2019-01-01' }), 'PARENT_NOT_STANDING'],
      [() => create('sở y te', { parentId: root }), 'AGENCY_NAME_TAKEN'],
      [() => create('Sở Khác', { code: 'h48' }), 'ORGANISATION_CODE_TAKEN'],
      [() => create('Ngược', { fromDay: '2025-01-02', untilDay: '2025-01-01' }), 'DAYS_REVERSED'],
    ] as const
    for (const [attempt, code] of refused) await expect(attempt()).rejects.toThrow(code)
    expect(await rowsOf()).toEqual(before)

    async function rowsOf() {
      const versions = await store.db.selectFrom('agency_version').selectAll().execute()
      const audits = await store.db.selectFrom('audit').select('id').execute()
      return { versions, audits: audits.length }
    }
  })

  test('a name and a code that somebody left may be used again', async () => {
    const store = await (await fresh()).open()
    const { create, change, names } = changing(store)
    const old = await create('Xã Trà Bồng', { code: 'X1' })
    await change({ kind: 'end', agencyId: old, lastDay: '2025-06-30', source: null })
    await create('Xã Trà Bồng', { code: 'X1', fromDay: '2025-07-01' })
    expect(await names('2025-06-30')).toEqual(['Xã Trà Bồng'])
    expect(await names('2025-07-01')).toEqual(['Xã Trà Bồng'])
  })

  test('two bodies under different roofs may have one name', async () => {
    const store = await (await fresh()).open()
    const { create, names } = changing(store)
    const first = await create('Xã A')
    const second = await create('Xã B')
    await create('Văn phòng', { parentId: first })
    await create('Văn phòng', { parentId: second })
    expect(await names('2025-01-01')).toEqual(['Xã A', '  Văn phòng', 'Xã B', '  Văn phòng'])
  })

  test('an agency made elsewhere stands in the tree from that day', async () => {
    const store = await (await fresh()).open()
    const { names } = changing(store)
    const by = { actor: 'command', address: null, nowMs: seededNowMs, newId: () => 'made' }
    await createAgency(store.db, { name: 'Sở Y tế', kind: 'agency', isSample: false }, by)
    expect(await names('2026-11-17')).toEqual([])
    expect(await names('2026-11-18')).toEqual(['Sở Y tế'])
  })

  test('a body outside a plan is out of it on its days alone, by name and reason', async () => {
    const store = await (await fresh()).open()
    const { create, change } = changing(store)
    const police = await create('Công an tỉnh')
    const part = await create('Phòng PA05', { parentId: police })
    const exclusion = {
      planId: 'qn-2458-2017',
      agencyId: police,
      reason: 'thuộc lĩnh vực quản lý của Bộ Công an',
      fromDay: '2024-01-01',
      untilDay: null,
    }
    await change({ kind: 'exclude', exclusion })
    const outside = async (day: string) =>
      [...(await planScopeAsOf(store.db, { day, planId: exclusion.planId }))].map(([id, one]) => [
        id,
        one.reason,
        one.actor,
      ])
    expect(await outside('2023-12-31')).toEqual([])
    expect(await outside('2024-01-01')).toEqual([
      [police, exclusion.reason, 'user admin'],
      [part, exclusion.reason, 'user admin'],
    ])
    const [held] = (await readOrganisation(store, look(police))).exclusions
    const exclusionId = held?.exclusionId ?? 0
    await change({ kind: 'end-exclusion', exclusionId, lastDay: '2024-06-30' })
    expect(await outside('2024-07-01')).toEqual([])
    const { organisations } = await listOrganisations(store, {
      asOfMs: Date.parse('2024-03-01T03:00:00Z'),
      nowMs: seededNowMs,
      knownAtMs: null,
      q: 'pa05',
      isStandingOnly: true,
    })
    expect(organisations.map(({ id, isMatch, exclusions }) => [id, isMatch, exclusions])).toEqual([
      [police, false, [{ planId: exclusion.planId, reason: exclusion.reason, isInherited: false }]],
      [part, true, [{ planId: exclusion.planId, reason: exclusion.reason, isInherited: true }]],
    ])
  })

  test('who holds a role changes on a day, and the old holder keeps its days', async () => {
    const store = await (await fresh()).open()
    const { change } = changing(store)
    const assign = (organisationName: string, fromDay: string) =>
      change({
        kind: 'assign-role',
        assignment: {
          role: 'specialised-unit',
          agencyId: null,
          organisationName,
          forAgencyId: null,
          fromDay,
          untilDay: null,
          source: null,
          functions: null,
          representative: null,
          address: null,
          contact: null,
        },
      })
    await assign('Sở TT&TT', '2017-12-18')
    await assign('Công an tỉnh', '2025-03-01')
    const roles = await listRoles(store.db, null)
    expect(roles.map((one) => [one.organisationName, one.fromDay, one.untilDay])).toEqual([
      ['Công an tỉnh', '2025-03-01', null],
      ['Sở TT&TT', '2017-12-18', '2025-02-28'],
    ])
  })

  test('an agency that merges mid-quarter is in the quarter with its days', async () => {
    const store = await (await fresh()).open()
    const { create, merge } = changing(store)
    const health = await create('Sở Y tế')
    const other = await create('Sở Y tế Kon Tum')
    await merge(other, health, '2025-08-15')
    const quarter = { fromDay: '2025-07-01', untilDay: '2025-09-30' }
    const during = await organisationsDuring(store.db, quarter)
    expect(
      during.map(({ version, fromDay, untilDay, successions }) => [
        version.name,
        fromDay,
        untilDay,
        successions.map(({ toAgencyId }) => toAgencyId),
      ]),
    ).toEqual([
      ['Sở Y tế', '2025-07-01', '2025-09-30', []],
      ['Sở Y tế Kon Tum', '2025-07-01', '2025-08-14', [health]],
    ])
  })
})

const look = (id: string) => ({ id, asOfMs: null, nowMs: seededNowMs })
