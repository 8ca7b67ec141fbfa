import type { ReactNode } from 'react'
import { sizeText } from '#i18n/size-text.ts'
import type { SystemHealthView } from '#protocol/system.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import styles from './system.module.css'

/** What is less than this between two clocks is the way of the answer. */
const clockToleranceMs = 5_000

const engines = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const

/** What runs, since when, on what, and how much of it is used. */
export function NowCard({ health }: { health: SystemHealthView }) {
  const words = useSpeech()
  const { t, number, time } = words
  const { disk, database, backup } = health
  return (
    <Card title={t('system.now')}>
      <dl className={styles['facts']}>
        <Fact name={t('system.version')}>{health.version}</Fact>
        <Fact name={t('system.since')}>{time(health.startedMs)}</Fact>
        <Fact name={t('system.clock')}>
          {time(health.nowMs)}
          <small>
            <ClockText />
          </small>
        </Fact>
        <Fact name={t('system.database')}>
          {engines[database.engine]}, {sizeText(words, database.bytes)}
        </Fact>
        <Fact name={t('system.disk')}>
          {disk
            ? t('system.disk.free', {
                free: sizeText(words, disk.freeBytes),
                total: sizeText(words, disk.totalBytes),
                percent: number(Math.floor((disk.freeBytes / disk.totalBytes) * 100)),
              })
            : t('system.disk.unknown')}
        </Fact>
        <Fact name={t('system.queue')}>
          {t('system.queue.reports', { count: number(health.queueDepth) })}
        </Fact>
        <Fact name={t('system.agents')}>
          {t('system.agents.count', { count: number(health.connectedAgents) })}
        </Fact>
        <Fact name={t('system.live')}>{number(health.liveListeners)}</Fact>
        <Fact name={t('system.backup')}>
          {backup ? <Backup backup={backup} /> : t('system.backup.none')}
        </Fact>
      </dl>
    </Card>
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

/** When it is of, how big it is, where it lies, and when it was read back. */
function Backup({ backup }: { backup: NonNullable<SystemHealthView['backup']> }) {
  const words = useSpeech()
  const { t, time } = words
  const { momentMs, verifiedMs, bytes, file, isSealed } = backup
  return (
    <>
      {time(momentMs)}, {sizeText(words, bytes)}
      <small>
        {t('system.backup.verified', { at: time(verifiedMs) })};{' '}
        {t(isSealed ? 'system.backup.sealed' : 'system.backup.open')}
      </small>
      <small>{file}</small>
    </>
  )
}

function ClockText() {
  const { t, number } = useSpeech()
  const aheadMs = useApi().clock.aheadMs() ?? 0
  if (Math.abs(aheadMs) < clockToleranceMs) return t('system.clock.same')
  const seconds = number(Math.round(Math.abs(aheadMs) / 1000))
  return t(aheadMs > 0 ? 'system.clock.ahead' : 'system.clock.behind', { seconds })
}
