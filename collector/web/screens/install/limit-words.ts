import type { TokenView } from '#protocol/enrolment-tokens.ts'
import { useSpeech } from '../../language.tsx'

/** What a token is good for, as one sentence. */
export function useLimitWords() {
  const { t, number, time } = useSpeech()
  return ({ usesMax, expiresMs, networks, waitsBeyondDeclared }: TokenView): string =>
    [
      t('install.limits', { uses: number(usesMax), until: time(expiresMs) }),
      networks.length > 0
        ? t('install.limits.networks', { networks: networks.join(', ') })
        : t('install.limits.everywhere'),
      ...(waitsBeyondDeclared ? [t('install.limits.waits')] : []),
    ].join('; ')
}
