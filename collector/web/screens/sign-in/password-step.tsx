import { Button, Divider, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, type FormEvent } from 'react'
import { addressOf } from '../../api.ts'
import { useApi } from '../../client.ts'
import { routes } from '../../contract.ts'
import { useSpeech } from '../../language.tsx'
import { signInWaysQuery } from './sign-in-queries.ts'
import { Refused } from './refused.tsx'
import type { StepProps } from './sign-in-steps.tsx'
import styles from './sign-in.module.css'

/** Name and password, or the sign-in service of the province. */
export function PasswordStep(props: StepProps & { name: string | null; lateness: Error | null }) {
  const { t } = useSpeech()
  const passwordField = useRef<HTMLInputElement>(null)
  const api = useApi()
  const ways = useQuery(signInWaysQuery(api)).data
  const signIn = useMutation({
    mutationFn: (body: { name: string; password: string }) => api.call('signIn', { body }),
    onSuccess: props.onAnswer,
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
    <form className={styles['form']} onSubmit={submit} aria-label={t('sign-in.title')}>
      <Refused error={signIn.error ?? props.lateness} />
      {ways?.hasProvider && props.name === null && <ProviderButton />}
      <TextInput
        name="name"
        label={t('sign-in.name')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={60}
        autoFocus={props.name === null}
        {...(props.name === null ? {} : { defaultValue: props.name, readOnly: true })}
        required
        withAsterisk={false}
      />
      <PasswordInput
        ref={passwordField}
        name="password"
        label={t('sign-in.password')}
        autoComplete="current-password"
        maxLength={200}
        autoFocus={props.name !== null}
        data-autofocus={props.name !== null || undefined}
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ 'aria-label': t('sign-in.password.show') }}
      />
      <Button type="submit" loading={signIn.isPending} fullWidth>
        {t('sign-in.submit')}
      </Button>
      {props.name === null && (
        <p className={styles['hint']}>
          {t(ways?.hasDirectory ? 'sign-in.directory' : 'sign-in.hint')}
        </p>
      )}
    </form>
  )
}

function ProviderButton() {
  const { t } = useSpeech()
  const { pathname, search } = globalThis.location
  const address = addressOf(routes.oidcStart, { query: { to: `${pathname}${search}` } })
  return (
    <>
      <Button component="a" href={address} variant="default" fullWidth>
        {t('sign-in.provider')}
      </Button>
      <Divider label={t('sign-in.or')} />
    </>
  )
}
