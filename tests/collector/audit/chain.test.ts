import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import type { AuditFault } from '#protocol/audit-views.ts'
import { auditRowOf, recordAudit, recordRead } from '#store/audit.ts'
import { readAuditHead } from '#store/audit/head.ts'
import { checkAudit } from '#store/audit/verify.ts'
import { createAgency } from '#store/agencies.ts'
import { listSnapshots } from '#store/snapshots/list.ts'
import { openSnapshot } from '#store/snapshots/open.ts'
import { takeDaily } from '#store/snapshots/taking.ts'
import { checkChain } from '#store/snapshots/verify.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { byAt, takingOf } from '../snapshots/taking.ts'

const nowMs = seededNowMs
const by = { actor: 'user an', address: '192.0.2.7', nowMs, newId: randomUUID }

/** So many entries, one a second. */
async function writeSome(store: Store, count: number) {
  for (let index = 0; index < count; index += 1) {
    await recordAudit(store.db, {
      actor: `user ${index}`,
      action: 'create-agency',
      subject: `agency ${index}`,
      before: { name: 'Sở cũ' },
      after: { name: `Sở số ${index}` },
      address: '192.0.2.7',
      atMs: nowMs + index * 1000,
    })
  }
}

const brief = (faults: readonly AuditFault[]) =>
  faults.map(({ fault, id, untilId }) => `${fault} ${id}${untilId === id ? '' : `–${untilId}`}`)

const faultsIn = async (store: Store) => brief((await checkAudit(store.reader)).faults)

