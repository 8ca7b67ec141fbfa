import { Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { AccountView } from '#protocol/people.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { accountQuery } from './account-queries.ts'
import { KeysCard } from './keys-card.tsx'
import { MySessions } from './my-sessions.tsx'
import { PasswordCard } from './password-card.tsx'
import { TotpCard } from './totp-card.tsx'
import styles from './account.module.css'

/** One's own account: what one is here, password, second step, keys, and where one is signed in. */
export function Account() {
  const { t } = useSpeech()
  const account = useQuery(accountQuery(useApi()))
  useTitle(t('account.title'))
  return (
    <div className={styles['screen']}>
      <Title order={1}>{t('account.title')}</Title>
      {account.data ? (
        <>
          <Facts account={account.data} />
          <TotpCard account={account.data} />
          <PasswordCard account={account.data} />
          <KeysCard />
          <MySessions />
        </>
      ) : account.isError ? (
        <LoadFailure error={account.error} onRetry={() => void account.refetch()} />
      ) : (
        <ScreenSkeleton />
      )}
    </div>
  )
}

function Facts({ account }: { account: AccountView }) {
  const { t, time } = useSpeech()
  const { name, role, agency, source, lastSignInMs } = account
  return (
    <Card title={name}>
      <dl className={styles['facts']}>
        <dt>{t('account.role')}</dt>
        <dd>{t(`role.${role}`)}</dd>
        <dt>{t('account.agency')}</dt>
        <dd>{agency?.name ?? t('account.province')}</dd>
        <dt>{t('account.source')}</dt>
        <dd>{t(`source.${source}`)}</dd>
        <dt>{t('account.last-sign-in')}</dt>
        <dd>{lastSignInMs === null ? t('account.never') : time(lastSignInMs)}</dd>
      </dl>
    </Card>
  )
}
