import { expect, test } from 'vitest'
import { staffNotice } from '#i18n/staff-notice.ts'
import { languages, translator } from '#i18n/translator.ts'
import { retention } from '#collector/jobs/retention.ts'
import { retentionRules } from '#domain/retention.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import { keptForGood, retentionKinds } from '#protocol/retention.ts'
import { roles } from '#protocol/access.ts'
import type { CheckVerdict } from '#protocol/device-check-views.ts'
import { checkAudit } from '#store/audit/verify.ts'
import { decideRetention, readRetention } from '#store/retention-periods.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { jobsAt, run } from '../jobs/running-jobs.ts'

const dayMs = 86_400_000
const nowMs = Date.parse('2026-11-22T00:00:00Z')
const by = { actor: 'user an', address: '192.0.2.7', nowMs, author: 'user an' }

onEachDatabase((fresh) => {
  test('the job deletes by what was decided, and the screen says what it took and when', async () => {
    const store = await (await fresh()).open()
    const ran = (dueMs: number) =>
      store.db.insertInto('job_run').values({
        job: 'sample',
        due_ms: dueMs,
        started_ms: dueMs,
        finished_ms: null,
        error: null,
      })
    for (const days of [40, 20, 1]) await ran(nowMs - days * dayMs).execute()
    await decideRetention(store, { kind: 'jobRuns', days: 30, expectedRevision: 0 }, by)
    await run(retention, jobsAt(store, nowMs))
    const left = await store.db.selectFrom('job_run').select('due_ms').orderBy('due_ms').execute()
    expect(left.map(({ due_ms }) => (nowMs - due_ms) / dayMs)).toEqual([20, 1])
    const kinds = await readRetention(store.reader)
    expect(kinds.find(({ kind }) => kind === 'jobRuns')).toEqual({
      kind: 'jobRuns',
      revision: 1,
      days: 30,
      daysDefault: 14,
      daysMin: 7,
      daysMax: 90,
      decided: { author: 'user an', atMs: nowMs },
      ranMs: nowMs,
      removed: 1,
      removedMs: nowMs,
      removedTotal: 1,
    })
    expect(kinds.find(({ kind }) => kind === 'endedFacts')).toMatchObject({ removedMs: null })
    const written = await store.db.selectFrom('audit').select('action').orderBy('id').execute()
    expect(written.map(({ action }) => action)).toEqual(['decide-retention', 'remove-old'])
    expect(await checkAudit(store.reader)).toMatchObject({ faults: [] })
  })

  test('a port that ceased to listen long ago is forgotten, one that listens is not', async () => {
    const store = await (await fresh()).open()
    const before = (days: number) => nowMs - days * dayMs
    const port = { host_id: 'a', transport: 'tcp', is_reopened: 0 } as const
    const rows = [
      { ...port, port: 1, opened_ms: before(500), closed_ms: before(401) },
      { ...port, port: 2, opened_ms: before(500), closed_ms: before(399) },
      { ...port, port: 3, opened_ms: before(500), closed_ms: null },
    ]
    await store.db.insertInto('port_change').values(rows).execute()
    await run(retention, jobsAt(store, nowMs))
    const left = await store.db.selectFrom('port_change').select('port').orderBy('port').execute()
    expect(left.map((row) => row.port)).toEqual([2, 3])
  })

  test('of device checks only those go that told nothing, and of each device the newest stays', async () => {
    const store = await (await fresh()).open()
    const row = (device: string, days: number, verdict: CheckVerdict) => ({
      host_id: 'a',
      mac: device,
      checked_ms: nowMs - days * dayMs,
      authorisation_id: 'an-authorisation',
      agency_id: 'an-agency',
      entry_id: device,
      checked_as: '{}',
      received_ms: nowMs - days * dayMs,
      rules: '1',
      attempts: 0,
      verdict,
      result: JSON.stringify({ verdict }),
    })
    const rows = [
      row('camera', 200, 'unreachable'),
      row('camera', 150, 'default'),
      row('camera', 140, 'this-default-not-in-use'),
      row('camera', 120, 'inactive'),
      row('camera', 91, 'not-checked'),
      row('camera', 89, 'unidentified'),
      row('printer', 300, 'unreachable'),
      row('printer', 299, 'unreachable'),
    ]
    await store.db.insertInto('device_check_result').values(rows).execute()
    await run(retention, jobsAt(store, nowMs))
    const left = await store.db
      .selectFrom('device_check_result')
      .select(['entry_id', 'received_ms'])
      .orderBy('received_ms')
      .execute()
    expect(left.map((one) => [one.entry_id, (nowMs - Number(one.received_ms)) / dayMs])).toEqual([
      ['printer', 299],
      ['camera', 150],
      ['camera', 140],
      ['camera', 120],
      ['camera', 89],
    ])
  })

  test('what is outside the bounds of its kind is refused and changes nothing', async () => {
    const store = await (await fresh()).open()
    for (const kind of retentionKinds) {
      const { daysMin, daysMax } = retentionRules[kind]
      for (const days of [daysMin - 1, daysMax + 1]) {
        const wanted = { kind, days, expectedRevision: 0 }
        await expect(decideRetention(store, wanted, by)).rejects.toThrow('REQUEST_INVALID')
      }
    }
    expect(await store.db.selectFrom('audit').selectAll().execute()).toEqual([])
  })
})

test.each(languages)('the notice to staff names every probe and every period (%s)', (language) => {
  const words = translator(language)
  const kinds = retentionKinds.map((kind, index) => ({ kind, days: 101 + index }))
  const parts = staffNotice(words, kinds)
  const lines = parts.flatMap((part) => part.lines)
  const read = lines.flatMap(({ name }) => (name === null ? [] : [name.toLowerCase()]))
  expect(read).toEqual(probeIds.map((id) => words.t(`probe.${id}`).toLowerCase()))
  const text = lines.map((line) => line.text).join('\n')
  for (const id of probeIds) expect(text).toContain(words.t(`notice.reads.${id}`))
  for (const { kind, days } of kinds) {
    expect(text).toContain(`${words.t(`retention.kind.${kind}`)}: ${days}`)
  }
  for (const kind of keptForGood) expect(text).toContain(words.t(`retention.good.${kind}`))
  for (const role of roles) expect(text).toContain(words.t(`notice.role.${role}`))
})
