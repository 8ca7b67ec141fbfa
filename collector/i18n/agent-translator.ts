import { agentTerminal as en } from './en/agent-terminal.ts'
import { refusals as refusalsEn } from './en/refusals.ts'
import { translatorOf, type Language, type TextKey, type Translator } from './speech.ts'
import { agentTerminal as vi } from './vi/agent-terminal.ts'
import { refusals as refusalsVi } from './vi/refusals.ts'

const catalogues: Readonly<Record<Language, Readonly<Partial<Record<TextKey, string>>>>> = {
  vi: { ...vi, ...refusalsVi },
  en: { ...en, ...refusalsEn },
}

/**
 * The same for the agent, with what it says in a terminal and no more: the texts of the console would be held in the
 * memory of every computer. A key of another room shows itself.
 */
export const agentTranslator = (language: Language): Translator =>
  translatorOf(language, (key) => catalogues[language][key] ?? key)
