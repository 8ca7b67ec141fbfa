import type { SnapshotIndicator, TrendPoint } from '#protocol/snapshot-views.ts'
import type { ExactRatio } from '#protocol/views.ts'

/** The drawing in its own units; it scales with the screen. */
export const chartSize = {
  width: 420,
  height: 150,
  left: 44,
  right: 8,
  top: 10,
  bottom: 22,
} as const

/** One day of a line, as places on the drawing. Days without a figure break the line. */
export type Place = {
  readonly day: string
  readonly x: number
  readonly proven: number
  readonly possible: number
}

/** What is drawn of one indicator. */
export type TrendShape = {
  /** Stretches of days that follow one another with a figure. */
  readonly stretches: readonly (readonly Place[])[]
  /** Where the target lies. */
  readonly target: number
  /** What the highest line of the grid stands for, as a figure of the indicator. */
  readonly top: ExactRatio
}

const dayMs = 86_400_000
/** Snapshots are daily: a day more may have been missed without the line breaking. */
const gapDaysMax = 2

const valueOf = ({ numerator, denominator }: ExactRatio) =>
  denominator === 0 ? 0 : numerator / denominator

/** Places the days of an indicator: from the first to the last, from nothing to the highest figure or target. */
export function trendShape(
  indicator: Pick<SnapshotIndicator, 'kind' | 'target'>,
  points: readonly TrendPoint[],
): TrendShape {
  const { width, height, left, right, top, bottom } = chartSize
  const days = points.map(({ day }) => Date.parse(`${day}T00:00:00Z`))
  const [firstMs = 0, lastMs = 0] = [days[0], days.at(-1)]
  const highest = highestOf(indicator, points)
  const spanMs = Math.max(dayMs, lastMs - firstMs)
  const xOf = (atMs: number) => left + ((atMs - firstMs) / spanMs) * (width - left - right)
  const yOf = (ratio: ExactRatio) =>
    height - bottom - (valueOf(ratio) / valueOf(highest)) * (height - top - bottom)
  const stretches: Place[][] = []
  let beforeMs: number | null = null
  for (const [index, { day, worst, best }] of points.entries()) {
    const atMs = days[index] ?? 0
    if (worst === null) {
      beforeMs = null
      continue
    }
    const place = { day, x: xOf(atMs), proven: yOf(worst), possible: yOf(best ?? worst) }
    const isNext = beforeMs !== null && atMs - beforeMs <= gapDaysMax * dayMs
    if (isNext) stretches.at(-1)?.push(place)
    else stretches.push([place])
    beforeMs = atMs
  }
  return { stretches, target: yOf(indicator.target), top: highest }
}

function highestOf(
  { kind, target }: Pick<SnapshotIndicator, 'kind' | 'target'>,
  points: readonly TrendPoint[],
): ExactRatio {
  if (kind === 'share') return { numerator: 1, denominator: 1 }
  const ratios = points.flatMap(({ worst, best }) => [worst, best]).filter((one) => one !== null)
  const highest = [target, ...ratios].reduce((top, one) =>
    valueOf(one) > valueOf(top) ? one : top,
  )
  return valueOf(highest) > 0 ? highest : { numerator: 1, denominator: 1 }
}

/** The area between what is proven and what is possible. */
export function areaPath(places: readonly Place[]): string {
  const there = places.map(({ x, possible }) => `${round(x)} ${round(possible)}`)
  const back = places.toReversed().map(({ x, proven }) => `${round(x)} ${round(proven)}`)
  return `M${[...there, ...back].join('L')}Z`
}

export function linePath(places: readonly Place[]): string {
  return `M${places.map(({ x, proven }) => `${round(x)} ${round(proven)}`).join('L')}`
}

const round = (value: number) => value.toFixed(1)
