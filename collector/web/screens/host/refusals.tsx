import type { HostView } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import styles from './history.module.css'

/** Frames of this host that were refused; the card is only there when there are some. */
export function Refusals({ refusals }: { refusals: HostView['refusals'] }) {
  const { t, time } = useSpeech()
  if (refusals.length === 0) return null
  return (
    <Card title={t('refusals.title')} isFlush>
      <ul className={styles['line']}>
        {refusals.map((refusal) => (
          <li key={`${refusal.atMs} ${refusal.code}`} className={styles['change']}>
            <div>
              <div>
                <code>{refusal.code}</code>
                {refusal.detail && `: ${refusal.detail}`}
              </div>
              <div className={styles['when']}>{time(refusal.atMs)}</div>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}
