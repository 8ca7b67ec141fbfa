import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import { translatorOf, type Language, type TextKey, type Translator } from '#i18n/speech.ts'
import type { Bilingual } from '#protocol/views.ts'
import { rememberLanguage, useSpokenTexts } from './spoken-texts.ts'

type Speech = Translator & {
  setLanguage(language: Language): void
  /** A sentence of data in the language of the screen; Vietnamese where it has no other. */
  local(sentence: Bilingual): string
  /** A text about a quantity; English has another form for one. */
  counted(key: CountedKey, count: number): string
  /** The same words with a capital at their beginning. */
  sentence(words: string): string
}

type CountedKey =
  | 'hosts.total'
  | 'hosts.news'
  | 'overview.agencies'
  | 'hardware.cores'
  | 'settings.days'
  | 'agents.hosts'
  | 'agents.at-least'
  | 'work.total'
  | 'work.machines'
  | 'work.agencies'
  | 'work.selected'

const LanguageContext = createContext<Speech | null>(null)

/** The language of everything inside, in the texts of `SpokenTextsContext`. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const spokenTexts = useSpokenTexts()
  const spoken = useSyncExternalStore(spokenTexts.subscribe, spokenTexts.now)
  const { language } = spoken
  useEffect(() => {
    document.documentElement.lang = language
    rememberLanguage(language)
  }, [language])
  const texts = useMemo(() => {
    const textOf = (key: TextKey) => {
      const text = spoken.texts[key]
      // A screen waits for its texts; what a trouble says may be among those that are still to come.
      if (text === undefined) spokenTexts.loadAll().catch(() => undefined)
      return text ?? ''
    }
    return translatorOf(language, textOf)
  }, [language, spoken, spokenTexts])
  // Where the texts cannot be loaded the screen stays in the language that it has.
  const setLanguage = useCallback(
    (wanted: Language) => void spokenTexts.turnTo(wanted).catch(() => undefined),
    [spokenTexts],
  )
  const speech = useMemo<Speech>(
    () => ({
      ...texts,
      counted: (key, count) =>
        count === 1 ? texts.t(`${key}.one`) : texts.t(key, { count: texts.number(count) }),
      setLanguage,
      local: (sentence) => sentence[language] || sentence.vi,
      sentence: (words) => words.charAt(0).toLocaleUpperCase(language) + words.slice(1),
    }),
    [language, texts, setLanguage],
  )
  return <LanguageContext value={speech}>{children}</LanguageContext>
}

/** Texts, numbers and dates in the language of the screen. */
export function useSpeech(): Speech {
  const speech = use(LanguageContext)
  if (!speech) throw new Error('useSpeech outside LanguageProvider')
  return speech
}
