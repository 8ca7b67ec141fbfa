import type { TextKey } from '#i18n/translator.ts'
import type { FullProvince } from '#tests/support/full-province.ts'
import type { Hand } from './hand.ts'

/** One dialog, drawer or menu: the file that draws it, the screen that it opens over, and how. */
export type DialogWalk = {
  readonly file: string
  readonly path: (province: FullProvince) => string
  readonly open: (hand: Hand) => Promise<unknown>
}

/** Opens by the first button of the screen with these words. */
export const presses =
  (key: TextKey) =>
  ({ press }: Hand) =>
    press(key)
/** A screen that needs nothing but its address. */
export const at = (path: string) => () => path
