import type { IndicatorView } from '#protocol/views.ts'
import { positionOn } from '../../figures.ts'
import type { Tone } from '../../parts/verdict-mark.tsx'
import styles from './interval-bar.module.css'

const percent = (position: number) => `${(position * 100).toFixed(2)}%`

/**
 * Proven part solid, what is unknown hatched, the target a tick. The words beside it say the same, so that it is
 * hidden from screen readers.
 */
export function IntervalBar({ indicator, tone }: { indicator: IndicatorView; tone: Tone }) {
  const { kind, worst, best, target } = indicator
  if (kind === 'count' || !worst) return null
  const proven = positionOn(kind, worst, target)
  const possible = best ? positionOn(kind, best, target) : proven
  const tick = positionOn(kind, target, target)
  return (
    <div className={styles['bar']} aria-hidden>
      <div className={styles['track']}>
        <div className={styles['proven']} data-tone={tone} style={{ width: percent(proven) }} />
        <div
          className={styles['possible']}
          style={{ left: percent(proven), width: percent(possible - proven) }}
        />
      </div>
      <div className={styles['tick']} style={{ left: percent(tick) }} />
    </div>
  )
}
