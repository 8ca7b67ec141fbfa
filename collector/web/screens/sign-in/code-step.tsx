import { Button, TextInput, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { CodeField } from '../account/code-field.tsx'
import { Refused } from './refused.tsx'
import type { StepProps } from './sign-in-steps.tsx'
import styles from './sign-in.module.css'

/** A code of the authenticator, or a recovery code. */
export function CodeStep({ onAnswer, onError }: StepProps) {
  const { t } = useSpeech()
  const api = useApi()
  const field = useRef<HTMLInputElement>(null)
  const [isRecovery, setIsRecovery] = useState(false)
  const send = useMutation({
    mutationFn: (code: string) => api.call('signInTotp', { body: { code } }),
    onSuccess: onAnswer,
    onError: (error) => {
      onError(error)
      field.current?.select()
    },
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const code = new FormData(event.currentTarget).get('code')
    if (typeof code === 'string') send.mutate(code)
  }

  return (
    <form className={styles['form']} onSubmit={submit} aria-labelledby="sign-in-code-title">
      <div>
        <Title order={2} size="h5" id="sign-in-code-title">
          {t('sign-in.totp.title')}
        </Title>
        <p className={styles['what']}>
          {t(isRecovery ? 'sign-in.recovery.what' : 'sign-in.totp.what')}
        </p>
      </div>
      <Refused error={send.error} />
      {isRecovery ? (
        <TextInput
          key="recovery"
          ref={field}
          name="code"
          label={t('sign-in.recovery.code')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={24}
          autoFocus
          required
          withAsterisk={false}
        />
      ) : (
        <CodeField key="totp" ref={field} label={t('sign-in.totp.code')} autoFocus />
      )}
      <Button type="submit" loading={send.isPending} fullWidth>
        {t('sign-in.next')}
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => {
          send.reset()
          setIsRecovery(!isRecovery)
        }}
      >
        {t(isRecovery ? 'sign-in.totp.use' : 'sign-in.recovery.use')}
      </Button>
    </form>
  )
}
