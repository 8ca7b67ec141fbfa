import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { dayText } from '../../dates.ts'

const provinceOffsetMs = 7 * 3_600_000

/** The day in the province. */
export const today = (nowMs: number) =>
  new Date(nowMs + provinceOffsetMs).toISOString().slice(0, 10)

/** yyyy-mm-dd of dd/MM/yyyy; null for what is no day of the calendar. */
export function dayOfText(text: string): string | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim())
  if (!match) return null
  const [, date = '', month = '', year = ''] = match
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.valueOf()) && at.toISOString().startsWith(day) ? day : null
}

/** A day typed as dd/MM/yyyy, whatever the language of the browser. */
export function DayInput(props: {
  label: string
  value: string
  error: string
  onChange: (day: string) => void
}) {
  const [text, setText] = useState(dayText(props.value))
  const isWrong = dayOfText(text) === null
  return (
    <TextInput
      size="sm"
      label={props.label}
      placeholder="dd/MM/yyyy"
      inputMode="numeric"
      value={text}
      error={isWrong ? props.error : null}
      onChange={({ currentTarget: { value } }) => {
        setText(value)
        const day = dayOfText(value)
        if (day !== null) props.onChange(day)
      }}
    />
  )
}
