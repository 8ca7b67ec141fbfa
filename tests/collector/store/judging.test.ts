import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { productContext } from '#domain/context.ts'
import { judgeSettingKeys } from '#protocol/judge-settings.ts'
import { importCatalogue } from '#store/catalogues.ts'
import { decideSetting } from '#store/judge-settings.ts'
import { readJudging, readSettings } from '#store/judging.ts'
import { forgetAlias, nameProduct } from '#store/products.ts'
import { raiseWindowsRevisions } from '#store/survey.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { daysBefore, seededNowMs } from '#tests/support/seed.ts'
import { newSigner, signedCatalogue, signedFile } from '#tests/support/signed-catalogue.ts'

const signer = newSigner()
const by = {
  actor: 'user admin',
  author: 'admin',
  address: '10.1.1.1',
  nowMs: seededNowMs,
  newId: randomUUID,
  keys: [newSigner().publicKey, signer.publicKey],
}
const undecided = { key: 'signatureAgeDaysMax', value: 7, author: null, decidedOn: null } as const

onEachDatabase((fresh) => {
  test('a fresh database judges as the product ships', async () => {
    const store = await (await fresh()).open()
    const { context, catalogues } = await readJudging(store.db)
    expect(context).toEqual(productContext)
    expect(catalogues.size).toBe(0)
  })

  test('what was decided holds with author and day, and a past moment has what held then', async () => {
    const store = await (await fresh()).open()
    const decide = (value: number, nowMs: number, expectedRevision: number) =>
      decideSetting(
        store,
        { key: 'signatureAgeDaysMax', value, note: 'họp ngày 12', expectedRevision },
        { ...by, nowMs, before: undecided },
      )
    await decide(3, daysBefore(9), 0)
    await decide(5, daysBefore(2), 1)
    const now = (await readSettings(store.db, null)).signatureAgeDaysMax
    expect(now).toEqual({ value: 5, author: 'admin', decidedOn: '2026-11-16' })
    expect((await readSettings(store.db, daysBefore(5))).signatureAgeDaysMax.value).toBe(3)
    expect((await readSettings(store.db, daysBefore(10))).signatureAgeDaysMax.value).toBe(7)
    expect((await readJudging(store.db)).context.revision).not.toBe(productContext.revision)
    expect(await audited(store)).toEqual([
      {
        actor: 'user admin',
        action: 'decide-setting',
        subject: 'signatureAgeDaysMax',
        before: 7,
        after: { value: 3, note: 'họp ngày 12' },
      },
      expect.objectContaining({ after: { value: 5, note: 'họp ngày 12' } }),
    ])
  })

  test.each([
    ['signatureAgeDaysMax', 0],
    ['signatureAgeDaysMax', null],
    ['signatureAgeDaysMax', true],
    ['doesExpiredCountAsLicensed', null],
    ['doesBuiltInCountAsLicensed', 3],
  ] as const)('%s cannot be decided as %s', async (key, value) => {
    const store = await (await fresh()).open()
    const decided = decideSetting(
      store,
      { key, value, note: null, expectedRevision: 0 },
      { ...by, before: undecided },
    )
    await expect(decided).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
    expect(await audited(store)).toEqual([])
  })

  test('a decision of a version that knew other settings is passed over', async () => {
    const store = await (await fresh()).open()
    const row = { author: 'admin', decided_ms: seededNowMs, note: null }
    const [key] = judgeSettingKeys
    await store.db
      .insertInto('judge_setting')
      .values([
        { ...row, key, value: '"seven"' },
        { ...row, key: 'gone' as typeof key, value: '1' },
      ])
      .execute()
    expect((await readJudging(store.db)).context).toEqual(productContext)
  })

  test('a signed catalogue of a higher sequence takes the place of the one that ships', async () => {
    const store = await (await fresh()).open()
    const rows = productContext.antivirusProducts.slice(0, 3)
    await importCatalogue(store.db, signedCatalogue(signer.privateKey, { rows: [...rows] }), by)
    const { context, catalogues } = await readJudging(store.db)
    expect(context.antivirusProducts).toEqual(rows)
    expect(context.osSupport).toEqual(productContext.osSupport)
    expect(catalogues.get('antivirus-products')).toMatchObject({
      sequence: 2,
      issuedOn: '2027-01-15',
      importedBy: 'admin',
      file: signedCatalogue(signer.privateKey, { rows: [...rows] }),
    })
    const again = importCatalogue(store.db, signedCatalogue(signer.privateKey), by)
    await expect(again).rejects.toMatchObject({ code: 'CATALOGUE_OLDER', params: { held: 2 } })
    expect(await audited(store)).toMatchObject([
      {
        action: 'import-catalogue',
        subject: 'antivirus-products',
        after: { sequence: 2, rows: 3 },
      },
    ])
  })

  test.each([
    ['signed by another key', signedCatalogue(newSigner().privateKey), 'CATALOGUE_NOT_TRUSTED'],
    [
      'changed after it was signed',
      signedCatalogue(signer.privateKey).replace('"sequence":2', '"sequence":3'),
      'CATALOGUE_NOT_TRUSTED',
    ],
    ['without a signature', '{}', 'CATALOGUE_INVALID'],
    ['no JSON', signedFile(signer.privateKey, 'rows'), 'CATALOGUE_INVALID'],
    ['empty', signedCatalogue(signer.privateKey, { rows: [] }), 'CATALOGUE_INVALID'],
    [
      'of rows of another kind',
      signedCatalogue(signer.privateKey, { rows: [{ id: 'x' }] }),
      'CATALOGUE_INVALID',
    ],
    [
      'of another format',
      signedFile(signer.privateKey, '{"format":"khien release"}'),
      'CATALOGUE_INVALID',
    ],
    ['too large', 'x'.repeat(300_000), 'CATALOGUE_INVALID'],
    [
      'older than this release',
      signedCatalogue(signer.privateKey, { issuedOn: '2020-01-01' }),
      'CATALOGUE_OLDER',
    ],
  ])('a catalogue that is %s changes nothing', async (_, file, code) => {
    const store = await (await fresh()).open()
    await expect(importCatalogue(store.db, file, by)).rejects.toMatchObject({ code })
    expect((await readJudging(store.db)).context).toEqual(productContext)
    expect(await audited(store)).toEqual([])
  })

  test('of each kind a catalogue can be imported', async () => {
    const store = await (await fresh()).open()
    for (const kind of ['antivirus-products', 'os-support', 'service-rules'] as const) {
      await importCatalogue(store.db, signedCatalogue(signer.privateKey, { kind }), by)
    }
    const { context, catalogues } = await readJudging(store.db)
    expect(context).toEqual(productContext)
    expect([...catalogues.keys()]).toEqual(['antivirus-products', 'os-support', 'service-rules'])
  })

  test('what was said of a product name is part of the context until it is taken back', async () => {
    const store = await (await fresh()).open()
    await nameProduct(store.db, { name: 'Phần mềm Lạ', product: 'clamav' }, by)
    const { id } = await nameProduct(store.db, { name: 'PHAN MEM LA', product: null }, by)
    const { context } = await readJudging(store.db)
    expect(context.productAliases).toEqual([{ nameFolded: 'phan mem la', productId: null }])
    await forgetAlias(store.db, id, by)
    expect((await readJudging(store.db)).context).toEqual(productContext)
    await expect(forgetAlias(store.db, id, by)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await audited(store)).map(({ action, before }) => [action, before])).toEqual([
      ['name-product', null],
      ['name-product', { name: 'Phần mềm Lạ', product: 'clamav' }],
      ['forget-product', { name: 'Phần mềm Lạ', product: null }],
    ])
  })

  test('a known revision of Windows only rises', async () => {
    const store = await (await fresh()).open()
    const raise = (revision: number, sinceMs: number) =>
      raiseWindowsRevisions(store.db, store.engine, [{ build: 19_045, revision, sinceMs }])
    expect(await raise(4780, daysBefore(9))).toBe(1)
    expect(await raise(4780, daysBefore(8))).toBe(0)
    expect(await raise(4700, daysBefore(7))).toBe(0)
    expect(await raise(5011, daysBefore(1))).toBe(1)
    expect((await readJudging(store.db)).context.newestRevisions).toEqual([
      { build: 19_045, revision: 5011, sinceMs: daysBefore(1) },
    ])
  })
})

async function audited(store: Store) {
  const rows = await store.db.selectFrom('audit').selectAll().orderBy('id').execute()
  return rows.map(({ actor, action, subject, before, after }) => ({
    actor,
    action,
    subject,
    before: before === null ? null : JSON.parse(before),
    ...(after === null ? {} : { after: JSON.parse(after) }),
  }))
}
