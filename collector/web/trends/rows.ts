import type { TrendPoint } from '#protocol/snapshot-views.ts'
import type { ExactRatio } from '#protocol/views.ts'

/** One line of a plot. */
export type TrendSeries = { readonly id: string; readonly points: readonly TrendPoint[] }

/** Of one day: the proven value of each line, and from proven to possible. */
export type TrendRow = { readonly dayMs: number } & {
  readonly [name: string]: number | readonly [number, number] | null
}

const dayMs = 86_400_000
/** Snapshots are daily: a day more may have been missed without the line breaking. */
const gapDaysMax = 2

export const rangeName = (id: string) => `${id} range`
const dayMsOf = (day: string): number => Date.parse(`${day}T00:00:00Z`)
export const valueOf = ({ numerator, denominator }: ExactRatio): number =>
  denominator === 0 ? 0 : numerator / denominator

/**
 * The days of several lines as rows, in their order. Days without a figure are null, and where more days are missing
 * than a snapshot may be late a row of nulls stands between, so that nothing is drawn over what nobody knows.
 */
export function trendRows(series: readonly TrendSeries[]): TrendRow[] {
  const days = [...new Set(series.flatMap(({ points }) => points.map(({ day }) => day)))].toSorted()
  const byDay = series.map(({ id, points }) => ({
    id,
    pointOf: new Map(points.map((point) => [point.day, point])),
  }))
  return days.flatMap((day, index) => {
    const atMs = dayMsOf(day)
    const cells = byDay.flatMap(({ id, pointOf }) => cellsOf(id, pointOf.get(day)))
    const row = { dayMs: atMs, ...Object.fromEntries(cells) }
    const before = days[index - 1]
    const isGap = before !== undefined && atMs - dayMsOf(before) > gapDaysMax * dayMs
    return isGap ? [{ dayMs: atMs - dayMs, ...emptyOf(series) }, row] : [row]
  })
}

type Cell = readonly [string, number | readonly [number, number] | null]

function cellsOf(id: string, point: TrendPoint | undefined): Cell[] {
  if (!point?.worst) return emptyCells(id)
  const [proven, possible] = [valueOf(point.worst), valueOf(point.best ?? point.worst)]
  return [
    [id, proven],
    [rangeName(id), [proven, possible]],
  ]
}

const emptyCells = (id: string): Cell[] => [
  [id, null],
  [rangeName(id), null],
]

const emptyOf = (series: readonly TrendSeries[]) =>
  Object.fromEntries(series.flatMap(({ id }) => emptyCells(id)))

/** The end of the axis: all of it for shares, otherwise the highest value or target. */
export function highestOf(
  kind: 'share' | 'ratio' | 'count',
  series: readonly TrendSeries[],
  targets: readonly ExactRatio[],
): number {
  if (kind === 'share') return 1
  const ratios = series
    .flatMap(({ points }) => points.flatMap(({ worst, best }) => [worst, best]))
    .filter((ratio) => ratio !== null)
  const highest = Math.max(0, ...[...ratios, ...targets].map(valueOf))
  return highest === 0 ? 1 : highest
}
