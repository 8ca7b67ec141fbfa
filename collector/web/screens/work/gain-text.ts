import type { ExactRatio } from '#protocol/views.ts'
import type { WorkGain, WorkGroup } from '#protocol/work.ts'
import { useSpeech } from '../../language.tsx'

const decimalsMax = 4

/** Percentage points of a share, cut and never rounded up, with enough decimals to be more than nothing. */
function pointsOf({ numerator, denominator }: ExactRatio): {
  value: number
  decimals: number
} {
  if (denominator === 0 || numerator === 0) return { value: 0, decimals: 0 }
  for (let decimals = 1; decimals <= decimalsMax; decimals += 1) {
    const scale = 10n ** BigInt(decimals)
    const cut = (BigInt(numerator) * 100n * scale) / BigInt(denominator)
    if (cut > 0n || decimals === decimalsMax)
      return { value: Number(cut) / Number(scale), decimals }
  }
  return { value: 0, decimals: 0 }
}

/** What a remedy is worth, in words. */
export function useGainText() {
  const { t, number, local } = useSpeech()
  const points = (ratio: ExactRatio) => {
    const { value, decimals } = pointsOf(ratio)
    return number(value, decimals)
  }

  /** Over all shares of the plan; null: it moves none. */
  function totalText({ surely, atMost, gains }: Pick<WorkGroup, 'surely' | 'atMost' | 'gains'>) {
    const fewer = gains.find(({ kind }) => kind === 'count')
    if (atMost.numerator === 0) {
      if (!fewer) return null
      return { main: t('work.gain.fewer', { count: number(fewer.surely) }), more: null }
    }
    const isMore = atMost.numerator * surely.denominator > surely.numerator * atMost.denominator
    if (surely.numerator === 0) {
      return { main: t('work.gain.at-most-alone', { points: points(atMost) }), more: null }
    }
    return {
      main: t('work.gain', { points: points(surely) }),
      more: isMore ? t('work.gain.at-most', { points: points(atMost) }) : null,
    }
  }

  /** One number of the plan. */
  function lineText({ name, kind, surely, perhaps, denominator }: WorkGain): string {
    const most = surely + perhaps
    if (kind === 'count') {
      const params = { name: local(name), count: number(surely) }
      if (perhaps === 0) return t('work.gain.line.fewer', params)
      return t('work.gain.line.fewer.at-most', { ...params, most: number(most) })
    }
    const line = { name: local(name), points: points({ numerator: surely, denominator }) }
    if (perhaps === 0) return t('work.gain.line', line)
    const atMost = points({ numerator: most, denominator })
    return t('work.gain.line.at-most', { ...line, most: atMost })
  }

  return { totalText, lineText }
}
