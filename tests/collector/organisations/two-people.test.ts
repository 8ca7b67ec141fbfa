import { expect, test } from 'vitest'
import type { OrganisationChange } from '#protocol/organisation-changes.ts'
import { readOrganisation } from '#store/organisations/one.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { changing } from './changing.ts'
import { aVersion } from './lives.ts'

const onDay = '2026-11-01'
const source = null
const { shortName, code, kind, level } = aVersion({ shortName: null })
const called = (name: string) => ({ name, shortName, code, kind, level, source })

onEachDatabase((fresh) => {
  async function province() {
    const store = await (await fresh()).open()
    const { change, create, nowMs, undo } = changing(store)
    const [health, finance, justice] = [
      await create('Sở Y tế'),
      await create('Sở Tài chính'),
      await create('Sở Tư pháp'),
    ]
    const seen = async (id: string) => readOrganisation(store, { id, asOfMs: null, nowMs: nowMs() })
    return { change, undo, health, finance, justice, seen }
  }

  const told = { code: 'CHANGED_MEANWHILE', params: { by: 'admin' } }

  test('of two who rename one organisation the second is told who was first', async () => {
    const { change, health, seen } = await province()
    const { revision } = await seen(health)
    const rename = (name: string) =>
      ({ kind: 'rename', agencyId: health, onDay, to: called(name) }) as const
    await change(rename('Sở Y tế tỉnh'), revision)
    await expect(change(rename('Sở Sức khỏe'), revision)).rejects.toMatchObject(told)
    expect((await seen(health)).name).toBe('Sở Y tế tỉnh')
    await change(rename('Sở Sức khỏe'), (await seen(health)).revision)
    expect((await seen(health)).name).toBe('Sở Sức khỏe')
  })

  test('so is who moves, corrects, merges or ends what somebody else has changed', async () => {
    const { change, health, finance, justice, seen } = await province()
    const { revision, versions } = await seen(health)
    const to = called('Sở Y tế tỉnh')
    await change({ kind: 'rename', agencyId: health, onDay, to }, revision)
    const [version] = versions
    const { fromDay } = version ?? { fromDay: onDay }
    const changes: OrganisationChange[] = [
      { kind: 'move', agencyId: health, parentId: finance, onDay, source },
      {
        kind: 'correct',
        agencyId: health,
        versionId: version?.versionId ?? 0,
        version: { ...called('Sở Y Tế'), parentId: null, fromDay },
      },
      {
        kind: 'merge',
        fromAgencyIds: [justice, health],
        toAgencyId: finance,
        as: 'merged',
        onDay,
        source,
      },
      {
        kind: 'merge',
        fromAgencyIds: [justice],
        toAgencyId: health,
        as: 'merged',
        onDay,
        source,
      },
      { kind: 'split', fromAgencyId: health, parts: [], restToAgencyId: finance, onDay, source },
      { kind: 'end', agencyId: health, lastDay: onDay, source },
    ]
    for (const one of changes) {
      await expect(change(one, revision), one.kind).rejects.toMatchObject(told)
    }
    expect((await seen(health)).name).toBe('Sở Y tế tỉnh')
    expect((await seen(justice)).standsUntil).toBeNull()
  })

  test('so is who changes what somebody has brought back to how it was before', async () => {
    const { change, undo, health, finance, seen } = await province()
    const rename = (agencyId: string, name: string) =>
      ({ kind: 'rename', agencyId, onDay, to: called(name) }) as const
    const { changeId } = await change(rename(health, 'Sở Y tế tỉnh'))
    const { revision } = await seen(health)
    await undo(changeId)
    await expect(change(rename(health, 'Sở Sức khỏe'), revision)).rejects.toMatchObject(told)
    await change(rename(finance, 'Sở Tài chính tỉnh'), revision)
    const after = await seen(health)
    expect([after.name, after.revision]).toEqual(['Sở Y tế', revision + 2])
    await change(rename(health, 'Sở Sức khỏe'), after.revision)
    expect((await seen(health)).name).toBe('Sở Sức khỏe')
  })

  test('a change of another organisation is nobody’s business', async () => {
    const { change, health, finance, seen } = await province()
    const { revision } = await seen(health)
    await change({ kind: 'rename', agencyId: finance, onDay, to: called('Sở Tài chính tỉnh') })
    await change({ kind: 'rename', agencyId: health, onDay, to: called('Sở Y tế tỉnh') }, revision)
    expect((await seen(health)).name).toBe('Sở Y tế tỉnh')
  })
})
