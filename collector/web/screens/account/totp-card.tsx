import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { passwordLengthMax, type AccountView } from '#protocol/people.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { accountKey } from './account-queries.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { TotpSetup } from './totp-setup.tsx'
import styles from './account.module.css'

type Open = 'setup' | 'off' | 'renew' | null

/** The second step of one's sign-ins: on, off, and the codes for the day on which the telephone is lost. */
export function TotpCard({ account }: { account: AccountView }) {
  const { t, time, number } = useSpeech()
  const [open, setOpen] = useState<Open>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const { isPossible, isOn, sinceMs, recoveryCodesLeft, isRequired } = account.totp
  const close = () => setOpen(null)
  if (!isPossible) {
    return (
      <Card title={t('account.totp')}>
        <Text size="sm">{t('account.totp.elsewhere')}</Text>
      </Card>
    )
  }
  return (
    <Card title={t('account.totp')}>
      <Stack gap="sm">
        <div>
          <Text fw={600}>
            {isOn ? t('account.totp.on', { time: time(sinceMs ?? 0) }) : t('account.totp.off')}
          </Text>
          <Text size="sm" c="dimmed">
            {isOn
              ? t('account.totp.left', { count: number(recoveryCodesLeft) })
              : t('account.totp.why')}{' '}
            {isRequired && t('account.totp.required')}
          </Text>
        </div>
        <Group gap="xs">
          {!isOn && <Button onClick={() => setOpen('setup')}>{t('account.totp.start')}</Button>}
          {isOn && (
            <Button variant="default" onClick={() => setOpen('renew')}>
              {t('account.totp.renew')}
            </Button>
          )}
          {isOn && !isRequired && (
            <Button variant="default" onClick={() => setOpen('off')}>
              {t('account.totp.stop')}
            </Button>
          )}
        </Group>
      </Stack>
      {open === 'setup' && <SetUp onCodes={setCodes} onClose={close} />}
      {open === 'off' && <TurnOff onClose={close} />}
      {open === 'renew' && <Renew onCodes={setCodes} onClose={close} />}
      {codes && <KeepCodes codes={codes} onKept={() => setCodes(null)} />}
    </Card>
  )
}

function SetUp(props: { onCodes: (codes: readonly string[]) => void; onClose: () => void }) {
  const { t } = useSpeech()
  const textOf = useFailureText()
  const api = useApi()
  const client = useQueryClient()
  const offer = useMutation({ mutationFn: () => api.call('offerTotp', {}) })
  const confirm = useMutation({
    mutationFn: (code: string) => api.call('confirmTotp', { body: { code } }),
    onSuccess: async ({ recoveryCodes }) => {
      props.onCodes(recoveryCodes)
      props.onClose()
      await client.invalidateQueries({ queryKey: accountKey })
    },
  })
  const { mutate: begin } = offer
  useEffect(() => begin(), [begin])
  const error = offer.error ?? confirm.error
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('account.totp.start')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <Stack gap="sm">
        {error && (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {textOf(error)}
          </Text>
        )}
        {offer.data && (
          <TotpSetup offer={offer.data} isBusy={confirm.isPending} onCode={confirm.mutate} />
        )}
      </Stack>
    </Modal>
  )
}

function TurnOff({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const [password, setPassword] = useState('')
  const turnOff = useMutation({
    mutationFn: () => api.call('turnTotpOff', { body: { password } }),
    onSuccess: (account) => {
      client.setQueryData(accountKey, account)
      onClose()
    },
  })
  return (
    <Confirm
      title={t('account.totp.stop')}
      action={t('account.totp.stop')}
      isBusy={turnOff.isPending}
      isReady={password !== ''}
      error={turnOff.error}
      onConfirm={() => turnOff.mutate()}
      onClose={onClose}
    >
      <Text size="sm">{t('account.totp.stop.what')}</Text>
      <ConfirmPassword value={password} onChange={setPassword} />
    </Confirm>
  )
}

function Renew(props: { onCodes: (codes: readonly string[]) => void; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const [password, setPassword] = useState('')
  const renew = useMutation({
    mutationFn: () => api.call('renewRecoveryCodes', { body: { password } }),
    onSuccess: async ({ recoveryCodes }) => {
      props.onCodes(recoveryCodes)
      props.onClose()
      await client.invalidateQueries({ queryKey: accountKey })
    },
  })
  return (
    <Confirm
      title={t('account.totp.renew')}
      action={t('account.totp.renew')}
      isBusy={renew.isPending}
      isReady={password !== ''}
      error={renew.error}
      onConfirm={() => renew.mutate()}
      onClose={props.onClose}
    >
      <Text size="sm">{t('account.totp.renew.what')}</Text>
      <ConfirmPassword value={password} onChange={setPassword} />
    </Confirm>
  )
}

function ConfirmPassword(props: { value: string; onChange: (value: string) => void }) {
  const { t } = useSpeech()
  return (
    <PasswordInput
      label={t('password.current')}
      autoComplete="current-password"
      maxLength={passwordLengthMax}
      required
      withAsterisk={false}
      data-autofocus
      value={props.value}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t('sign-in.password.show') }}
    />
  )
}

/** Not to be closed by accident: the codes are shown this once. */
function KeepCodes(props: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useSpeech()
  return (
    <Modal.Root opened onClose={() => undefined} closeOnEscape={false}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('recovery.title')}>
        <Modal.Body className={styles['codes-dialog'] ?? ''}>
          <RecoveryCodes {...props} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
