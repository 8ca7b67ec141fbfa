import { Link } from '@tanstack/react-router'
import type { HostPage } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { useCostWords } from '../../parts/cost-words.ts'
import { ClassIcon, ConnectionDot, SharingKeyIcon } from '../../parts/host-signs.tsx'
import { controlGroups, GroupStates, WorstCounts } from './host-states.tsx'
import styles from './host-cards.module.css'

/** The rows of one page on a narrow screen: one card each, the whole card opens the host. */
export function HostCards({ page, showsAgents }: { page: HostPage; showsAgents: boolean }) {
  const { t, time } = useSpeech()
  const { agentText } = useCostWords()
  return (
    <ul className={styles['list']}>
      {page.hosts.map((host) => (
        <li key={host.id} className={styles['card']}>
          <div className={styles['line']}>
            <ConnectionDot isConnected={host.isConnected} />
            <Link to="/hosts/$id" params={{ id: host.id }} className={styles['name']}>
              {host.hostname}
            </Link>
            {host.isSharingKey && <SharingKeyIcon />}
          </div>
          <WorstCounts host={host} />
          <div className={styles['quiet']}>{host.agency.name}</div>
          <div className={styles['line']} data-quiet>
            <ClassIcon hostClass={host.class} />
            {host.osName ?? '—'}
            {host.address && ` · ${host.address}`}
          </div>
          {showsAgents && (
            <div className={styles['quiet']}>
              {t('column.agent')}: {agentText(host.agent)}
            </div>
          )}
          <dl className={styles['groups']}>
            {controlGroups.map(({ id, controls }) => (
              <div key={id}>
                <dt>{t(`group.${id}`)}</dt>
                <dd>
                  <GroupStates host={host} controls={controls} />
                </dd>
              </div>
            ))}
          </dl>
          <div className={styles['quiet']}>
            {t('column.last-report')}:{' '}
            {host.lastReceivedMs === null ? t('hosts.never') : time(host.lastReceivedMs)}
          </div>
        </li>
      ))}
    </ul>
  )
}
