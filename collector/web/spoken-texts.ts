import { createContext, use } from 'react'
import { languages, type Language, type TextKey } from '#i18n/speech.ts'

type Catalogue = Readonly<Partial<Record<TextKey, string>>>

/** The texts that are here, in one language. */
export type Spoken = { readonly language: Language; readonly texts: Catalogue }

/**
 * The texts of the page. The first screen has its own; whoever goes on loads all of them, and a reader who never changes
 * the language loads no other.
 */
export type SpokenTexts = {
  now(): Spoken
  subscribe(listener: () => void): () => void
  /** Loads every text of the language; resolves when screens can say them. */
  loadAll(): Promise<void>
  /** Turns to another language, with all its texts. */
  turnTo(language: Language): Promise<void>
}

/** Loads the texts of the language that was chosen last, before anything is drawn. */
export async function createSpokenTexts(options: { isFirstScreen: boolean }): Promise<SpokenTexts> {
  const language = readLanguage()
  const listeners = new Set<() => void>()
  const held: { spoken: Spoken; all: Promise<void> | null } = {
    spoken: { language, texts: await (options.isFirstScreen ? firstOf : allOf)(language) },
    all: options.isFirstScreen ? null : Promise.resolve(),
  }

  async function turnTo(wanted: Language) {
    const texts = await allOf(wanted)
    held.spoken = { language: wanted, texts }
    held.all = Promise.resolve()
    for (const listener of listeners) listener()
  }

  async function loadRest() {
    const { language: spoken } = held.spoken
    try {
      const texts = await allOf(spoken)
      // Meanwhile somebody may have turned to another language, which came with all its texts.
      if (held.spoken.language !== spoken) return
      held.spoken = { language: spoken, texts }
      for (const listener of listeners) listener()
    } catch (error) {
      held.all = null
      throw error
    }
  }

  return {
    now: () => held.spoken,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    loadAll: () => (held.all ??= loadRest()),
    turnTo,
  }
}

const firstOf = (language: Language): Promise<Catalogue> =>
  language === 'vi'
    ? import('#i18n/vi-first.ts').then(({ viFirst }) => viFirst)
    : import('#i18n/en-first.ts').then(({ enFirst }) => enFirst)

const allOf = (language: Language): Promise<Catalogue> =>
  language === 'vi'
    ? import('#i18n/vi.ts').then(({ vi }) => vi)
    : import('#i18n/en.ts').then(({ en }) => en)

const storageKey = 'khien-language'

function readLanguage(): Language {
  const stored = localStorage.getItem(storageKey)
  return languages.find((language) => language === stored) ?? 'vi'
}

/** Remembers a language for the next time. */
export function rememberLanguage(language: Language) {
  localStorage.setItem(storageKey, language)
}

export const SpokenTextsContext = createContext<SpokenTexts | null>(null)

/** The texts that `main.tsx` has loaded. */
export function useSpokenTexts(): SpokenTexts {
  const spokenTexts = use(SpokenTextsContext)
  if (!spokenTexts) throw new Error('useSpokenTexts outside SpokenTextsContext')
  return spokenTexts
}
