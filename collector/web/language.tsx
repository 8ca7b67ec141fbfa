import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { languages, translator, type Language, type Translator } from '#i18n/translator.ts'
import type { Bilingual } from '#protocol/views.ts'

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

const storageKey = 'khien-language'
const LanguageContext = createContext<Speech | null>(null)

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(readLanguage)
  useEffect(() => {
    document.documentElement.lang = language
    localStorage.setItem(storageKey, language)
  }, [language])
  const texts = useMemo(() => translator(language), [language])
  const speech = useMemo<Speech>(
    () => ({
      ...texts,
      counted: (key, count) =>
        count === 1 ? texts.t(`${key}.one`) : texts.t(key, { count: texts.number(count) }),
      setLanguage,
      local: (sentence) => sentence[language] || sentence.vi,
      sentence: (words) => words.charAt(0).toLocaleUpperCase(language) + words.slice(1),
    }),
    [language, texts],
  )
  return <LanguageContext value={speech}>{children}</LanguageContext>
}

/** Texts, numbers and dates in the language of the screen. */
export function useSpeech(): Speech {
  const speech = use(LanguageContext)
  if (!speech) throw new Error('useSpeech outside LanguageProvider')
  return speech
}

function readLanguage(): Language {
  const stored = localStorage.getItem(storageKey)
  return languages.find((language) => language === stored) ?? 'vi'
}
