import { Alert, Button, PasswordInput, TextInput, Title } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, type FormEvent } from 'react'
import { sessionKey, useApi } from '../client.ts'
import { useSpeech } from '../language.tsx'
import { useFailureText } from '../parts/failure.tsx'
import { Shield } from '../shell/brand.tsx'
import { LanguageSwitch, SchemeSwitch } from '../shell/switches.tsx'
import styles from './sign-in.module.css'

/** Name and password. The page that was asked for shows afterwards. */
export function SignIn() {
  const { t } = useSpeech()
  const passwordField = useRef<HTMLInputElement>(null)
  const api = useApi()
  const queryClient = useQueryClient()
  const signIn = useMutation({
    mutationFn: (body: { name: string; password: string }) => api.call('signIn', { body }),
    onSuccess: (session) => queryClient.setQueryData(sessionKey, session),
    onError: () => passwordField.current?.select(),
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [name, password] = [form.get('name'), form.get('password')]
    if (typeof name !== 'string' || typeof password !== 'string') return
    signIn.mutate({ name: name.trim().normalize('NFC'), password })
  }

  return (
    <main className={styles['page']}>
      <div className={styles['switches']}>
        <LanguageSwitch />
        <SchemeSwitch />
      </div>
      <form className={styles['card']} onSubmit={submit} aria-labelledby="sign-in-title">
        <Shield size={44} />
        <div>
          <Title order={1} size="h3" id="sign-in-title">
            {t('sign-in.title')}
          </Title>
          <p className={styles['what']}>{t('sign-in.what')}</p>
        </div>
        {signIn.isError && <Refused error={signIn.error} />}
        <TextInput
          name="name"
          label={t('sign-in.name')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          autoFocus
          required
          withAsterisk={false}
        />
        <PasswordInput
          ref={passwordField}
          name="password"
          label={t('sign-in.password')}
          autoComplete="current-password"
          maxLength={200}
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('sign-in.password.show') }}
        />
        <Button type="submit" loading={signIn.isPending} fullWidth>
          {t('sign-in.submit')}
        </Button>
        <p className={styles['hint']}>{t('sign-in.hint')}</p>
      </form>
    </main>
  )
}

function Refused({ error }: { error: Error }) {
  const textOf = useFailureText()
  return (
    <Alert
      role="alert"
      variant="light"
      color="red"
      icon={<IconAlertCircle size={18} />}
      p="xs"
      classNames={{ message: styles['error'] ?? '' }}
    >
      {textOf(error)}
    </Alert>
  )
}
