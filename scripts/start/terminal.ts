import { translator, type TextKey } from '#i18n/translator.ts'

const languages = [translator('vi'), translator('en')]

/** Says a text in Vietnamese with English beneath. */
export function say(key: TextKey, params: Readonly<Record<string, string>> = {}): void {
  process.stdout.write(languages.map((language) => `${language.say(key, params)}\n`).join(''))
}
