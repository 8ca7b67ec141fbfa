import type { SnapshotIndicator, TrendPoint } from '#protocol/snapshot-views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { useFigureWords } from './figure-words.ts'
import { areaPath, chartSize, linePath, trendShape, type Place } from './trend-shape.ts'
import styles from './snapshots.module.css'

type Props = { readonly indicator: SnapshotIndicator; readonly points: readonly TrendPoint[] }

/** What is proven as a line, what is possible as an area above it, the target dashed. The table says the same. */
export function TrendChart({ indicator, points }: Props) {
  const { t, local } = useSpeech()
  const figureWords = useFigureWords()
  const shape = trendShape(indicator, points)
  const { width, height, left, right, top, bottom } = chartSize
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  const target = figureWords(indicator, indicator.target) ?? ''
  const name = t('trend.chart', {
    indicator: local(indicator.name),
    from: dayText(first.day),
    until: dayText(last.day),
    figure: figureWords(indicator, last.worst) ?? t('snapshot.no-figure'),
  })
  return (
    <>
      <svg
        className={styles['chart']}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={name}
      >
        <line className={styles['grid']} x1={left} x2={width - right} y1={top} y2={top} />
        <line
          className={styles['grid']}
          x1={left}
          x2={width - right}
          y1={height - bottom}
          y2={height - bottom}
        />
        <text x={left - 6} y={top + 4} textAnchor="end">
          {figureWords(indicator, shape.top)}
        </text>
        <text x={left - 6} y={height - bottom} textAnchor="end">
          0
        </text>
        <text x={left} y={height - 6}>
          {dayText(first.day)}
        </text>
        <text x={width - right} y={height - 6} textAnchor="end">
          {dayText(last.day)}
        </text>
        {shape.stretches.map((places) => (
          <Stretch key={places[0]?.day} places={places} />
        ))}
        <line
          className={styles['target']}
          x1={left}
          x2={width - right}
          y1={shape.target}
          y2={shape.target}
        />
      </svg>
      <p className={styles['key']} aria-hidden>
        <span>
          ━ {t('trend.proven')} {figureWords(indicator, last.worst)}
        </span>
        <span>
          ░ {t('trend.possible')} {figureWords(indicator, last.best)}
        </span>
        <span>
          ┅ {t('trend.target')} {target}
        </span>
      </p>
    </>
  )
}

/** Days that follow one another; a single one is a dot. */
function Stretch({ places }: { places: readonly Place[] }) {
  const [only] = places
  if (places.length === 1 && only) {
    return <circle className={styles['dot']} cx={only.x} cy={only.proven} r={3} />
  }
  return (
    <>
      <path className={styles['possible']} d={areaPath(places)} />
      <path className={styles['proven']} d={linePath(places)} />
    </>
  )
}
