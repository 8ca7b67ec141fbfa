import { dayOfText, dayText } from './dates.ts'

/*
 * What a field of days gives to its form is one text: '' while nothing is typed, yyyy-mm-dd once a day is typed
 * that may be given, and else what is typed, as it is. So a wrong day is never taken over and never lost.
 */

/** Between which days, both included, a day may be given. */
export type DayLimits = {
  readonly earliest?: string | undefined
  readonly latest?: string | undefined
}

/** What is wrong with what is typed; days as dd/MM/yyyy. */
export type DayFault =
  | { readonly what: 'missing' | 'form' }
  | { readonly what: 'calendar' | 'too-early' | 'too-late'; readonly day: string }

type TypedDay = { readonly value: string; readonly fault: DayFault | null }

/** Whether a field of days holds a day that may be given. */
export const isDay = (value: string): boolean => dayOfText(value) === value

/** Whether a field that may stay empty is in order. */
export const isDayOrNone = (value: string): boolean => value === '' || isDay(value)

/** Reads dd/MM/yyyy, and yyyy-mm-dd as it is pasted; a fault names its day as dd/MM/yyyy. */
export function readDay(
  typed: string,
  { isRequired, earliest, latest }: DayLimits & { readonly isRequired: boolean },
): TypedDay {
  const text = typed.trim()
  if (text === '') return { value: '', fault: isRequired ? { what: 'missing' } : null }
  const day = dayOfText(text)
  if (day === null) {
    const isOutsideCalendar = dayShape.test(text)
    return { value: text, fault: isOutsideCalendar ? { what: 'calendar', day: text } : formFault }
  }
  // What stands outside the limits goes on as it is shown, which no form takes for a day.
  const value = dayText(day)
  if (earliest !== undefined && day < earliest) {
    return { value, fault: { what: 'too-early', day: dayText(earliest) } }
  }
  if (latest !== undefined && day > latest) {
    return { value, fault: { what: 'too-late', day: dayText(latest) } }
  }
  return { value: day, fault: null }
}

const formFault = { what: 'form' } as const
const dayShape = /^(?:\d{1,2}([/.-])\d{1,2}\1\d{4}|\d{4}-\d{2}-\d{2})$/

type MomentFault = 'day-missing' | 'time-missing' | 'time-form' | 'too-late'
type TypedMoment = { readonly value: string; readonly fault: MomentFault | null }

/**
 * Joins a day and a time of the province, typed as HH:mm or as "8h30": '' while both are empty, yyyy-mm-ddTHH:mm
 * once they say a moment, and else what is typed.
 */
export function readMoment(day: string, typedTime: string, latestMs: number | null): TypedMoment {
  const time = typedTime.trim()
  if (day === '' && time === '') return { value: '', fault: null }
  const typed = `${day} ${time}`.trim()
  if (day === '') return { value: typed, fault: 'day-missing' }
  if (time === '') return { value: typed, fault: 'time-missing' }
  const clock = clockOf(time)
  if (clock === null) return { value: typed, fault: 'time-form' }
  if (!isDay(day)) return { value: typed, fault: null }
  const value = `${day}T${clock}`
  const isLate = latestMs !== null && (momentOf(value) ?? 0) > latestMs
  return isLate ? { value: typed, fault: 'too-late' } : { value, fault: null }
}

/** HH:mm of what is typed; null for what is no time of day. */
export function clockOf(typed: string): string | null {
  const match = /^(\d{1,2})(?:[:.h]|giờ)(\d{2})$/i.exec(typed.replaceAll(/\s/g, ''))
  if (!match) return null
  const [hours, minutes] = [Number(match[1]), Number(match[2])]
  if (hours > 23 || minutes > 59) return null
  return `${String(hours).padStart(2, '0')}:${match[2]}`
}

/** The moment that a field of moments holds, by the clocks of the province; null while it holds none. */
export function momentOf(value: string): number | null {
  const isWhole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value)
  return isWhole ? Date.parse(`${value}:00+07:00`) : null
}
