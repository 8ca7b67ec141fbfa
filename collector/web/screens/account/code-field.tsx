import { TextInput } from '@mantine/core'
import type { Ref } from 'react'

/** Six digits of an authenticator; telephones show their number pad, and offer what came by message. */
export function CodeField({
  label,
  ...rest
}: {
  label: string
  autoFocus?: boolean
  ref?: Ref<HTMLInputElement>
}) {
  return (
    <TextInput
      {...rest}
      name="code"
      label={label}
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="\s*\d{3}\s?\d{3}\s*"
      title={label}
      maxLength={9}
      required
      withAsterisk={false}
      styles={{ input: { fontVariantNumeric: 'tabular-nums', letterSpacing: '0.15em' } }}
    />
  )
}
