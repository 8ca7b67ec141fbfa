import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { bindingOn, dueOf, productCalendar } from '#domain/calendar.ts'
import { sendingOf, sentMsOf, stepsAfter } from '#domain/report-flow.ts'
import { reportStands, type ReportStep } from '#protocol/obligations.ts'
import { createAgency } from '#store/agencies.ts'
import { adoptObligation, listAdoptions, withdrawAdoption } from '#store/obligations/adoptions.ts'
import {
  eventsOf,
  recordReportStep,
  requireOccurrence,
  type ReportArchive,
  type StepWanted,
} from '#store/obligations/report-events.ts'
import { readCalendar, readSenders } from '#store/obligations/standing.ts'
import { onEachDatabase } from '#tests/support/databases.ts'

const vietnam = (text: string) => Date.parse(`${text}+07:00`)
const beganMs = vietnam('2026-01-05T08:00')
const quarterly = productCalendar.obligations.find(({ id }) => id === 'tq1670.o01')
if (!quarterly) throw new Error('no quarterly report')
const first = { obligationId: 'tq1670.o01', period: '2026-Q1' }
const by = (nowMs: number) => ({ actor: 'user chị Hoa', address: null, nowMs })
const noArchive: ReportArchive = { follow: () => Promise.resolve() }

test('a report goes from draft to received, and from returned only to a new draft', () => {
  expect(Object.fromEntries(reportStands.map((stand) => [stand, stepsAfter(stand)]))).toEqual({
    none: ['prepared'],
    prepared: ['prepared', 'confirmed'],
    confirmed: ['prepared', 'sent'],
    sent: ['received', 'returned'],
    received: [],
    returned: ['prepared'],
  })
})

test('a report that came back counts as not sent until it is sent again', () => {
  const at = (step: ReportStep, happenedMs: number) => ({
    id: 1,
    step,
    happenedMs,
    recordedMs: happenedMs,
    actor: '',
    person: '',
    reason: null,
    basis: null,
    reportId: null,
  })
  const sentMs = vietnam('2026-03-18T10:00')
  const sent = [at('prepared', 1), at('confirmed', 2), at('sent', sentMs)]
  expect(sentMsOf(sent)).toBe(sentMs)
  const returned = [...sent, at('returned', sentMs + 1)]
  expect(sentMsOf(returned)).toBeNull()
  const last = { lastDay: '2026-03-19' }
  expect(sendingOf(last, sentMsOf(returned), vietnam('2026-03-19T23:59'))).toBe('not-due')
  expect(sendingOf(last, sentMsOf(returned), vietnam('2026-03-20T00:00'))).toBe('overdue')
})

