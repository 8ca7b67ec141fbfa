import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react'
import {
  languages,
  translatorOf,
  type Language,
  type Texts,
  type Translator,
} from '#i18n/speech.ts'
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
  | 'work.total'
  | 'work.machines'
  | 'work.agencies'
  | 'work.selected'

const storageKey = 'khien-language'
const LanguageContext = createContext<Speech | null>(null)

/** The texts of a language; a reader who never changes it loads no other. */
export type Spoken = { readonly language: Language; readonly texts: Texts }

/** Loads the texts of the language that was chosen last, before anything is drawn. */
export const loadLanguage = (language: Language = readLanguage()): Promise<Spoken> =>
  language === 'vi'
    ? import('#i18n/vi.ts').then(({ vi }) => ({ language, texts: vi }))
    : import('#i18n/en.ts').then(({ en }) => ({ language, texts: en }))

export function LanguageProvider(props: { first: Spoken; children: ReactNode }) {
  const [{ language, texts: spoken }, setSpoken] = useState(props.first)
  useEffect(() => {
    document.documentElement.lang = language
    localStorage.setItem(storageKey, language)
  }, [language])
  const texts = useMemo(() => translatorOf(language, spoken), [language, spoken])
  // Where the texts cannot be loaded the screen stays in the language that it has.
  const setLanguage = useCallback(
    (wanted: Language) => void loadLanguage(wanted).then(setSpoken, () => undefined),
    [],
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
  return <LanguageContext value={speech}>{props.children}</LanguageContext>
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
