import { textOf } from './cell.ts'
import { expected, foldWords, type ReadValue, type Value } from './value.ts'

const patterns: readonly RegExp[] = [
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/,
  /^(?<day>\d{1,2})\s*[/.-]\s*(?<month>\d{1,2})\s*[/.-]\s*(?<year>\d{4})$/,
  /^(ngay )?(?<day>\d{1,2}) thang (?<month>\d{1,2}) nam (?<year>\d{4})$/,
]

/**
 * A day: the date cell of a spreadsheet, dd/MM/yyyy as it is written here, yyyy-MM-dd, or in words. A year of two
 * digits is refused, and so is a bare number.
 */
export const asDay: ReadValue = (cell) => {
  if (cell !== null && typeof cell === 'object') {
    return 'day' in cell ? { value: cell.day } : expected('day')
  }
  const text = foldWords(textOf(cell)).replace(/[ t]0{1,2}:00(:00(\.0+)?)?( sa| am)?z?$/, '')
  const found = patterns.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups)
  return found ? calendarDay(found) : expected('day')
}

function calendarDay(parts: Record<string, string>): Value {
  const [year = 0, month = 0, day = 0] = ['year', 'month', 'day'].map((name) => Number(parts[name]))
  const at = new Date(Date.UTC(year, month - 1, day))
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && year >= 1000
  return isReal ? { value: at.toISOString().slice(0, 10) } : expected('day')
}
