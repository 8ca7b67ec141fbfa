import type { Translator } from '#i18n/translator.ts'
import type { Refusal } from '#protocol/refusals.ts'

/** A refusal as a sentence; a value that did not travel shows as an ellipsis. */
export function describeRefusal(
  { code, params }: Pick<Refusal, 'code' | 'params'>,
  { say }: Translator,
): string {
  return say(`refusal.${code}`, params).replaceAll(/\{\w+\}/g, '…')
}
