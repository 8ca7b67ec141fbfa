import { useSpeech } from '../language.tsx'
import { Hint } from '../parts/hint.tsx'
import { useLive } from '../live-channel.tsx'
import styles from './live-badge.module.css'

/** Whether what is on the screen is kept up to date, and if not, until when it was. */
export function LiveBadge() {
  const { t, time } = useSpeech()
  const { status, heardMs } = useLive()
  const clock = heardMs === null ? null : time(heardMs).slice(-5)
  const lostText = clock ? t('live.lost.until', { clock }) : t('live.lost')
  const word = { live: t('live.live'), connecting: t('live.connecting'), lost: lostText }[status]
  const hint = {
    live: t('live.live.hint'),
    connecting: t('live.connecting'),
    lost: t('live.lost.hint'),
  }
  return (
    <Hint label={hint[status]} width={280}>
      <span className={styles['badge']} data-status={status} role="status" tabIndex={0}>
        <span className={styles['dot']} aria-hidden />
        <span className={styles['word']}>{word}</span>
      </span>
    </Hint>
  )
}
