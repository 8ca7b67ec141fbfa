import { Button, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { NewPasswordFields } from '../account/new-password-fields.tsx'
import { Refused } from './refused.tsx'
import type { StepProps } from './sign-in-steps.tsx'
import styles from './sign-in.module.css'

/** A password of one's own in the place of a one-time password. */
export function NewPasswordStep({ onAnswer, onError }: StepProps) {
  const { t } = useSpeech()
  const api = useApi()
  const [password, setPassword] = useState<string | null>(null)
  const send = useMutation({
    mutationFn: (chosen: string) => api.call('signInPassword', { body: { password: chosen } }),
    onSuccess: onAnswer,
    onError,
  })
  return (
    <form
      className={styles['form']}
      aria-labelledby="sign-in-new-password-title"
      onSubmit={(event) => {
        event.preventDefault()
        if (password !== null) send.mutate(password)
      }}
    >
      <div>
        <Title order={2} size="h5" id="sign-in-new-password-title">
          {t('sign-in.new-password.title')}
        </Title>
        <p className={styles['what']}>{t('sign-in.new-password.what')}</p>
      </div>
      <Refused error={send.error} />
      <NewPasswordFields onChange={setPassword} autoFocus />
      <Button type="submit" loading={send.isPending} disabled={password === null} fullWidth>
        {t('password.save')}
      </Button>
    </form>
  )
}
