import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { dayAt, dayOfText, dayText } from '../../dates.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'

/** A day typed as dd/MM/yyyy. Empty is null; what is no day is told and not taken over. */
export function DayField(props: {
  label: string
  value: string | null
  onChange: (day: string | null) => void
  isOptional?: boolean
  description?: string
}) {
  const { t } = useSpeech()
  const [text, setText] = useState(props.value === null ? '' : dayText(props.value))
  const isEmpty = text.trim() === ''
  const isWrong = isEmpty ? props.isOptional !== true : dayOfText(text) === null
  return (
    <TextInput
      size="sm"
      label={props.label}
      description={props.description}
      placeholder="dd/MM/yyyy"
      inputMode="numeric"
      maxLength={10}
      value={text}
      error={isWrong ? t('organisations.day.wrong') : null}
      onChange={({ currentTarget: { value } }) => {
        setText(value)
        props.onChange(dayOfText(value))
      }}
    />
  )
}

/** The day in the province when the part of the screen was opened. */
export function useToday(): string {
  const { clock } = useApi()
  const [day] = useState(() => dayAt(clock.now()))
  return day
}
