import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backupsToRemove, lastBackupDueMs } from '#domain/backup-keeping.ts'

const at = (text: string) => ({ name: text, momentMs: Date.parse(text) })

test('the newest of each day and of each week stays', () => {
  const backups = [
    at('2026-11-02T01:00:00+07:00'),
    at('2026-11-07T01:00:00+07:00'),
    at('2026-11-08T01:00:00+07:00'),
    at('2026-11-09T01:00:00+07:00'),
    at('2026-11-10T00:10:00+07:00'),
    at('2026-11-10T23:50:00+07:00'),
    at('2026-11-11T01:00:00+07:00'),
  ]
  // Of 2/11 to 8/11 the Sunday, and of the week that began on 9/11 the two last days.
  expect(backupsToRemove(backups, { days: 2, weeks: 2 }).toSorted()).toEqual([
    '2026-11-02T01:00:00+07:00',
    '2026-11-07T01:00:00+07:00',
    '2026-11-09T01:00:00+07:00',
    '2026-11-10T00:10:00+07:00',
  ])
})

test('however few are kept and however old it is, the newest is never removed', () => {
  const moments = fc.uniqueArray(fc.integer({ min: 1e12, max: 2e12 }), { minLength: 1 })
  const keeping = fc.record({ days: fc.nat(5), weeks: fc.nat(5) })
  fc.assert(
    fc.property(moments, keeping, (times, kept) => {
      const backups = times.map((momentMs) => ({ name: String(momentMs), momentMs }))
      expect(backupsToRemove(backups, kept)).not.toContain(String(Math.max(...times)))
    }),
  )
})

test.each([
  ['2026-11-22T00:59:00+07:00', '2026-11-21T01:00:00+07:00'],
  ['2026-11-22T01:00:00+07:00', '2026-11-22T01:00:00+07:00'],
  ['2026-11-22T23:00:00+07:00', '2026-11-22T01:00:00+07:00'],
])('at %s the backup of one o’clock was due at %s', (now, due) => {
  expect(lastBackupDueMs(1, Date.parse(now))).toBe(Date.parse(due))
})
