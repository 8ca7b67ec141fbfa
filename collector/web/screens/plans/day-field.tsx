import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { dayOfText, dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'

/** A day typed as dd/MM/yyyy, whatever the language of the browser; '' where none is typed. */
export function DayField(props: { label: string; value: string; onChange: (day: string) => void }) {
  const { t } = useSpeech()
  const [text, setText] = useState(dayText(props.value))
  const isWrong = text !== '' && dayOfText(text) === null
  return (
    <TextInput
      size="sm"
      label={props.label}
      placeholder="dd/MM/yyyy"
      inputMode="numeric"
      value={text}
      error={isWrong ? t('plan.edit.day.bad') : null}
      onChange={({ currentTarget: { value } }) => {
        setText(value)
        const day = value === '' ? '' : dayOfText(value)
        if (day !== null) props.onChange(day)
      }}
    />
  )
}
