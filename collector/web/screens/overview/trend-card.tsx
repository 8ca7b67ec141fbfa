import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SnapshotIndicator } from '#protocol/snapshot-views.ts'
import { dayPlus, dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { LazyPlot } from '../../trends/lazy-plot.tsx'
import type { PlotLine } from '../../trends/plot.tsx'
import { PointsTable } from '../../trends/points-table.tsx'
import { useFigureWords } from '../snapshots/figure-words.ts'
import type { FiguresOf } from '../../queries.ts'
import type { Recent } from './recent.ts'
import { useTargetText } from './target-text.ts'
import styles from './trend-card.module.css'

const days = 90
/** More lines than these nobody can tell apart; all of them stand on the screen of trends. */
const linesMax = 5
const dashes = [undefined, '7 3', '2 3', '9 3 2 3', '4 2']

/** The shares of the last 90 days with their targets, as a picture or as a table. */
export function TrendCard({ recent, of }: { recent: Recent; of: FiguresOf }) {
  const { t } = useSpeech()
  const [isTable, setIsTable] = useState(false)
  const lines = useLines(recent)
  if (recent.error) {
    return (
      <Card title={t('trend.90')}>
        <LoadFailure error={recent.error} onRetry={recent.retry} />
      </Card>
    )
  }
  if (!recent.trend) return null
  if (lines.length === 0) return <Card title={t('trend.90')}>{t('trend.none')}</Card>
  return (
    <Card
      title={t('trend.90')}
      aside={
        <span className={styles['actions']}>
          <Link
            to="/trend"
            search={
              of.agency === undefined ? { agency: of.under } : { agency: of.agency, parts: 'no' }
            }
          >
            {t('trend.all')}
          </Link>
          <Button size="compact-xs" variant="default" onClick={() => setIsTable(!isTable)}>
            {t(isTable ? 'trend.chart.shown' : 'trend.table')}
          </Button>
        </span>
      }
    >
      {isTable ? (
        lines.map(({ indicator, line }) => (
          <section key={line.id} aria-label={line.name} className={styles['table']}>
            <h3>{line.name}</h3>
            <PointsTable indicator={indicator} points={line.points} />
          </section>
        ))
      ) : (
        <Picture lines={lines.map(({ line }) => line)} recent={recent} />
      )}
    </Card>
  )
}

function Picture({ lines, recent }: { lines: readonly NamedLine[]; recent: Recent }) {
  const { t } = useSpeech()
  const label = t('trend.90.label', {
    from: dayText(dayPlus(recent.today, -days)),
    until: dayText(recent.today),
    names: lines.map(({ name }) => name).join(', '),
  })
  return (
    <>
      <LazyPlot lines={lines} kind="share" label={label} height={260} />
      <ul className={styles['key']}>
        {lines.map(({ id, name, color, dash, targetWords }) => (
          <li key={id}>
            <svg width="28" height="8" aria-hidden>
              <line
                x1="0"
                x2="28"
                y1="4"
                y2="4"
                style={{ stroke: color }}
                strokeWidth="2"
                strokeDasharray={dash}
              />
            </svg>
            <span>{name}</span>
            <span className={styles['target']}>
              {t('indicator.target')} {targetWords}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

type NamedLine = PlotLine & { readonly targetWords: string }
type Line = { readonly indicator: SnapshotIndicator; readonly line: NamedLine }

/** The shares that have figures; the colours are those of their place, so that they stay from day to day. */
function useLines({ trend, today, pointsOf }: Recent): Line[] {
  const { local } = useSpeech()
  const targetText = useTargetText()
  const figureWords = useFigureWords()
  const firstDay = dayPlus(today, -days)
  const shares = (trend?.indicators ?? [])
    .filter(({ kind }) => kind === 'share')
    .map((indicator) => ({
      indicator,
      points: pointsOf(indicator.id).filter(({ day }) => day >= firstDay),
    }))
    .filter(({ indicator, points }) =>
      points.some(({ worst }) => figureWords(indicator, worst) !== null),
    )
  return shares.slice(0, linesMax).map(({ indicator, points }, index) => ({
    indicator,
    line: {
      id: indicator.id,
      points,
      name: local(indicator.name),
      target: indicator.target,
      targetWords: targetText({ ...indicator, isTargetImplied: false }),
      color: `var(--khien-series-${index + 1})`,
      ...dashOf(index),
    },
  }))
}

function dashOf(index: number): { dash?: string } {
  const dash = dashes[index]
  return dash === undefined ? {} : { dash }
}
