import type { HostView } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { StateIcon } from '../../parts/state-mark.tsx'
import { mergeSame } from './order.ts'
import styles from './history.module.css'

/** What changed on this host, newest first. */
export function History({ changes }: { changes: HostView['history'] }) {
  const { t, time } = useSpeech()
  return (
    <Card title={t('history.title')} isFlush>
      {changes.length === 0 ? (
        <p className={styles['none']}>{t('history.none')}</p>
      ) : (
        <ol className={styles['line']} tabIndex={0} aria-label={t('history.title')}>
          {mergeSame(changes).map((change) => (
            <li key={`${change.control} ${change.fromMs}`} className={styles['change']}>
              <span className={styles['sign']}>
                <StateIcon state={change.state} size={16} />
              </span>
              <div>
                <div>
                  {t(`control.${change.control}.name`)}:{' '}
                  <strong>{t(`state.${change.state}`)}</strong>
                </div>
                <div className={styles['when']}>
                  {change.untilMs === null
                    ? t('history.from', { time: time(change.fromMs) })
                    : t('history.between', {
                        from: time(change.fromMs),
                        until: time(change.untilMs),
                      })}
                </div>
              </div>
            </li>
          ))}
        </ol>
      )}
    </Card>
  )
}
