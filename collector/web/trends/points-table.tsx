import type { SnapshotIndicator, TrendPoint } from '#protocol/snapshot-views.ts'
import { dayText } from '../dates.ts'
import { useSpeech } from '../language.tsx'
import { RowsTable } from '../parts/rows-table.tsx'
import { VerdictMark } from '../parts/verdict-mark.tsx'
import { useFigureWords, useRatioWords } from '../screens/snapshots/figure-words.ts'

/** The days of a line as rows, the newest first. */
export function PointsTable(props: {
  indicator: SnapshotIndicator
  points: readonly TrendPoint[]
}) {
  const { indicator, points } = props
  const { t, local } = useSpeech()
  const figureWords = useFigureWords()
  const ratioWords = useRatioWords()
  const heads = [t('trend.day'), t('trend.proven'), t('trend.possible'), t('snapshot.verdict')]
  return (
    <RowsTable name={local(indicator.name)} heads={heads} size="narrow">
      {points.toReversed().map(({ day, worst, best, verdict }) => (
        <tr key={day}>
          <td>{dayText(day)}</td>
          <td>
            {figureWords(indicator, worst) ?? '—'}
            {worst && indicator.kind !== 'count' && <small>{ratioWords(indicator, worst)}</small>}
          </td>
          <td>{figureWords(indicator, best) ?? '—'}</td>
          <td>
            <VerdictMark verdict={verdict} />
          </td>
        </tr>
      ))}
    </RowsTable>
  )
}
