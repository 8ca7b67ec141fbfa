import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import type { EntryBody } from '#protocol/register.ts'
import { createAgency } from '#store/agencies.ts'
import { entriesAsOf, entryHistory } from '#store/register/entries.ts'
import { listEntries } from '#store/register/list-entries.ts'
import { undoEntries } from '#store/register/undo-entries.ts'
import { withdrawEntries, writeEntries, type EntryDraft } from '#store/register/write-entries.ts'
import { onEachDatabase } from '#tests/support/databases.ts'

const firstMs = Date.parse('2026-03-01T03:00:00Z')
const staff = (officials: number): EntryBody<'staff'> => ({ officials, publicEmployees: 7 })

onEachDatabase((fresh) => {
  test('a change holds from its day on, and what was before stays what it was', async () => {
    const { write, officialsOn } = await register(fresh)
    const [id] = await write({ fromDay: '2026-01-01', body: staff(100) })
    await write({ entryId: id ?? null, fromDay: '2026-06-01', body: staff(120) })
    expect(await officialsOn('2025-12-31')).toEqual([])
    expect(await officialsOn('2026-05-31')).toEqual([100])
    expect(await officialsOn('2026-06-01')).toEqual([120])
  })

  test('a correction changes the past as of now, and not as known then', async () => {
    const { write, officialsOn } = await register(fresh)
    const [id] = await write({ fromDay: '2026-01-01', body: staff(100) }, 0)
    await write({ entryId: id ?? null, fromDay: '2026-02-01', body: staff(110) }, 1)
    await write({ entryId: id ?? null, fromDay: '2026-01-01', body: staff(90) }, 2)
    expect(await officialsOn('2026-02-02')).toEqual([90])
    expect(await officialsOn('2026-02-02', firstMs + 1)).toEqual([110])
    expect(await officialsOn('2026-02-02', firstMs)).toEqual([100])
    expect(await officialsOn('2026-02-02', firstMs - 1)).toEqual([])
  })

  test('what is withdrawn is gone from that day on', async () => {
    const { store, write, officialsOn } = await register(fresh)
    const [id = ''] = await write({ fromDay: '2026-01-01', body: staff(100) })
    await store.db.transaction().execute((trx) =>
      withdrawEntries(trx, store.engine, {
        ...who(firstMs + 5),
        entryIds: [id],
        fromDay: '2026-03-01',
        evidence: 'giải thể',
      }),
    )
    expect(await officialsOn('2026-02-28')).toEqual([100])
    expect(await officialsOn('2026-03-01')).toEqual([])
    expect(await officialsOn('2026-03-01', firstMs)).toEqual([100])
  })

  test('an undo says again what stood before, on every day, and a second one takes it back', async () => {
    const { undo, write, officialsOn } = await register(fresh)
    const [id = ''] = await write({ fromDay: '2026-01-01', body: staff(100) }, 0)
    await write({ entryId: id, fromDay: '2026-03-01', body: staff(130) }, 1)
    await write({ entryId: id, fromDay: '2026-02-01', body: staff(120) }, 2)
    const days = ['2026-01-15', '2026-02-15', '2026-03-15']
    const all = async () => (await Promise.all(days.map((day) => officialsOn(day)))).flat()
    expect(await all()).toEqual([100, 120, 120])
    await undo({ entryId: id }, 3)
    expect(await all()).toEqual([100, 100, 130])
    await undo({ entryId: id }, 4)
    expect(await all()).toEqual([100, 120, 120])
  })

  test('undoing an import restores what it corrected and leaves what was changed since', async () => {
    const { store, agencyId, undo, write } = await register(fresh)
    const [lan = ''] = await write(lanDraft('Tầng 1', false), 0)
    const corrected = { ...lanDraft('Tầng 1', true), entryId: lan }
    const others = ['Tầng 2', 'Tầng 3'].map((name) => lanDraft(name, true))
    const [, second = ''] = await write([corrected, ...others], 1, 'import-1')
    await write({ ...lanDraft('Tầng 2', false), entryId: second }, 2)
    expect(await undo({ importId: 'import-1' }, 3)).toEqual({ undone: 2, skipped: [second] })
    const look = { asOfDay: '2026-12-31', knownAtMs: null, agencyIds: [agencyId] }
    const left = await entriesAsOf(store.db, { ...look, kinds: ['lan'] })
    expect(left.map(({ body }) => body)).toEqual([
      expect.objectContaining({ name: 'Tầng 1', hasFirewall: false }),
      expect.objectContaining({ name: 'Tầng 2', hasFirewall: false }),
    ])
    await expect(undo({ importId: 'import-1' }, 4)).rejects.toMatchObject({
      code: 'ENTRY_NOTHING_TO_UNDO',
    })
    expect((await entryHistory(store.db, lan)).length).toBe(3)
  })

  test('two entries of an agency cannot have one code at one time', async () => {
    const { write } = await register(fresh)
    await write({ fromDay: '2026-01-01', body: staff(100) })
    const second = write({ fromDay: '2026-02-01', body: staff(101) })
    await expect(second).rejects.toMatchObject({ code: 'ENTRY_CODE_TAKEN' })
    await write(lanDraft('Phòng họp', true))
    const sameName = write(lanDraft('PHONG  HOP', true))
    await expect(sameName).rejects.toMatchObject({ code: 'ENTRY_CODE_TAKEN' })
    await expect(write([lanDraft('A', true), lanDraft('a', true)])).rejects.toMatchObject({
      code: 'ENTRY_CODE_TAKEN',
    })
  })

  test('an entry is corrected within its agency and kind alone', async () => {
    const { write } = await register(fresh)
    const [id = ''] = await write({ fromDay: '2026-01-01', body: staff(100) })
    const asLan = write({ ...lanDraft('Tầng 1', true), entryId: id })
    await expect(asLan).rejects.toMatchObject({ code: 'ENTRY_NOT_FOUND' })
    const elsewhere = write({
      entryId: id,
      agencyId: 'khac',
      fromDay: '2026-01-01',
      body: staff(1),
    })
    await expect(elsewhere).rejects.toMatchObject({ code: 'ENTRY_NOT_FOUND' })
  })

  test('a list is searched without marks, filtered and paged', async () => {
    const { store, write } = await register(fresh)
    const names = ['Tầng hầm', 'Tầng 1', 'Tầng 2', '100% cáp quang']
    await write(names.map((name) => lanDraft(name, true)))
    const list = async (q: string, page = 1) => {
      const look = { scope: 'all', kind: 'lan', asOfDay: '2026-12-31', knownAtMs: null } as const
      const { total, entries } = await listEntries(store, { ...look, q, page, pageSize: 2 })
      return [total, ...entries.map(({ body }) => ('name' in body ? body.name : ''))]
    }
    expect(await list('TANG')).toEqual([3, 'Tầng 1', 'Tầng 2'])
    expect(await list('tầng', 2)).toEqual([3, 'Tầng hầm'])
    expect(await list('%')).toEqual([1, '100% cáp quang'])
    expect(await list('', 9)).toEqual([4])
  })

  test('every write is in the audit with who, what stood and what stands', async () => {
    const { store, write } = await register(fresh)
    const [id = ''] = await write({ fromDay: '2026-01-01', body: staff(100) })
    await write({ entryId: id, fromDay: '2026-01-01', body: staff(90), evidence: 'CV 12' }, 1)
    const lines = await store.db
      .selectFrom('audit')
      .select(['actor', 'action', 'before', 'after'])
      .where('subject', '=', id)
      .orderBy('id')
      .execute()
    expect(lines.map(({ actor, action }) => [actor, action])).toEqual([
      ['user Lan', 'write-entry'],
      ['user Lan', 'write-entry'],
    ])
    expect(JSON.parse(lines[1]?.before ?? '')).toEqual([
      { fromDay: '2026-01-01', body: staff(100) },
    ])
    expect(JSON.parse(lines[1]?.after ?? '')).toMatchObject({ body: staff(90), evidence: 'CV 12' })
  })
})

