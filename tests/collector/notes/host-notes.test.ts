import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { hostNoteLimits } from '#protocol/host-notes.ts'
import { checkAudit } from '#store/audit/verify.ts'
import { listHostNotes, retractHostNote, writeHostNote } from '#store/notes/host-notes.ts'
import { onEachDatabase } from '#tests/support/databases.ts'

const hostId = 'k4xq7m2c5wz3hnd6b2rtyaoev4'
const lan = (nowMs: number) => ({ actor: 'user lan', address: null, nowMs, newId: randomUUID })
const minh = (nowMs: number) => ({ ...lan(nowMs), actor: 'user minh' })
const own = { hostId, mayAny: false }

onEachDatabase((fresh) => {
  test('a note stays as it was written, the newest first, and each past moment has its own', async () => {
    const { db } = await (await fresh()).open()
    await writeHostNote(db, { hostId, text: 'Máy của văn thư 🖥️' }, lan(1000))
    await writeHostNote(db, { hostId, text: '<script>alert(1)</script> مرحبا' }, minh(2000))
    const texts = async (asOfMs: number | null) =>
      (await listHostNotes(db, { hostId, asOfMs })).map(({ text, by }) => [by, text])

    expect(await texts(null)).toEqual([
      ['minh', '<script>alert(1)</script> مرحبا'],
      ['lan', 'Máy của văn thư 🖥️'],
    ])
    expect(await texts(1500)).toEqual([['lan', 'Máy của văn thư 🖥️']])
    expect(await texts(999)).toEqual([])
    expect(await listHostNotes(db, { hostId: 'another', asOfMs: null })).toEqual([])
  })

  test('a retracted note is kept, and stood until it was retracted', async () => {
    const { db } = await (await fresh()).open()
    const { id } = await writeHostNote(db, { hostId, text: 'Chờ thanh lý' }, lan(1000))
    await retractHostNote(db, { ...own, id }, lan(3000))

    const [now] = await listHostNotes(db, { hostId, asOfMs: null })
    expect(now).toMatchObject({ text: 'Chờ thanh lý', retracted: { by: 'lan', atMs: 3000 } })
    const [before] = await listHostNotes(db, { hostId, asOfMs: 2000 })
    expect(before).toMatchObject({ text: 'Chờ thanh lý', retracted: null })
    await expect(retractHostNote(db, { ...own, id }, lan(4000))).rejects.toMatchObject({
      code: 'NOTE_RETRACTED',
    })
  })

  test('a note of somebody else is not retracted but by who may retract any', async () => {
    const { db } = await (await fresh()).open()
    const { id } = await writeHostNote(db, { hostId, text: 'Của Lan' }, lan(1000))

    const another = retractHostNote(db, { ...own, id }, minh(2000))
    await expect(another).rejects.toMatchObject({ code: 'NOTE_NOT_YOURS' })
    const elsewhere = retractHostNote(db, { hostId: 'another', id, mayAny: true }, minh(2000))
    await expect(elsewhere).rejects.toMatchObject({ code: 'NOTE_NOT_FOUND' })
    const retracted = await retractHostNote(db, { hostId, id, mayAny: true }, minh(2000))
    expect(retracted.retracted).toEqual({ by: 'minh', atMs: 2000 })
  })

  test('both steps stand in the audit with what was written, and its chain is whole', async () => {
    const { db } = await (await fresh()).open()
    const { id } = await writeHostNote(db, { hostId, text: 'Thay ổ đĩa' }, lan(1000))
    await retractHostNote(db, { ...own, id }, lan(2000))

    const rows = await db.selectFrom('audit').selectAll().orderBy('id').execute()
    expect(rows.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
      ['user lan', 'write-host-note', hostId],
      ['user lan', 'retract-host-note', hostId],
    ])
    expect(JSON.parse(rows[0]?.after ?? '')).toEqual({ text: 'Thay ổ đĩa' })
    expect(JSON.parse(rows[1]?.before ?? '')).toMatchObject({ text: 'Thay ổ đĩa', by: 'lan' })
    expect(await checkAudit(db)).toMatchObject({ faults: [] })
  })

  test('there is a most of what is kept about one host', async () => {
    const { db } = await (await fresh()).open()
    const { perHost: max } = hostNoteLimits
    const row = { host_id: hostId, text: 'x', actor: 'user lan', recorded_ms: 1 }
    const none = { retracted_by: null, retracted_ms: null }
    const rows = Array.from({ length: max }, (_, n) => ({ id: String(n), ...row, ...none }))
    await db.insertInto('host_note').values(rows).execute()

    const more = writeHostNote(db, { hostId, text: 'thêm' }, lan(2000))
    await expect(more).rejects.toMatchObject({ code: 'NOTES_TOO_MANY', params: { max } })
  })
})
