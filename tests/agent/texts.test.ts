import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { agentTranslator } from '#i18n/agent-translator.ts'
import { agentTerminal } from '#i18n/en/agent-terminal.ts'
import { en } from '#i18n/en.ts'
import { languages, type TextKey } from '#i18n/speech.ts'
import { translator } from '#i18n/translator.ts'
import { checkout } from '#scripts/tool.ts'

test('the agent has all that it may say in a terminal, every refusal included, and nothing of the console', () => {
  const keys = Object.keys(en) as TextKey[]
  const own = keys.filter((key) => key.startsWith('refusal.') || key in agentTerminal)
  expect(own.length).toBeGreaterThan(100)
  for (const language of languages) {
    const texts = agentTranslator(language)
    expect(own.map((key) => texts.say(key, {}))).toEqual(
      own.map((key) => translator(language).say(key, {})),
    )
    expect(texts.say('releases.title', {})).toBe('releases.title')
  }
})

test('no file of the agent takes the texts of the console into its memory', () => {
  const folder = join(checkout, 'agent')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const takers = files
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => {
      const imports = readFileSync(join(folder, name), 'utf8').match(/^import (?!type).*#i18n.*$/gm)
      return imports?.some((line) => !/#i18n\/(agent-translator|speech)\.ts/.test(line))
    })
  expect(takers).toEqual([])
})