const lanDraft = (name: string, hasFirewall: boolean): Partial<EntryDraft> => ({
  kind: 'lan',
  fromDay: '2026-01-01',
  body: { name, place: null, hasBroadband: true, hasFirewall, firewallProduct: null },
})

const who = (nowMs: number) => ({ actor: 'user Lan', address: null, nowMs, importId: null })

async function register(fresh: () => Promise<{ open(): Promise<Store> }>) {
  const store = await (await fresh()).open()
  const by = { ...who(firstMs), newId: randomUUID }
  const agency = { name: 'Sở Y tế', kind: 'sở', isSample: false }
  const { id: agencyId } = await createAgency(store.db, agency, by)
  const shared = { kind: 'staff', entryId: null, agencyId, evidence: null }
  const write = (
    drafts: Partial<EntryDraft> | readonly Partial<EntryDraft>[],
    laterMs = 0,
    importId: string | null = null,
  ) =>
    store.db.transaction().execute((trx) =>
      writeEntries(trx, store.engine, {
        ...who(firstMs + laterMs),
        importId,
        newId: randomUUID,
        drafts: [drafts].flat().map((draft) => ({ ...shared, ...draft }) as EntryDraft),
      }),
    )
  const undo = (what: { entryId: string } | { importId: string }, laterMs: number) =>
    store.db
      .transaction()
      .execute((trx) => undoEntries(trx, store.engine, { ...who(firstMs + laterMs), what }))
  const officialsOn = async (asOfDay: string, knownAtMs: number | null = null) => {
    const entries = await entriesAsOf(store.db, { kinds: ['staff'], asOfDay, knownAtMs })
    return entries.map((entry) => (entry.kind === 'staff' ? entry.body.officials : null))
  }
  return { store, agencyId, write, undo, officialsOn }
}
