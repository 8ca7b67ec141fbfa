import type { IndicatorView } from '#protocol/views.ts'
import { targetOf, type Figure, type FigureKind } from '../../figures.ts'
import { useSpeech } from '../../language.tsx'

type Target = Pick<
  IndicatorView,
  'kind' | 'comparator' | 'target' | 'strictness' | 'isTargetImplied'
>

/** A figure in its unit: a share with its percent sign. */
export function useFigureText(): (kind: FigureKind, figure: Figure) => string {
  const { number } = useSpeech()
  return (kind, figure) => number(figure.value, figure.decimals) + (kind === 'share' ? '%' : '')
}

/** The target with the strictness that the document gives it: “trên 90%”, “khoảng 70%”, “phấn đấu 90%”. */
export function useTargetText(): (indicator: Target) => string {
  const { t } = useSpeech()
  const figureText = useFigureText()
  return (indicator) => {
    const figure = targetOf(indicator.kind, indicator.target)
    if (!figure) return '—'
    const target = figureText(indicator.kind, figure)
    const words = wordsOf(indicator, target)
    return indicator.isTargetImplied ? t('target.implied', { words }) : words
  }

  function wordsOf(indicator: Target, target: string): string {
    if (indicator.strictness === 'aspirational') return t('target.aspirational', { target })
    if (indicator.strictness === 'prohibition') return t('target.prohibition')
    return t(`target.${indicator.comparator}`, { target })
  }
}
