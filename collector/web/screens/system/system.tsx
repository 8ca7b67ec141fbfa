import { Title } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { SystemHealthView } from '#protocol/system.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { CertificatesCard } from './certificates-card.tsx'
import { JobsCard } from './jobs-card.tsx'
import { NowCard } from './now-card.tsx'
import { systemQuery } from './system-queries.ts'
import { troubleText } from '#i18n/system-text.ts'
import styles from './system.module.css'

/** How the collector itself fares: what is wrong first. */
export function SystemHealth() {
  const { t } = useSpeech()
  const system = useQuery(systemQuery(useApi()))
  useTitle(t('system.title'))
  const { data } = system
  if (!data) {
    if (!system.isError) return <ScreenSkeleton />
    return <LoadFailure level={1} error={system.error} onRetry={() => void system.refetch()} />
  }
  return (
    <div className={styles['screen']}>
      <header>
        <Title order={1}>{t('system.title')}</Title>
        <p className={styles['quiet']}>{t('system.intro')}</p>
      </header>
      {system.isError && <LoadFailure error={system.error} onRetry={() => void system.refetch()} />}
      <Troubles health={data} />
      <div className={styles['pair']}>
        <NowCard health={data} />
        <CertificatesCard health={data} />
      </div>
      <JobsCard jobs={data.jobs} />
    </div>
  )
}

function Troubles({ health }: { health: SystemHealthView }) {
  const words = useSpeech()
  const { t } = words
  return (
    <Card title={t('system.troubles')}>
      {health.troubles.length === 0 ? (
        <p className={styles['fine']}>
          <IconCircleCheck size={18} aria-hidden /> {t('system.fine')}
        </p>
      ) : (
        <ul className={styles['troubles']}>
          {health.troubles.map((trouble) => (
            <li key={`${trouble.kind} ${trouble.subject}`} data-weight={trouble.weight}>
              {trouble.weight === 'wrong' ? (
                <IconAlertTriangle size={18} aria-hidden />
              ) : (
                <IconInfoCircle size={18} aria-hidden />
              )}
              <strong>{t(`system.weight.${trouble.weight}`)}</strong>
              <span>{troubleText(words, trouble, health)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
