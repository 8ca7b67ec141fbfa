import '@mantine/charts/styles.css'
import { CompositeChart } from '@mantine/charts'
import type { IndicatorView } from '#protocol/views.ts'
import { dayText } from '../dates.ts'
import { useSpeech } from '../language.tsx'
import {
  highestOf,
  rangeName,
  trendRows,
  valueOf,
  type TrendRow,
  type TrendSeries,
} from './rows.ts'
import styles from './plot.module.css'

/** One line of a plot with its name, its target and its look. */
export type PlotLine = TrendSeries & {
  readonly name: string
  readonly target: IndicatorView['target']
  readonly color: string
  /** Tells it from the other lines where colours do not. */
  readonly dash?: string
}

type Props = {
  readonly lines: readonly PlotLine[]
  readonly kind: IndicatorView['kind']
  /** Shades what lies between proven and possible; of one line alone. */
  readonly withRange?: boolean
  readonly label: string
  readonly height: number
}

/** Lines over days with their targets. The table beside it says the same, so that it is an image to screen readers. */
export function Plot({ lines, kind, withRange = false, label, height }: Props) {
  const valueWords = useValueWords(kind)
  const targets = lines.map(({ target }) => target)
  const range = lines.flatMap(({ id, color }) =>
    withRange ? [{ name: rangeName(id), color, type: 'area' as const }] : [],
  )
  const drawn = lines.map(({ id, color, dash }) => ({
    name: id,
    color,
    type: 'line' as const,
    ...(dash ? { strokeDasharray: dash } : {}),
  }))
  const rows = trendRows(lines)
  return (
    <div role="img" aria-label={label} className={styles['plot']}>
      <CompositeChart
        h={height}
        data={rows.map((row) => ({ ...row }))}
        dataKey="dayMs"
        series={[...range, ...drawn]}
        withDots={rows.length <= fewRows}
        dotProps={{ r: 2.5 }}
        connectNulls={false}
        curveType="linear"
        gridAxis="x"
        tickLine="none"
        valueFormatter={valueWords}
        referenceLines={lines.map(({ target, color }) => ({
          y: valueOf(target),
          color,
          strokeDasharray: '1 4',
        }))}
        yAxisProps={{ domain: [0, highestOf(kind, lines, targets)], width: 56, tickCount: 6 }}
        xAxisProps={{
          type: 'number',
          scale: 'time',
          domain: ['dataMin', 'dataMax'],
          tickFormatter: (atMs: number) => dayOfMs(atMs).slice(0, 5),
          minTickGap: 32,
        }}
        areaProps={{ strokeOpacity: 0, activeDot: false }}
        composedChartProps={{ margin: { top: 8, right: 16 } }}
        tooltipProps={{
          content: <PlotTip rows={rows} lines={lines} kind={kind} />,
        }}
        accessibilityLayer={false}
      />
    </div>
  )
}

/** So few points are hard to see as a line. */
const fewRows = 12

const dayOfMs = (atMs: number) => dayText(new Date(atMs).toISOString().slice(0, 10))

function useValueWords(kind: IndicatorView['kind']): (value: number) => string {
  const { number } = useSpeech()
  return (value) => {
    if (kind === 'share') return `${number(value * 100, value === 0 || value === 1 ? 0 : 1)}%`
    return number(value, kind === 'ratio' ? 2 : 0)
  }
}

/** What stands at the day under the pointer, which the chart gives as `label`. */
function PlotTip(props: {
  rows: readonly TrendRow[]
  lines: readonly PlotLine[]
  kind: IndicatorView['kind']
  label?: unknown
}) {
  const { rows, lines, kind, label } = props
  const valueWords = useValueWords(kind)
  const row = rows.find(({ dayMs }) => dayMs === label)
  if (!row) return null
  return (
    <div className={styles['tip']}>
      <strong>{dayOfMs(row.dayMs)}</strong>
      <ul>
        {lines.map(({ id, name, color }) => {
          const value = row[id]
          return typeof value === 'number' ? (
            <li key={id}>
              <span className={styles['dot']} style={{ background: color }} aria-hidden />
              {name} <b>{valueWords(value)}</b>
            </li>
          ) : null
        })}
      </ul>
    </div>
  )
}
