import { metricId, type PlanIndicator } from '#protocol/plans.ts'
import { indicatorView } from '#protocol/views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { useTargetText } from '../overview/target-text.ts'
import { typedOf } from './target-input.ts'

/** The parts of an indicator that two versions are compared in, each as a person reads it. */
export type IndicatorField =
  | 'name'
  | 'metric'
  | 'figure'
  | 'comparator'
  | 'target'
  | 'strictness'
  | 'tolerance'
  | 'collection'
  | 'aggregation'
  | 'declaredBy'
  | 'bindsEachAgency'
  | 'levels'
  | 'classes'
  | 'from'
  | 'until'
  | 'successor'
  | 'document'
  | 'clause'
  | 'quote'
  | 'wordingNote'

/** What an indicator says, field by field, in words; '' where it says nothing. */
export function useIndicatorWords(): (indicator: PlanIndicator) => Record<IndicatorField, string> {
  const { t, language } = useSpeech()
  const targetText = useTargetText()
  const comma = language === 'vi' ? ',' : '.'
  return (indicator) => {
    const { source, tolerance } = indicator
    const kind = indicatorView.shape.kind.safeParse(indicator.kind)
    const metric = metricId.safeParse(indicator.metric)
    return {
      name: indicator.name.vi,
      metric: metric.success ? t(`metric.${metric.data}`) : indicator.metric,
      figure: indicator.figure ?? '',
      comparator: t(`indicator.comparator.${indicator.comparator}`),
      target: kind.success
        ? targetText({ ...indicator, kind: kind.data })
        : `${indicator.target.numerator}/${indicator.target.denominator} ${indicator.kind}`,
      strictness: t(`indicator.strictness.${indicator.strictness}`),
      tolerance: tolerance
        ? t('one.definition.tolerance.value', {
            below: typedOf(indicator.kind, tolerance.below, comma),
            author: tolerance.author,
            day: dayText(tolerance.decidedOn),
          })
        : '',
      collection: t(`indicator.collection.${indicator.collection}`),
      aggregation: t(`indicator.aggregation.${indicator.aggregation}`),
      declaredBy: t(`indicator.declaredBy.${indicator.declaredBy}`),
      bindsEachAgency: t(
        indicator.bindsEachAgency ? 'plan.edit.people.yes' : 'plan.edit.people.no',
      ),
      levels: (indicator.levels ?? []).join(', '),
      classes: (indicator.classes ?? []).map((one) => t(`class.${one}`)).join(', '),
      from: indicator.from === null ? '' : dayText(indicator.from),
      until: indicator.until === null ? '' : dayText(indicator.until),
      successor: indicator.successor ?? '',
      document: source.document,
      clause: source.clause,
      quote: source.quote.vi,
      wordingNote: source.wordingNote ?? '',
    }
  }
}
