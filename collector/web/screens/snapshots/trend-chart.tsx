import type { SnapshotIndicator, TrendPoint } from '#protocol/snapshot-views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { LazyPlot } from '../../trends/lazy-plot.tsx'
import { useFigureWords } from './figure-words.ts'
import styles from './snapshots.module.css'

type Props = { readonly indicator: SnapshotIndicator; readonly points: readonly TrendPoint[] }

const color = 'var(--khien-series-1)'

/** What is proven as a line, what is possible as an area above it, the target dotted. The table says the same. */
export function TrendChart({ indicator, points }: Props) {
  const { t, local } = useSpeech()
  const figureWords = useFigureWords()
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  const { id, kind, target } = indicator
  const targetWords = figureWords(indicator, target) ?? ''
  const label = t('trend.chart', {
    indicator: local(indicator.name),
    from: dayText(first.day),
    until: dayText(last.day),
    figure: figureWords(indicator, last.worst) ?? t('snapshot.no-figure'),
  })
  const name = t('trend.proven')
  return (
    <>
      <LazyPlot
        lines={[{ id, points, name, target, color }]}
        kind={kind}
        withRange
        label={label}
        height={180}
      />
      <p className={styles['key']} aria-hidden>
        <span>
          ━ {t('trend.proven')} {figureWords(indicator, last.worst)}
        </span>
        <span>
          ░ {t('trend.possible')} {figureWords(indicator, last.best)}
        </span>
        <span>
          ┅ {t('trend.target')} {targetWords}
        </span>
      </p>
    </>
  )
}
