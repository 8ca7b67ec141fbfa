import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { createMany, type OrganisationDraft } from '#store/organisations/create-many.ts'
import { up } from '#store/migrations/0005-organisations.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs } from '#tests/support/seed.ts'
import { changing } from './changing.ts'

const aDraft = (name: string, differences: Partial<OrganisationDraft> = {}): OrganisationDraft => ({
  name,
  shortName: null,
  code: null,
  kind: 'xã',
  level: 'xã',
  parent: null,
  fromDay: '2025-07-01',
  untilDay: null,
  source: 'danh sách nhập',
  ...differences,
})

const importList = (store: Store, drafts: readonly OrganisationDraft[]) =>
  store.db.transaction().execute((trx) =>
    createMany(trx, store.engine, {
      drafts,
      by: { actor: 'user admin', address: null, nowMs: seededNowMs, newId: randomUUID },
    }),
  )

onEachDatabase((fresh) => {
  test('a list is created as one change, parents by code or name in any order, and one undo takes it back', async () => {
    const store = await (await fresh()).open()
    const { create, names, undo } = changing(store)
    await create('UBND tỉnh', { code: 'H48' })
    const { ids, changeId } = await importList(store, [
      aDraft('Trường học', { parent: 'xã trà bồng' }),
      aDraft('Xã Trà Bồng', { code: 'X01', parent: 'h48' }),
      aDraft('Trạm y tế', { parent: 'X01' }),
    ])
    expect(ids).toHaveLength(3)
    expect(await names('2025-07-01')).toEqual([
      'UBND tỉnh',
      '  Xã Trà Bồng',
      '    Trạm y tế',
      '    Trường học',
    ])
    await undo(changeId)
    expect(await names('2025-07-01')).toEqual(['UBND tỉnh'])
  })

  test('a list with one wrong row creates nothing', async () => {
    const store = await (await fresh()).open()
    const { names } = changing(store)
    const wrong = [
      [[aDraft('A'), aDraft('B', { parent: 'C' })], 'ORGANISATION_LIST_INVALID'],
      [[aDraft('A'), aDraft('a')], 'AGENCY_NAME_TAKEN'],
      [[aDraft('A', { code: '1' }), aDraft('B', { code: '1' })], 'ORGANISATION_CODE_TAKEN'],
      [[aDraft('A', { parent: 'B' }), aDraft('B', { parent: 'A' })], 'ORGANISATION_CYCLE'],
      [[aDraft('A', { fromDay: '2027-01-01' })], 'ORGANISATION_DAY_INVALID'],
      [Array.from({ length: 5_001 }, (_, at) => aDraft(`A ${at}`)), 'ORGANISATION_LIST_INVALID'],
    ] as const
    for (const [drafts, code] of wrong) {
      await expect(importList(store, drafts)).rejects.toThrow(code)
    }
    expect(await names('2026-01-01')).toEqual([])
  })

  test('agencies of before the migration stand from the day on which they were written down', async () => {
    const store = await (await fresh()).open()
    const { schema } = store.db
    for (const table of [
      'agency_version',
      'agency_succession',
      'plan_exclusion',
      'role_assignment',
      'organisation_change',
      'organisation_move',
    ]) {
      await schema.dropTable(table).execute()
    }
    const created = { kind: 'agency', is_sample: 0, created_ms: seededNowMs } as const
    await store.db
      .insertInto('agency')
      .values({ id: 'old', name: 'Sở Y tế', name_folded: 'so y te', ...created })
      .execute()
    await up(store.db as unknown as Parameters<typeof up>[0], store.engine)
    expect(await changing(store).names('2026-11-18')).toEqual(['Sở Y tế'])
    expect(await changing(store).names('2026-11-17')).toEqual([])
  })
})
