import { Select } from '@mantine/core'

type Props<Choice extends string> = {
  label: string
  choices: readonly Choice[]
  nameOf: (choice: Choice) => string
  value: Choice | undefined
  onChange: (choice: Choice | undefined) => void
  maxWidth?: number
}

/** One of a few known values that a list is narrowed to; `undefined`: all of them. */
export function ChoiceFilter<Choice extends string>(props: Props<Choice>) {
  return (
    <Select
      size="sm"
      clearable
      {...(props.maxWidth !== undefined && { maw: props.maxWidth })}
      aria-label={props.label}
      placeholder={props.label}
      data={props.choices.map((value) => ({ value, label: props.nameOf(value) }))}
      value={props.value ?? null}
      onChange={(value) => props.onChange(props.choices.find((one) => one === value))}
    />
  )
}
