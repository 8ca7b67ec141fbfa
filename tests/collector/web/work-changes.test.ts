import { expect, test } from 'vitest'
import { dayAt } from '#collector/web/dates.ts'
import { changeOf, emptyDraft } from '#collector/web/screens/work/draft.ts'
import { historyLines } from '#collector/web/screens/work/changes.ts'
import type { WorkDecision } from '#protocol/work.ts'

const at = (day: string) => Date.parse(`${day}T09:00:00+07:00`)
const decision = (revision: number, day: string, more: Partial<WorkDecision>): WorkDecision => ({
  revision,
  status: 'new',
  owner: null,
  dueDay: null,
  note: null,
  risk: null,
  by: 'lan',
  atMs: at(day),
  isUndo: false,
  ...more,
})
const lines = (history: readonly WorkDecision[], today = '2026-11-22') =>
  historyLines(history, { today, dayOf: dayAt }).map((line) =>
    line.kind === 'expired'
      ? `expired ${line.day}`
      : line.changes.map(({ field, before, after }) => `${field} ${before} -> ${after}`),
  )

test('every change of an item is told against the decision before it, the newest first', () => {
  const owner = { userId: null, name: 'Ông Bình' }
  const first = decision(1, '2026-11-02', { status: 'doing', owner, dueDay: '2026-11-20' })
  const second = decision(2, '2026-11-05', { status: 'doing', owner, dueDay: '2026-12-01' })
  const third = decision(3, '2026-11-09', { status: 'doing', dueDay: null, note: 'chờ máy' })
  expect(lines([third, second, first])).toEqual([
    ['owner Ông Bình -> null', 'due 2026-12-01 -> null', 'note null -> chờ máy'],
    ['due 2026-11-20 -> 2026-12-01'],
    ['status new -> doing', 'owner null -> Ông Bình', 'due null -> 2026-11-20'],
  ])
  expect(lines([decision(2, '2026-11-05', {}), decision(1, '2026-11-02', {})])).toEqual([[], []])
})

test('an accepted risk that ran out by itself stands in the history, one that was ended before does not', () => {
  const risk = { reason: 'máy sắp thay', untilDay: '2026-11-10' }
  const accepted = decision(1, '2026-11-02', { status: 'accepted', risk })
  const told = [
    'status new -> accepted',
    'risk null -> máy sắp thay',
    'risk-until null -> 2026-11-10',
  ]
  expect(lines([accepted])).toEqual(['expired 2026-11-10', told])
  // Its last day is still accepted.
  expect(lines([accepted], '2026-11-10')).toEqual([told])
  const ended = decision(2, '2026-11-06', { status: 'doing' })
  expect(lines([ended, accepted])).toHaveLength(2)
  const later = decision(2, '2026-11-15', { status: 'doing' })
  expect(lines([later, accepted])[1]).toBe('expired 2026-11-10')
})

test('a form takes owner and due date away, and leaves alone what is empty', () => {
  expect(changeOf(emptyDraft, [])).toBeNull()
  const cleared = { ...emptyDraft, isOwnerCleared: true, isDueCleared: true }
  expect(changeOf(cleared, [])).toEqual({ owner: null, dueDay: null })
  // What was typed before the box was ticked does not count.
  const typed = { ...cleared, owner: 'Ông Bình', dueDay: '31/02/2026' }
  expect(changeOf(typed, [])).toEqual({ owner: null, dueDay: null })
})
