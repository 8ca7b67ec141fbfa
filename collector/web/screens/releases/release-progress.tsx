import { Progress } from '@mantine/core'
import { personName } from '#i18n/audit-text.ts'
import type { ReleasePause, ReleaseView } from '#protocol/release-views.ts'
import { useSpeech } from '../../language.tsx'
import { HostsLink } from './hosts-link.tsx'
import styles from './releases.module.css'

const hourMs = 3_600_000

/** How many computers have the release, when the next ring opens, and who paused it and why. */
export function ReleaseProgress({ release }: { release: ReleaseView }) {
  const { t, number, time } = useSpeech()
  const { pause, plan, ring, ringSinceMs, rings, sequence, state } = release
  const proved = rings.reduce((sum, { counts }) => sum + counts.proved, 0)
  const hosts = rings.reduce((sum, one) => sum + one.hosts, 0)
  const isLast = ring >= plan.percents.length
  return (
    <div className={styles['progress']}>
      <p>
        <HostsLink sequence={sequence} count={proved} search={{ standing: 'proved' }}>
          {t('releases.proved', { count: number(proved) })}
        </HostsLink>{' '}
        {proved === 0 && t('releases.proved.none')}{' '}
        {t('releases.proved.of', { count: number(hosts) })}
      </p>
      <Progress
        value={hosts === 0 ? 0 : (proved / hosts) * 100}
        color="var(--khien-met-bar)"
        aria-label={t('releases.progress.proved')}
      />
      {state === 'running' && !isLast && (
        <p className={styles['quiet']}>
          {t('releases.next', { at: time(ringSinceMs + plan.ringHours * hourMs) })}
        </p>
      )}
      {pause && <PauseWords pause={pause} />}
    </div>
  )
}

function PauseWords({ pause }: { pause: ReleasePause }) {
  const words = useSpeech()
  const { t, number, time } = words
  const { actor, atMs, ended, failed, reason } = pause
  const at = time(atMs)
  if (failed !== null && ended !== null) {
    const counts = { failed: number(failed), ended: number(ended) }
    return <p>{t('releases.paused.job', { at, ...counts })}</p>
  }
  const by = personName(words, actor)
  return (
    <p>
      {reason === null
        ? t('releases.paused', { at, by })
        : t('releases.paused.why', { at, by, reason })}
    </p>
  )
}
