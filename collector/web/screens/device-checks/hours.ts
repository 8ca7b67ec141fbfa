/** HH:mm of a minute of the day; the end of the day is 24:00. */
export function hourText(minute: number): string {
  const hours = Math.floor(minute / 60)
  return `${String(hours).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

const halfHours = 48

/** The half hours of a day, as choices of a field. */
export const hourChoices = Array.from({ length: halfHours + 1 }, (_, index) => ({
  value: String(index * 30),
  label: hourText(index * 30),
}))
