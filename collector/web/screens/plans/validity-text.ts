import type { PlanVersionHead } from '#protocol/plan-views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'

/** From when until when a version defines what is measured. */
export function useValidityText(): (
  version: Pick<PlanVersionHead, 'validFrom' | 'validUntil'>,
) => string {
  const { t } = useSpeech()
  return ({ validFrom, validUntil }) => {
    const from = dayText(validFrom)
    if (validUntil === null) return t('plans.from-on', { from })
    return t('plans.from-until', { from, until: dayText(validUntil) })
  }
}
