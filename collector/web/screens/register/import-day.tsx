import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { dayOfText, dayText } from '../../dates.ts'

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
