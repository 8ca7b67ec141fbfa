import { Title } from '@mantine/core'
import { IconPackage } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Command } from '../../parts/command.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { ReleaseCard } from './release-card.tsx'
import { releasesQuery } from './release-queries.ts'
import styles from './releases.module.css'

/** Signed releases of the agent: how far each is rolled out, and where it failed. */
export function Releases() {
  const { t } = useSpeech()
  const releases = useQuery(releasesQuery(useApi()))
  useTitle(t('releases.title'))
  const { data } = releases
  if (!data) {
    if (!releases.isError) return <ScreenSkeleton />
    return <LoadFailure error={releases.error} onRetry={() => void releases.refetch()} />
  }
  return (
    <div className={styles['screen']}>
      <header>
        <Title order={1}>{t('releases.title')}</Title>
        <p className={styles['quiet']}>{t('releases.lead')}</p>
      </header>
      {data.releases.length === 0 && (
        <Notice
          icon={IconPackage}
          title={t('releases.none')}
          action={<Command text={`khien-collector release add ${t('releases.none.file')}`} />}
        >
          {t('releases.none.why')}
        </Notice>
      )}
      {data.releases.map((release) => (
        <ReleaseCard key={release.sequence} release={release} />
      ))}
    </div>
  )
}
