import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import type { CheckVerdict } from '#protocol/device-check-views.ts'
import { deleteEmptyResults, readResults } from '#store/device-checks/results.ts'
import { writeEntries } from '#store/register/write-entries.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'

const dayMs = 24 * 3_600_000
const mac = '00:40:8c:12:34:56'

type Row = {
  readonly entry: string
  readonly days: number
  readonly verdict: CheckVerdict
  readonly rule?: string
  readonly agency?: string
}

/** A result of a device that came so many days before now. */
function resultOf({ entry, days, verdict, rule = 'lab', agency = 'health' }: Row) {
  const atMs = seededNowMs - days * dayMs
  const isOfRule = ['default', 'this-default-not-in-use', 'inactive'].includes(verdict)
  const because = verdict === 'unidentified' ? { because: 'no-rule' } : {}
  const result = { verdict, ...(isOfRule ? { rule } : because) }
  return {
    host_id: entry,
    mac,
    checked_ms: atMs,
    authorisation_id: `of ${agency}`,
    agency_id: agency,
    entry_id: entry,
    checked_as: JSON.stringify({ kind: 'camera', vendor: null, model: null, mac }),
    received_ms: atMs,
    rules: '1',
    attempts: isOfRule ? 1 : 0,
    verdict,
    result: JSON.stringify(result),
  }
}

async function put({ db }: Store, rows: readonly Row[]): Promise<void> {
  await db.insertInto('device_check_result').values(rows.map(resultOf)).execute()
}

onEachDatabase((fresh) => {
  test('pages have every result once, and their counts are those of the whole list', async () => {
    const store = await (await fresh()).open()
    const verdicts = ['default', 'unreachable', 'unreachable', 'unidentified'] as const
    const rows = Array.from({ length: 40 }, (_, index) => ({
      entry: `camera ${index}`,
      days: index,
      verdict: verdicts[index % 4] ?? 'default',
      agency: index % 2 === 0 ? 'health' : 'finance',
    }))
    await put(store, rows)
    const walked: string[] = []
    for (const page of [1, 2, 3]) {
      const read = await readResults(store.db, { scope: 'all', page, pageSize: 15 })
      expect([read.total, read.counts]).toEqual([
        40,
        expect.objectContaining({ default: 10, unreachable: 20, unidentified: 10, inactive: 0 }),
      ])
      walked.push(...read.results.map(({ entryId }) => entryId))
    }
    expect(walked).toEqual(rows.map(({ entry }) => entry))

    const own = { scope: { agencyIds: ['finance'] }, verdict: 'unreachable' } as const
    const shown = await readResults(store.db, own)
    expect([shown.total, shown.results.length]).toEqual([10, 10])
    expect(shown.counts).toMatchObject({ default: 0, unreachable: 10, unidentified: 10 })
    const known = await readResults(store.db, { scope: 'all', knownMs: seededNowMs - 30 * dayMs })
    expect(known.total).toBe(10)
  })

  test('a device is found by what it is called by, whatever the marks', async () => {
    const store = await (await fresh()).open()
    const { health: agencyId } = await seedProvince(store, 4)
    const body = {
      code: 'CAM-1',
      kind: 'camera' as const,
      vendor: 'Hikvision',
      model: null,
      address: null,
      mac: null,
      place: 'Cổng trụ sở 100%',
      owner: null,
      state: 'in-use' as const,
      stateReason: null,
    }
    const entry = { kind: 'device' as const, agencyId, fromDay: '2026-01-01', evidence: null, body }
    const by = { actor: 'test', address: null, nowMs: seededNowMs, importId: null }
    const drafts = [{ ...entry, entryId: null }]
    const writing = { ...by, newId: randomUUID, drafts }
    const [camera = ''] = await store.db
      .transaction()
      .execute((trx) => writeEntries(trx, store.engine, writing))
    await put(store, [
      { entry: camera, days: 1, verdict: 'default', agency: agencyId },
      { entry: 'gone', days: 2, verdict: 'default', agency: agencyId },
    ])
    const found = async (q: string) =>
      (await readResults(store.db, { scope: 'all', q })).results.map(({ entryId }) => entryId)
    for (const q of ['cong tru', 'HIKVISION', 'cam-1', '100%'])
      expect(await found(q)).toEqual([camera])
    expect(await found('1_0%')).toEqual([])
    expect(await found('40:8C:12')).toEqual([camera, 'gone'])
  })

  test('what is said again and again is kept once from its first to its last day', async () => {
    const store = await (await fresh()).open()
    const gone = 'this-default-not-in-use'
    await put(store, [
      ...[200, 199, 198, 197].map(
        (days) => ({ entry: 'camera', days, verdict: 'default' }) as const,
      ),
      ...[196, 195, 194, 100, 50].map(
        (days) => ({ entry: 'camera', days, verdict: gone }) as const,
      ),
      { entry: 'other', days: 198, verdict: 'default' },
      { entry: 'other', days: 197, verdict: 'default', rule: 'another' },
      { entry: 'other', days: 196, verdict: 'default' },
    ])
    // Somebody cleared it in between: what was seen right after brings the finding back, on that day.
    await store.db
      .insertInto('device_review')
      .values({
        entry_id: 'camera',
        revision: 1,
        status: 'cleared',
        answers: '{}',
        note: null,
        owner: null,
        due_day: null,
        reviewed_as: '{}',
        actor: 'user an',
        recorded_ms: seededNowMs - 198.5 * dayMs,
      })
      .execute()
    expect(await deleteEmptyResults(store.db, seededNowMs - 90 * dayMs)).toBe(4)
    const { results } = await readResults(store.db, { scope: 'all' })
    const days = (entry: string) =>
      results
        .filter(({ entryId }) => entryId === entry)
        .map(({ receivedMs }) => (seededNowMs - receivedMs) / dayMs)
    expect(days('camera')).toEqual([50, 196, 197, 198, 200])
    expect(days('other')).toEqual([196, 197, 198])
  })
})
