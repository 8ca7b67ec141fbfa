import type { SnapshotIndicator } from '#protocol/snapshot-views.ts'
import type { ExactRatio } from '#protocol/views.ts'
import { figureOf } from '../../figures.ts'
import { useSpeech } from '../../language.tsx'
import { useFigureText } from '../overview/target-text.ts'

type Of = Pick<SnapshotIndicator, 'kind' | 'comparator' | 'target'>

/** A figure in its unit, cut so that it agrees with the verdict; null where there is nothing to divide by. */
export function useFigureWords(): (indicator: Of, ratio: ExactRatio | null) => string | null {
  const figureText = useFigureText()
  return (indicator, ratio) => {
    const figure = ratio && figureOf(indicator.kind, ratio, indicator)
    return figure ? figureText(indicator.kind, figure) : null
  }
}

/** The two integers behind a figure: `1.234/1.500`; of a count the number alone. */
export function useRatioWords(): (indicator: Pick<Of, 'kind'>, ratio: ExactRatio) => string {
  const { number } = useSpeech()
  return ({ kind }, { numerator, denominator }) =>
    kind === 'count' ? number(numerator) : `${number(numerator)}/${number(denominator)}`
}

/** A difference with its sign. */
export function useSigned(): (value: number) => string {
  const { number } = useSpeech()
  return (value) => {
    if (value === 0) return '0'
    return value > 0 ? `+${number(value)}` : `−${number(-value)}`
  }
}
