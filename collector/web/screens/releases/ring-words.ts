import { useSpeech } from '../../language.tsx'

/** What rings are called: the pilots, and the share of computers that each further one reaches. */
export function useRingWords(): (percent: number | null | undefined) => string {
  const { t, number } = useSpeech()
  return (percent) =>
    percent === null || percent === undefined
      ? t('releases.ring.pilots')
      : t('releases.ring.share', { percent: number(percent) })
}