onEachDatabase((fresh) => {
  async function province() {
    const store = await (await fresh()).open()
    const make = async (name: string) => {
      const agency = { name, kind: 'sở', isSample: false }
      return (await createAgency(store.db, agency, { ...by(beganMs), newId: randomUUID })).id
    }
    const [health, finance] = [await make('Sở Y tế'), await make('Sở Tài chính')]
    const step = (agencyId: string, at: string, wanted: Partial<StepWanted>) =>
      recordReportStep(
        store.db,
        {
          key: { ...first, agencyId },
          obligation: quarterly as NonNullable<typeof quarterly>,
          wanted: {
            step: 'prepared',
            person: 'Nguyễn Văn A, chuyên viên',
            reason: null,
            basis: null,
            reportId: null,
            happenedMs: vietnam(at),
            ...wanted,
          },
          archive: noArchive,
        },
        by(vietnam('2026-03-25T08:00')),
      )
    const stands = async (at: string) => {
      const calendar = bindingOn(productCalendar, { id: 'tuyen-quang', adopted: [] })
      const due = requireOccurrence(calendar, first)
      const rows = await readSenders(store.reader, { ...due, nowMs: vietnam(at) })
      return rows.map(({ name, sending, stand, daysLate }) => [name, sending, stand, daysLate])
    }
    return { store, health, finance, step, stands }
  }

  test('the 19th at 23:59 is on time, the 20th at 00:00 late; who has not sent comes first', async () => {
    const { health, finance, step, stands } = await province()
    for (const [agency, sent] of [
      [health, '2026-03-19T23:59'],
      [finance, '2026-03-20T00:00'],
    ] as const) {
      await step(agency, '2026-03-15T08:00', { step: 'prepared' })
      await step(agency, '2026-03-16T08:00', { step: 'confirmed', person: 'Bà B, Giám đốc' })
      expect(await stands('2026-03-22T08:00')).toContainEqual([
        agency === health ? 'Sở Y tế' : 'Sở Tài chính',
        'overdue',
        'confirmed',
        3,
      ])
      await step(agency, sent, { step: 'sent' })
    }
    expect(await stands('2026-03-22T08:00')).toEqual([
      ['Sở Tài chính', 'late', 'sent', 1],
      ['Sở Y tế', 'on-time', 'sent', 0],
    ])
  })

  test('steps are appended, written down with who and when, and never skipped', async () => {
    const { store, health, step } = await province()
    await expect(step(health, '2026-03-15T08:00', { step: 'sent' })).rejects.toMatchObject({
      code: 'REPORT_STEP_NOT_NEXT',
      params: { step: 'sent', stand: 'none' },
    })
    await step(health, '2026-03-15T08:00', { step: 'prepared', reportId: 'bản 1' })
    await step(health, '2026-03-16T08:00', { step: 'confirmed' })
    await step(health, '2026-03-17T08:00', { step: 'sent' })
    await expect(step(health, '2026-03-18T08:00', { step: 'returned' })).rejects.toMatchObject({
      code: 'REPORT_REASON_MISSING',
    })
    await step(health, '2026-03-18T08:00', { step: 'returned', reason: 'thiếu phụ lục II' })
    await expect(
      step(health, '2026-03-18T09:00', { step: 'prepared', reportId: 'bản 1' }),
    ).rejects.toMatchObject({ code: 'REPORT_DRAFT_SAME' })
    await expect(step(health, '2026-03-17T09:00', { step: 'prepared' })).rejects.toMatchObject({
      code: 'REPORT_STEP_DAY',
    })
    await step(health, '2026-03-18T09:00', { step: 'prepared', reportId: 'bản 2' })
    const events = (await eventsOf(store.reader, first)).get(health) ?? []
    expect(events.map((one) => [one.step, one.reportId, one.reason])).toEqual([
      ['prepared', 'bản 1', null],
      ['confirmed', 'bản 1', null],
      ['sent', 'bản 1', null],
      ['returned', 'bản 1', 'thiếu phụ lục II'],
      ['prepared', 'bản 2', null],
    ])
    const audited = await store.reader
      .selectFrom('audit')
      .select('actor')
      .where('action', '=', 'report-step')
      .execute()
    expect(audited).toHaveLength(5)
  })

  test('of two who take the same step at once, one is told that it was taken', async () => {
    const { store, health, step } = await province()
    const both = await Promise.allSettled([
      step(health, '2026-03-15T08:00', { step: 'prepared', reportId: 'một' }),
      step(health, '2026-03-15T08:00', { step: 'prepared', reportId: 'hai' }),
    ])
    for (const one of both) {
      if (one.status === 'rejected') {
        expect(one.reason).toMatchObject({ code: 'REPORT_STEP_NOT_NEXT' })
      }
    }
    const recorded = both.filter(({ status }) => status === 'fulfilled').length
    expect(recorded).toBeGreaterThan(0)
    expect((await eventsOf(store.reader, first)).get(health)).toHaveLength(recorded)
  })

  test('the archive follows in the same transaction: what it refuses is not recorded', async () => {
    const { store, health } = await province()
    const refusing: ReportArchive = { follow: () => Promise.reject(new Error('no such report')) }
    const wanted = {
      step: 'prepared' as const,
      person: 'A',
      reason: null,
      basis: null,
      reportId: 'không có',
      happenedMs: null,
    }
    await expect(
      recordReportStep(
        store.db,
        {
          key: { ...first, agencyId: health },
          obligation: quarterly,
          wanted,
          archive: refusing,
        },
        by(beganMs),
      ),
    ).rejects.toThrow('no such report')
    expect((await eventsOf(store.reader, first)).size).toBe(0)
  })

  test('a province takes on a duty of another by its own document, once, and may take it back', async () => {
    const { store } = await province()
    const wanted = {
      obligationId: 'tq1670.o01',
      fromDay: '2026-04-01',
      untilDay: null,
      basis: 'Công văn 12/UBND-KGVX',
    }
    const adopt = () => adoptObligation(store.db, { wanted, provinceId: 'quang-ngai' }, by(beganMs))
    const adopted = await adopt()
    await expect(adopt()).rejects.toMatchObject({ code: 'OBLIGATION_BINDS_ALREADY' })
    const calendar = await readCalendar(store.reader, 'quang-ngai')
    const [one] = calendar.obligations.filter(({ id }) => id === 'tq1670.o01')
    expect(one && dueOf(one, '2026-Q1', calendar)).toBeNull()
    expect(one && dueOf(one, '2026-Q2', calendar)?.lastDay).toBe('2026-06-19')
    await withdrawAdoption(store.db, adopted.id, by(beganMs + 1))
    expect(await listAdoptions(store.reader)).toEqual([])
    await expect(withdrawAdoption(store.db, adopted.id, by(beganMs + 2))).rejects.toMatchObject({
      code: 'OBLIGATION_NOT_FOUND',
    })
  })
})
