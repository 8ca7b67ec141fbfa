import { troubledStandings, type ReleaseView } from '#protocol/release-views.ts'
import { useSpeech } from '../../language.tsx'
import { HostsLink } from './hosts-link.tsx'
import { HostsTable } from './hosts-table.tsx'
import styles from './releases.module.css'

/** The first computers on which a release was not taken or not kept, and the way to all of them. */
export function TroubledHosts({ release }: { release: ReleaseView }) {
  const { t, number } = useSpeech()
  const { plan, rings, sequence, troubled } = release
  const count = rings
    .flatMap(({ counts }) => troubledStandings.map((standing) => counts[standing]))
    .reduce((sum, one) => sum + one, 0)
  if (count === 0) return null
  return (
    <>
      <div className={styles['troubled']}>
        <h3>{t('releases.troubled')}</h3>
        <HostsLink sequence={sequence} count={count} search={{ standing: 'troubled' }}>
          {t('releases.troubled.all', { count: number(count) })}
        </HostsLink>
      </div>
      <HostsTable name={t('releases.troubled')} hosts={troubled} percents={plan.percents} />
    </>
  )
}
