import { Button, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { passwordLengthMax, type AccountView } from '#protocol/people.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { accountKey, mySessionsKey } from './account-queries.ts'
import { NewPasswordFields } from './new-password-fields.tsx'
import styles from './account.module.css'

/** Changing one's own password, where it is kept here. */
export function PasswordCard({ account }: { account: AccountView }) {
  const { t, time } = useSpeech()
  const { source, passwordChangedMs } = account
  const changed =
    passwordChangedMs === null
      ? t('account.password.unchanged')
      : t('account.password.changed', { time: time(passwordChangedMs) })
  return (
    <Card title={t('account.password')}>
      {source === 'local' ? (
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {changed}. {t('account.password.ends')}
          </Text>
          <ChangePassword />
        </Stack>
      ) : (
        <Text size="sm">{t('account.password.elsewhere')}</Text>
      )}
    </Card>
  )
}

function ChangePassword() {
  const { t } = useSpeech()
  const textOf = useFailureText()
  const api = useApi()
  const client = useQueryClient()
  const [next, setNext] = useState<string | null>(null)
  // Another key makes the fields anew, empty.
  const [round, setRound] = useState(0)
  const change = useMutation({
    mutationFn: (body: { current: string; next: string }) => api.call('changePassword', { body }),
    onSuccess: (account) => {
      client.setQueryData(accountKey, account)
      setRound(round + 1)
      return client.invalidateQueries({ queryKey: mySessionsKey })
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const current = new FormData(event.currentTarget).get('current-password')
    if (typeof current === 'string' && next !== null) change.mutate({ current, next })
  }
  return (
    <form key={round} className={styles['narrow']} onSubmit={submit}>
      <Stack gap="sm">
        <PasswordInput
          name="current-password"
          label={t('password.current')}
          autoComplete="current-password"
          maxLength={passwordLengthMax}
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('sign-in.password.show') }}
        />
        <NewPasswordFields onChange={setNext} />
        <div aria-live="polite">
          {change.isError && (
            <Text role="alert" size="sm" c="var(--mantine-color-error)">
              {textOf(change.error)}
            </Text>
          )}
          {change.isSuccess && <Text size="sm">{t('account.password.done')}</Text>}
        </div>
        <Button type="submit" loading={change.isPending} disabled={next === null}>
          {t('password.save')}
        </Button>
      </Stack>
    </form>
  )
}
