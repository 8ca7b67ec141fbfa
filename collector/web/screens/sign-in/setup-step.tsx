import { Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { RouteOutput } from '#protocol/routes.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { RecoveryCodes } from '../account/recovery-codes.tsx'
import { TotpSetup } from '../account/totp-setup.tsx'
import { Refused } from './refused.tsx'
import type { StepProps } from './sign-in-steps.tsx'
import styles from './sign-in.module.css'

/** Setting an authenticator up where the role requires one, then the recovery codes, then in. */
export function SetupStep({ onAnswer, onError }: StepProps) {
  const { t } = useSpeech()
  const api = useApi()
  const [done, setDone] = useState<RouteOutput<'signInTotpSetup'> | null>(null)
  const offer = useMutation({ mutationFn: () => api.call('signInTotpOffer', {}), onError })
  const confirm = useMutation({
    mutationFn: (code: string) => api.call('signInTotpSetup', { body: { code } }),
    onSuccess: setDone,
    onError,
  })
  const { mutate: begin } = offer
  useEffect(() => begin(), [begin])
  if (done) {
    return <RecoveryCodes codes={done.recoveryCodes} onKept={() => onAnswer(done.session)} />
  }
  return (
    <div className={styles['form']}>
      <div>
        <Title order={2} size="h5">
          {t('sign-in.totp-setup.title')}
        </Title>
        <p className={styles['what']}>{t('sign-in.totp-setup.what')}</p>
      </div>
      <Refused error={offer.error ?? confirm.error} />
      {offer.data && (
        <TotpSetup offer={offer.data} isBusy={confirm.isPending} onCode={confirm.mutate} />
      )}
    </div>
  )
}
