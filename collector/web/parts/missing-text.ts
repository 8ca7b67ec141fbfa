import type { IndicatorView } from '#protocol/views.ts'
import { useSpeech } from '../language.tsx'

/** Why an indicator has no verdict; null: it has one. */
export function useMissingText(): (
  indicator: Pick<IndicatorView, 'missing' | 'agencies'>,
) => string | null {
  const { t, number } = useSpeech()
  return ({ missing, agencies: { declared, inScope } }) => {
    if (missing === null) return null
    if (missing !== 'no-declaration' || declared === 0) return t(`missing.${missing}`)
    return t('indicator.partly-declared', { declared: number(declared), of: number(inScope) })
  }
}
