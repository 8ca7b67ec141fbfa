import { PasswordInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { passwordLengthMax, passwordLengthMin } from '#protocol/people.ts'
import { useSpeech } from '../../language.tsx'

/** A password twice; null while it is too short or the two differ. */
export function NewPasswordFields(props: {
  onChange: (password: string | null) => void
  autoFocus?: boolean
}) {
  const { t } = useSpeech()
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const tell = (one: string, other: string) =>
    props.onChange(one === other && [...one].length >= passwordLengthMin ? one : null)
  const isDifferent = second !== '' && first !== second
  const shared = {
    maxLength: passwordLengthMax,
    autoComplete: 'new-password',
    required: true,
    withAsterisk: false,
    visibilityToggleButtonProps: { 'aria-label': t('sign-in.password.show') },
  }
  return (
    <Stack gap="sm">
      <PasswordInput
        {...shared}
        name="new-password"
        label={t('password.new')}
        description={t('password.rule', { min: passwordLengthMin })}
        autoFocus={props.autoFocus ?? false}
        value={first}
        onChange={({ currentTarget }) => {
          setFirst(currentTarget.value)
          tell(currentTarget.value, second)
        }}
      />
      <PasswordInput
        {...shared}
        name="repeat-password"
        label={t('password.repeat')}
        error={isDifferent && t('password.different')}
        value={second}
        onChange={({ currentTarget }) => {
          setSecond(currentTarget.value)
          tell(first, currentTarget.value)
        }}
      />
    </Stack>
  )
}
