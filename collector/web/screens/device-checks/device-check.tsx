import { Button, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { DeviceCheckView } from '#protocol/device-check-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import register from '../register/register.module.css'
import { AgreementCard } from './agreement-card.tsx'
import { CheckContent } from './check-content.tsx'
import { checkQuery, checkSwitchQuery } from './device-check-queries.ts'
import styles from './device-checks.module.css'
import { SigningCard } from './signing-card.tsx'
import { WithdrawCheck } from './withdraw-check.tsx'

/** One authorisation: what is signed, whose turn it is, and who did which step. */
export function DeviceCheck() {
  const { t } = useSpeech()
  const { id } = useParams({ from: '/register/device-checks/$id' })
  const check = useQuery(checkQuery(useApi(), id))
  const title = check.data?.document ?? t('device-check.title')
  useTitle(title)
  return (
    <div className={register['screen']}>
      <header>
        <Title order={1}>{title}</Title>
        <p className={register['lead']}>
          <Link to="/register/device-checks">{t('device-check.title')}</Link>
        </p>
      </header>
      {check.isPending && <RowsSkeleton rows={8} />}
      {check.isError && <LoadFailure error={check.error} onRetry={() => void check.refetch()} />}
      {check.data && (
        <>
          <Standing check={check.data} />
          <CheckContent check={check.data} />
          {check.data.state === 'draft' && (
            // A newer state of it begins with an empty form.
            <AgreementCard key={check.data.revision} check={check.data} />
          )}
          {check.data.state === 'agreed' && <SigningCard check={check.data} />}
          <Steps check={check.data} />
        </>
      )}
    </div>
  )
}

const withdrawable: readonly string[] = ['draft', 'agreed', 'signed', 'carried']

function Standing({ check }: { check: DeviceCheckView }) {
  const { t, number } = useSpeech()
  const mayWithdraw = useMay()('withdrawDeviceCheck')
  const isStopped = useQuery(checkSwitchQuery(useApi())).data?.isStopped === true
  const [isAsked, setAsked] = useState(false)
  const { checked, devices, state } = check
  const counts = { checked: number(checked), all: number(devices.length) }
  return (
    <Card
      title={t('device-check.state')}
      aside={t('device-check.number', { sequence: check.sequence })}
    >
      <div className={styles['switch']}>
        <div>
          <div className={styles['switch-state']} role="status">
            {t(`device-check.state.${state}`)}
          </div>
          <p>{t(`device-check.next.${state}`)}</p>
          {isStopped && (state === 'signed' || state === 'carried') && (
            <p>
              <Link to="/register/device-checks">{t('device-check.one.stopped')}</Link>
            </p>
          )}
          {(checked > 0 || state === 'carried') && (
            <p>
              <Link to="/register/device-checks/results" search={{ authorisation: check.id }}>
                {t('device-check.one.checked', counts)}
              </Link>
            </p>
          )}
        </div>
        {mayWithdraw && withdrawable.includes(state) && (
          <Button size="sm" variant="default" onClick={() => setAsked(true)}>
            {t('device-check.withdraw')}
          </Button>
        )}
      </div>
      {isAsked && <WithdrawCheck check={check} onClose={() => setAsked(false)} />}
    </Card>
  )
}

function Steps({ check }: { check: DeviceCheckView }) {
  const { t, time } = useSpeech()
  const { carriedMs } = check
  const people = (['drafted', 'agreed', 'refused', 'uploaded', 'withdrawn'] as const).flatMap(
    (name) => {
      const step = check[name]
      return step === null ? [] : [{ name, ...step }]
    },
  )
  const carried =
    carriedMs === null
      ? []
      : [{ name: 'carried' as const, atMs: carriedMs, by: check.host.hostname, reason: null }]
  const steps = [...people, ...carried].toSorted((left, right) => left.atMs - right.atMs)
  return (
    <Card title={t('device-check.one.steps')}>
      <ol className={styles['steps']}>
        {steps.map(({ name, atMs, by, reason }) => (
          <li key={name}>
            <strong>{t(`device-check.one.step.${name}`)}</strong>
            {reason !== null && <Text size="sm">{reason}</Text>}
            <small className={styles['under']}>
              {t('device-check.steps.by', { by, time: time(atMs) })}
            </small>
          </li>
        ))}
      </ol>
    </Card>
  )
}
