import { en } from './en.ts'
import { translatorOf, type Language, type Texts, type Translator } from './speech.ts'
import { vi } from './vi.ts'

export { languages } from './speech.ts'
export type { Language, PlainKey, TextKey, Translator } from './speech.ts'

const catalogues: Readonly<Record<Language, Texts>> = { vi, en }

/** Texts, numbers and dates in `language`; for programs, which hold the texts of both. */
export const translator = (language: Language): Translator =>
  translatorOf(language, (key) => catalogues[language][key])
