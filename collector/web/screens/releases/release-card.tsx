import { Button } from '@mantine/core'
import { useState } from 'react'
import { sizeText } from '#i18n/size-text.ts'
import type { ReleaseView } from '#protocol/release-views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { useMay } from '../../permission.ts'
import { PauseRelease } from './pause-release.tsx'
import { ReleaseProgress } from './release-progress.tsx'
import { RingsTable } from './rings-table.tsx'
import { StartRelease } from './start-release.tsx'
import { TroubledHosts } from './troubled-hosts.tsx'
import styles from './releases.module.css'

/** One release: its state, its rings, the computers on which it failed, and what may be done with it. */
export function ReleaseCard({ release }: { release: ReleaseView }) {
  const words = useSpeech()
  const { t, number, time } = words
  const may = useMay()
  const [asked, setAsked] = useState<'start' | 'pause' | null>(null)
  const { plan, sequence, state, version } = release
  const close = () => setAsked(null)
  const platforms = release.platforms
    .map(({ bytes, platform }) => `${platform} ${sizeText(words, bytes)}`)
    .join(', ')
  const failed = number(plan.failedPercentMax)
  return (
    <Card title={t('releases.card', { version, sequence: number(sequence) })} isFlush>
      <div className={styles['head']}>
        <div>
          <strong>{t(`releases.state.${state}`)}</strong>
          <p className={styles['quiet']}>
            {t('releases.added', {
              issued: dayText(release.issuedOn),
              at: time(release.addedMs),
              platforms,
            })}
          </p>
          <p className={styles['quiet']}>
            {t('releases.plan', { hours: number(plan.ringHours), failed })}
          </p>
        </div>
        {state === 'running' && may('pauseRelease') && (
          <Button size="sm" variant="default" onClick={() => setAsked('pause')}>
            {t('releases.pause')}
          </Button>
        )}
        {state !== 'running' && may('startRelease') && (
          <Button size="sm" onClick={() => setAsked('start')}>
            {t(state === 'held' ? 'releases.start' : 'releases.resume')}
          </Button>
        )}
      </div>
      {state !== 'held' && <ReleaseProgress release={release} />}
      <RingsTable release={release} />
      <TroubledHosts release={release} />
      {asked === 'start' && <StartRelease release={release} onClose={close} />}
      {asked === 'pause' && <PauseRelease release={release} onClose={close} />}
    </Card>
  )
}