onEachDatabase((fresh) => {
  test('what was written verifies, and its head names the newest entry', async () => {
    const store = await (await fresh()).open()
    await writeSome(store, 20)
    await recordRead(
      store.db,
      { table: 'hosts', subject: 'hosts', filters: { q: 'sở' }, rows: 12, format: 'csv' },
      by,
    )
    const check = await checkAudit(store.reader)
    const head = await readAuditHead(store.reader)
    expect(check).toEqual({ checked: 21, head, faults: [], faultsFound: 0 })
    const last = await store.reader.selectFrom('audit').selectAll().where('id', '=', 21).execute()
    expect(last).toMatchObject([{ action: 'export-hosts', subject: 'hosts', hash: head?.hash }])
    expect(JSON.parse(last[0]?.after ?? '')).toEqual({
      filters: { q: 'sở' },
      rows: 12,
      format: 'csv',
    })
  })

  test('an entry that is taken out is missed, with its number and its time', async () => {
    const store = await (await fresh()).open()
    await writeSome(store, 9)
    await store.db.deleteFrom('audit').where('id', 'in', [4, 5]).execute()
    const { faults } = await checkAudit(store.reader)
    expect(faults).toEqual([
      { fault: 'missing', id: 4, untilId: 5, atMs: nowMs + 2000, detail: '' },
    ])
  })

  test('entries that are taken off the end are missed against the head beside the chain', async () => {
    const store = await (await fresh()).open()
    await writeSome(store, 9)
    await store.db.deleteFrom('audit').where('id', '>', 6).execute()
    expect(await faultsIn(store)).toEqual(['missing 7–9'])
    await store.db.deleteFrom('audit').execute()
    expect(await faultsIn(store)).toEqual(['missing 1–9'])
  })

  test('every field of an entry is covered: whichever is altered, the entry is named', async () => {
    const store = await (await fresh()).open()
    await writeSome(store, 5)
    const alter = (values: object) =>
      store.db.updateTable('audit').set(values).where('id', '=', 3).execute()
    const stood = await store.db
      .selectFrom('audit')
      .selectAll()
      .where('id', '=', 3)
      .executeTakeFirstOrThrow()
    const altered = {
      at_ms: nowMs + 1,
      actor: 'user khác',
      action: 'revoke-token',
      subject: 'x',
      before: null,
      after: '{}',
      address: null,
      search: 'gì đó',
      previous_hash: 'a'.repeat(64),
    }
    for (const [column, value] of Object.entries(altered)) {
      await alter({ [column]: value })
      expect(await faultsIn(store), column).toEqual(['hash-differs 3'])
      await alter(stood)
    }
    expect(await faultsIn(store)).toEqual([])
  })

  test('who rewrites an entry with a hash of its own is found out by the entry after it', async () => {
    const store = await (await fresh()).open()
    await writeSome(store, 5)
    const row = await store.db
      .selectFrom('audit')
      .selectAll()
      .where('id', '=', 3)
      .executeTakeFirstOrThrow()
    const { at_ms: atMs, previous_hash, ...said } = row
    const forged = auditRowOf({ ...said, atMs, actor: 'user khác' }, previous_hash)
    await store.db.updateTable('audit').set(forged).where('id', '=', 3).execute()
    expect(await faultsIn(store)).toEqual(['hash-differs 3'])
  })

  test('an entry that is put in, and entries that change places, are named', async () => {
    const store = await (await fresh()).open()
    await writeSome(store, 6)
    const rows = await store.db.selectFrom('audit').selectAll().orderBy('id').execute()
    const move = (from: number, to: number) =>
      store.db.updateTable('audit').set({ id: to }).where('id', '=', from).execute()
    await move(2, 100)
    await move(4, 2)
    await move(100, 4)
    expect(await faultsIn(store)).toEqual(['hash-differs 2', 'hash-differs 4'])
    await store.db.deleteFrom('audit').execute()
    await store.db.insertInto('audit').values(rows).execute()
    expect(await faultsIn(store)).toEqual([])

    const [last] = rows.slice(-1)
    const { at_ms: atMs, ...said } = { ...rows[0], ...last, id: 7 } as NonNullable<typeof last>
    const inserted = auditRowOf({ ...said, atMs }, last?.hash ?? null)
    await store.db.insertInto('audit').values(inserted).execute()
    expect(await faultsIn(store)).toEqual(['inserted 7'])
    await store.db.updateTable('audit').set({ id: 0 }).where('id', '=', 7).execute()
    expect(await faultsIn(store)).toEqual(['inserted 0'])
  })

  test('a chain that is made anew, head and all, contradicts the snapshots and the paper', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store)
    await writeSome(store, 4)
    await takeDaily(takingOf(store), seededNowMs, byAt(seededNowMs))
    const { snapshots } = await listSnapshots(store.reader, { page: 1, pageSize: 5 })
    const { snapshot } = await openSnapshot(store.reader, { id: snapshots[0]?.id ?? '' })
    const printed = snapshot.auditHead
    if (!printed) throw new Error('a snapshot without a head of the audit')
    expect(await checkChain(store.reader)).toMatchObject({ faults: [] })
    expect(await faultsIn(store)).toEqual([])
    const onPaper = [{ number: printed.number, hash: printed.hash.slice(0, 16).toUpperCase() }]
    expect((await checkAudit(store.reader, { onPaper })).faults).toEqual([])

    await forgeFrom(store, printed.number)
    expect(new Set(await faultsIn(store))).toEqual(new Set([`witness-differs ${printed.number}`]))
    await store.db
      .updateTable('snapshot')
      .set({ audit_number: null, audit_hash: null, audit_ms: null })
      .execute()
    const told = (await checkAudit(store.reader, { onPaper })).faults
    expect(brief(told)).toEqual([`witness-differs ${printed.number}`])
    expect((await checkChain(store.reader)).faults.map(({ fault }) => fault)).toContain(
      'row-differs',
    )
  })

  test('transactions that run at once make one chain, and none waits for ever', async () => {
    const store = await (await fresh()).open()
    const writers = Array.from({ length: 12 }, async (_, writer) => {
      for (let index = 0; index < 10; index += 1) {
        const name = `Sở ${writer}.${index}`
        await createAgency(store.db, { name, kind: 'agency', isSample: false }, by)
      }
    })
    await Promise.all(writers)
    expect(await checkAudit(store.reader)).toMatchObject({ checked: 120, faults: [] })
  })

  test('what is taken back leaves no entry and no gap', async () => {
    const store = await (await fresh()).open()
    await writeSome(store, 2)
    const taken = store.db.transaction().execute(async (trx) => {
      await recordAudit(trx, { ...by, action: 'a', subject: 'b', atMs: nowMs })
      throw new Error('taken back')
    })
    await expect(taken).rejects.toThrow('taken back')
    await writeSome(store, 1)
    expect(await checkAudit(store.reader)).toMatchObject({ checked: 3, faults: [] })
  })
})

/** What an administrator of the database can do: change an entry and compute everything after it anew. */
async function forgeFrom(store: Store, id: number) {
  const rows = await store.db.selectFrom('audit').selectAll().orderBy('id').execute()
  let hash: string | null = null
  for (const { at_ms: atMs, previous_hash: _, ...said } of rows) {
    const actor = said.id === id ? 'user khác' : said.actor
    const forged = auditRowOf({ ...said, actor, atMs }, hash)
    hash = forged.hash
    await store.db.updateTable('audit').set(forged).where('id', '=', said.id).execute()
  }
  const value = JSON.stringify({ number: rows.at(-1)?.id, hash })
  await store.db.updateTable('meta').set({ value }).where('key', '=', 'audit-head').execute()
}
