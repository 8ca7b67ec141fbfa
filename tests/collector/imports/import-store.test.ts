import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ImportChoice } from '#protocol/import-views.ts'
import type { EntryDraft } from '#store/register/write-entries.ts'
import { createAgency } from '#store/agencies.ts'
import { agencyNames } from '#store/imports/agency-names.ts'
import { createImport, importsOfFile, listImports, requireDraft } from '#store/imports/imports.ts'
import { rememberedMappings } from '#store/imports/mappings.ts'
import {
  registerMark,
  standingEntries,
  undoImport,
  writeImport,
} from '#store/imports/run-import.ts'
import { writeEntries } from '#store/register/write-entries.ts'
import { onEachDatabase, type TestDatabase } from '#tests/support/databases.ts'

const nowMs = 1_795_000_000_000
const who = { actor: 'user a', address: null, nowMs, newId: randomUUID }
const content = Uint8Array.from([0, 1, 2, 255])
const file = { fileName: 'lan.csv', content, digest: 'd'.repeat(64), ownerAgencyId: null }
const choice: ImportChoice = {
  kind: 'lan',
  agencyId: null,
  fromDay: '2026-01-01',
  evidence: null,
  sheet: null,
  headerRow: null,
  mapping: null,
  standing: 'correct',
}
const lan = (name: string, entryId: string | null = null, place: string | null = null) =>
  ({
    kind: 'lan',
    body: { name, place, hasBroadband: true, hasFirewall: false, firewallProduct: null },
    entryId,
    agencyId: 'a',
    fromDay: choice.fromDay,
    evidence: 'lan.csv',
  }) satisfies EntryDraft

onEachDatabase((fresh) => {
  const open = async (database: TestDatabase) => {
    const store = await database.open()
    const by = { ...who, engine: store.engine }
    const run = async (drafts: readonly EntryDraft[]) => {
      const { id } = await createImport(store.db, file, who)
      const counts = {
        rows: drafts.length,
        added: drafts.length,
        corrected: 0,
        unchanged: 0,
        wrong: 0,
      }
      const mark = await registerMark(store.db, 'lan')
      const what = { id, choice, drafts, counts, signature: 's', mapping: ['name', null], mark }
      return writeImport(store.db, what, by)
    }
    const standing = async () => {
      const found = await standingEntries(store.db, choice)
      return found.map(({ entryId, body }) => ({ entryId, body }))
    }
    return { ...store, by, run, standing }
  }

  test('the bytes are kept until they are imported, and no longer', async () => {
    const { db, run } = await open(await fresh())
    const draft = await createImport(db, file, who)
    expect(Buffer.from((await requireDraft(db, draft.id)).content)).toEqual(Buffer.from(content))
    const done = await run([lan('LAN 1')])
    await expect(requireDraft(db, done.id)).rejects.toMatchObject({ code: 'IMPORT_NOT_DRAFT' })
    expect((await importsOfFile(db, draft, 'all')).map(({ id }) => id)).toEqual([done.id])
    expect(
      await listImports(db, { scope: 'all', status: 'done', page: 1, pageSize: 10 }),
    ).toMatchObject({
      total: 1,
      imports: [{ id: done.id, counts: { added: 1 } }],
    })
    expect(await rememberedMappings(db, 'lan')).toEqual([
      { signature: 's', mapping: ['name', null] },
    ])
  })

  test('an undo says again what stood, and leaves what was changed afterwards', async () => {
    const { db, engine, by, run, standing } = await open(await fresh())
    await run([lan('LAN 1', null, 'cũ'), lan('LAN 2', null, 'cũ')])
    const before = await standing()
    const [one, two] = before
    const second = await run([
      lan('LAN 1', one?.entryId ?? null, 'mới'),
      lan('LAN 2', two?.entryId ?? null, 'mới'),
      lan('LAN 3'),
    ])
    await db.transaction().execute((trx) =>
      writeEntries(trx, engine, {
        ...who,
        importId: null,
        drafts: [lan('LAN 2', two?.entryId ?? null, 'sửa tay')],
      }),
    )
    const undone = await undoImport(db, second.id, by)
    expect(undone).toMatchObject({ status: 'undone', undoSkipped: 1, undoneBy: 'user a' })
    expect((await standing()).map(({ body }) => Object(body).place)).toEqual(['cũ', 'sửa tay'])
    await expect(undoImport(db, second.id, by)).rejects.toMatchObject({ code: 'IMPORT_NOT_DONE' })
  })

  test('an import that fails in the middle writes nothing', async () => {
    const { db, run, standing } = await open(await fresh())
    await run([lan('LAN 1')])
    await expect(run([lan('LAN 9'), lan('LAN 1')])).rejects.toMatchObject({
      code: 'ENTRY_CODE_TAKEN',
    })
    expect(await standing()).toHaveLength(1)
    expect(
      (await listImports(db, { scope: 'all', status: 'done', page: 1, pageSize: 10 })).total,
    ).toBe(1)
  })

  test('a register that changed since the rows were compared is not written over', async () => {
    const { db, by, run } = await open(await fresh())
    const { id } = await createImport(db, file, who)
    const mark = await registerMark(db, 'lan')
    await run([lan('LAN 1')])
    const counts = { rows: 1, added: 1, corrected: 0, unchanged: 0, wrong: 0 }
    const what = { id, choice, drafts: [lan('LAN 2')], counts, signature: 's', mapping: [], mark }
    await expect(writeImport(db, what, by)).rejects.toMatchObject({
      code: 'IMPORT_REGISTER_CHANGED',
    })
  })

  test('a file may call an agency by its code or names; one that had ended is not offered', async () => {
    const { db } = await open(await fresh())
    const kind = { kind: 'sở', isSample: false }
    const health = await createAgency(db, { name: 'Sở Y tế', ...kind }, who)
    const old = await createAgency(db, { name: 'Sở Cũ', ...kind }, who)
    const versions = db.updateTable('agency_version')
    await versions.set({ code: 'H48.12' }).where('agency_id', '=', health.id).execute()
    await versions.set({ until_day: '2026-11-20' }).where('agency_id', '=', old.id).execute()
    const offered = async (day: string) => (await agencyNames(db, day)).map(({ names }) => names)
    expect(await offered('2026-01-01')).toEqual([
      ['Sở Cũ', 'Sở Cũ'],
      ['Sở Y tế', 'Sở Y tế', 'H48.12'],
    ])
    expect(await offered('2026-11-21')).toEqual([['Sở Y tế', 'Sở Y tế', 'H48.12']])
  })
})
