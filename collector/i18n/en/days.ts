import type { days as source } from '../vi/days.ts'

/** What a field of days says of what is typed into it. */
export const days = {
  'day.missing': 'Give a day.',
  'day.form': 'Give the day as dd/MM/yyyy, e.g. 31/12/2026.',
  'day.calendar': 'The calendar has no day {day}.',
  'day.too-early': 'The earliest day is {day}.',
  'day.too-late': 'The latest day is {day}.',
  'moment.day': 'Day',
  'moment.time': 'Time',
  'moment.day-missing': 'Give the day too.',
  'moment.time-missing': 'Give the time too, as HH:mm.',
  'moment.time-form': 'Give the time as HH:mm, e.g. 08:30.',
  'moment.too-late': 'This moment is still to come.',
} as const satisfies Record<keyof typeof source, string>
