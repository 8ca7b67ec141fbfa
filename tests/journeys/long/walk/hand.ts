import type { Locator, Page } from 'playwright-core'
import { translator, type Language, type TextKey } from '#i18n/translator.ts'
import type { RunningApi } from '#tests/collector/api/running-api.ts'
import type { FullProvince } from '#tests/support/full-province.ts'

/** What opens a dialog works with: the page, the words of its language, and the province behind it. */
export type Hand = {
  readonly page: Page
  readonly api: RunningApi
  readonly province: FullProvince
  /** A text up to its first value. */
  words(key: TextKey): string
  /** The first button of the screen, or within something, whose name holds a text. */
  button(key: TextKey, within?: Locator): Locator
  press(key: TextKey, within?: Locator): Promise<void>
  item(key: TextKey): Promise<void>
}

export function handOf(
  page: Page,
  { api, province, language }: Pick<Hand, 'api' | 'province'> & { language: Language },
): Hand {
  const { say } = translator(language)
  const words = (key: TextKey) => say(key, {}).split('{')[0]?.trim() ?? ''
  const main = page.locator('#main')
  const button = (key: TextKey, within = main) =>
    within.getByRole('button', { name: words(key) }).first()
  const press = (key: TextKey, within?: Locator) => button(key, within).click()
  const item = (key: TextKey) =>
    page
      .getByRole('menuitem', { name: words(key), exact: true })
      .first()
      .click()
  return { page, api, province, words, button, press, item }
}
