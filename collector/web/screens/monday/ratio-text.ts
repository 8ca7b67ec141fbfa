import type { MondayChange } from '#protocol/monday.ts'
import { figureOf } from '../../figures.ts'
import { useSpeech } from '../../language.tsx'
import { useFigureText } from '../overview/target-text.ts'

/** A figure with the two numbers that decide it: `412/455 (90,5%)`. */
export function useRatioText(): (
  indicator: MondayChange['indicator'],
  ratio: MondayChange['now']['figure'],
) => string {
  const { number } = useSpeech()
  const figureText = useFigureText()
  return (indicator, ratio) => {
    if (ratio === null) return '—'
    if (indicator.kind === 'count') return number(ratio.numerator)
    const counts = `${number(ratio.numerator)}/${number(ratio.denominator)}`
    const figure = figureOf(indicator.kind, ratio, indicator)
    return figure === null ? counts : `${counts} (${figureText(indicator.kind, figure)})`
  }
}
