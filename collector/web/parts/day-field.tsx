import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'
import { dayOfText, dayText } from '../dates.ts'
import { useSpeech } from '../language.tsx'
import { readDay, type DayFault, type DayLimits } from '../typed-day.ts'

type Props = DayLimits &
  Pick<TextInputProps, 'size' | 'w' | 'description' | 'withAsterisk'> & {
    label: string
    /** As `readDay` says it: '' for none, yyyy-mm-dd for a day, else what is typed. */
    value: string
    onChange: (value: string) => void
    isRequired: boolean
    /** Stands where the day would be, of a field that says what is taken while it is empty. */
    placeholder?: string
    /** What somebody else says against the day. */
    error?: string | null
    /** The label is heard, and shown inside only while the field is empty. */
    isLabelInside?: boolean
    isDescriptionBelow?: boolean
    hasFocusFirst?: boolean
  }

/** The one field for a day: dd/MM/yyyy whatever the language of the browser. */
export function DayField({
  label,
  value,
  onChange,
  isRequired,
  earliest,
  latest,
  ...props
}: Props) {
  const { error, isLabelInside, isDescriptionBelow, hasFocusFirst, ...shown } = props
  const placeholder = props.placeholder ?? 'dd/MM/yyyy'
  const { t } = useSpeech()
  const faultText = (one: DayFault) =>
    'day' in one ? t(`day.${one.what}`, { day: one.day }) : t(`day.${one.what}`)
  const limits = { isRequired, earliest, latest }
  const [text, setText] = useState(dayText(value))
  const [valueBefore, setValueBefore] = useState(value)
  const [isTyped, setTyped] = useState(false)
  const [isLeft, setLeft] = useState(false)
  if (value !== valueBefore) {
    setValueBefore(value)
    // Set from elsewhere: filters were cleared, the back button. What is being typed is left alone.
    if (value !== readDay(text, limits).value) setText(dayText(value))
  }
  const { fault } = readDay(text, limits)
  const isWhole = text.trim().length >= wholeLength
  const own = fault && (isLeft || isWhole) ? faultText(fault) : null
  return (
    <TextInput
      size="sm"
      {...shown}
      {...(isLabelInside
        ? { 'aria-label': label, placeholder: `${label} ${placeholder}` }
        : { label, placeholder })}
      required={isRequired}
      inputWrapperOrder={isDescriptionBelow ? orderBelow : orderAbove}
      inputMode="numeric"
      autoComplete="off"
      maxLength={typedLengthMax}
      value={text}
      error={own ?? error ?? null}
      errorProps={{ role: 'alert' }}
      data-autofocus={hasFocusFirst || undefined}
      onChange={({ currentTarget: { value: typed } }) => {
        setText(typed)
        setTyped(true)
        onChange(readDay(typed, limits).value)
      }}
      onBlur={() => {
        setLeft(isTyped)
        setText(dayText(dayOfText(text) ?? text))
      }}
      onKeyDown={({ key }) => {
        if (key === 'Enter') setLeft(true)
      }}
    />
  )
}

type Order = NonNullable<TextInputProps['inputWrapperOrder']>
const orderAbove: Order = ['label', 'description', 'input', 'error']
const orderBelow: Order = ['label', 'input', 'error', 'description']

const wholeLength = 'dd/MM/yyyy'.length
const typedLengthMax = 20
