import { Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ScriptView } from '#protocol/script-reports.ts'
import type { HostView } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { ClassIcon, ConnectionDot } from '../../parts/host-signs.tsx'
import { useMay } from '../../permission.ts'
import { Recheck } from './recheck.tsx'
import styles from './status-card.module.css'

/** Which computer this is and whether it speaks to us now. */
export function StatusCard({ view, isPast }: { view: HostView; isPast: boolean }) {
  const { t, time } = useSpeech()
  const may = useMay()
  const { host } = view
  const scriptText = ({ way, madeMs, cameMs }: ScriptView) =>
    t(`script.${way}`, { made: time(madeMs), came: time(cameMs) })
  const connection = t(host.isConnected ? 'host.connected' : 'host.not-connected')
  return (
    <section className={styles['card']} aria-labelledby="host-name">
      <div className={styles['top']}>
        <div className={styles['names']}>
          <Title order={1} id="host-name" className={styles['name'] ?? ''}>
            {host.hostname}
          </Title>
          <Link to="/hosts" search={{ agency: host.agency.id }}>
            {host.agency.name}
          </Link>
        </div>
        {!isPast && !host.script && may('recheck') && <Recheck host={host} />}
      </div>
      <dl className={styles['facts']}>
        {host.script ? (
          <Fact name={t('script.last')}>
            {t('script.machine')}: {scriptText(host.script)}
          </Fact>
        ) : (
          <Fact name={t('host.connection')}>
            <ConnectionDot isConnected={host.isConnected} /> {connection}
          </Fact>
        )}
        <Fact name={t('column.last-report')}>
          {host.lastReceivedMs === null ? t('hosts.never') : time(host.lastReceivedMs)}
          {host.isSilent && <span className={styles['silent']}>{t('host.silent')}</span>}
        </Fact>
        <Fact name={t('filter.class')}>
          <ClassIcon hostClass={host.class} /> {t(`class.${host.class}`)}
        </Fact>
        <Fact name={t('column.os')}>{host.osName ?? '—'}</Fact>
        <Fact name={t('column.address')}>{host.address ?? '—'}</Fact>
        <Fact name={t('host.enrolled')}>{time(view.enrolledMs)}</Fact>
      </dl>
      <SharesKey view={view} />
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function SharesKey({ view }: { view: HostView }) {
  const { t } = useSpeech()
  if (!view.host.isSharingKey && view.sharesKeyWith.length === 0) return null
  return (
    <div className={styles['warning']} role="note">
      <IconAlertTriangle size={17} stroke={1.8} aria-hidden />
      <p>
        <strong>{t('host.sharing-key')}</strong> {t('host.sharing-key.why')}{' '}
        {view.sharesKeyWith.map(({ id, hostname }, index) => (
          <span key={id}>
            {index > 0 && ', '}
            <Link to="/hosts/$id" params={{ id }}>
              {hostname}
            </Link>
          </span>
        ))}
      </p>
    </div>
  )
}
