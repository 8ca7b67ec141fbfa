import type { ExactRatio, IndicatorView } from '#protocol/views.ts'
import { targetOf } from '../../figures.ts'

type Kind = IndicatorView['kind']

/** Digits of a target that a person may type; more can be no target. */
const digitsMax = 12

/**
 * The exact fraction that somebody typed in the unit of an indicator: `90` and `87,5` of a share are percent, `0,9`
 * of a ratio is nine tenths. The decimal mark is a comma or a point. Null: it is no number.
 */
export function ratioOf(kind: string, text: string): ExactRatio | null {
  const match = /^(\d+)(?:[.,](\d+))?$/.exec(text.trim())
  const [, whole = '', decimals = ''] = match ?? []
  if (match === null || whole.length + decimals.length > digitsMax) return null
  const denominator = 10 ** decimals.length * (kind === 'share' ? 100 : 1)
  return { numerator: Number(whole + decimals), denominator }
}

/** A target as it is typed. */
export function typedOf(kind: string, target: ExactRatio, comma: string): string {
  const known: Kind = kind === 'share' || kind === 'ratio' ? kind : 'count'
  // Of a count the numerator is shown alone elsewhere; here a target is what it says.
  const figure = targetOf(known === 'count' ? 'ratio' : known, target)
  return figure === null ? '' : figure.value.toFixed(figure.decimals).replace('.', comma)
}
