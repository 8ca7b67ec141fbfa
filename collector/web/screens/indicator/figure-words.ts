import type { ExactRatio, IndicatorView } from '#protocol/views.ts'
import { figureOf } from '../../figures.ts'
import { useSpeech } from '../../language.tsx'
import { useFigureText } from '../overview/target-text.ts'

type Goal = Pick<IndicatorView, 'kind' | 'comparator' | 'target'>

/** A figure in its unit, and its two parts; `—` where there is nothing to compute from. */
export function useFigureWords(goal: Goal): {
  figureOf: (ratio: ExactRatio | null) => string
  partsOf: (ratio: ExactRatio | null) => string
  bothOf: (ratio: ExactRatio | null) => string
} {
  const { number } = useSpeech()
  const figureText = useFigureText()
  const say = (ratio: ExactRatio | null) => {
    const figure = ratio && figureOf(goal.kind, ratio, goal)
    return figure ? figureText(goal.kind, figure) : '—'
  }
  const parts = (ratio: ExactRatio | null) =>
    ratio === null || goal.kind === 'count'
      ? ''
      : `${number(ratio.numerator)}/${number(ratio.denominator)}`
  return {
    figureOf: say,
    partsOf: parts,
    bothOf: (ratio) => (parts(ratio) === '' ? say(ratio) : `${parts(ratio)} (${say(ratio)})`),
  }
}
