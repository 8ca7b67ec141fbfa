import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { en } from '#i18n/en.ts'
import { reasonText } from '#i18n/reason-text.ts'
import { translator } from '#i18n/translator.ts'
import { vi } from '#i18n/vi.ts'
import { reasonKeys } from '#protocol/controls.ts'
import { detectionOutcome } from '#protocol/facts/malware.ts'

const domain = new URL('../../../collector/domain/', import.meta.url)
const sources = readdirSync(domain, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(name, domain), 'utf8'))
  .join('\n')

test('every reason that has a sentence is one that a control can give', () => {
  const unused = reasonKeys.filter((key) => !sources.includes(`'${key}'`))
  expect(unused).toEqual([])
  const texts = Object.keys(vi).filter((key) => key.startsWith('reason.'))
  expect(texts.toSorted()).toEqual(reasonKeys.map((key) => `reason.${key}`).toSorted())
})

test('both languages ask for the same values in every reason, control and setting', () => {
  const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
  const english: Record<string, string> = en
  for (const [key, text] of Object.entries(vi)) {
    if (!/^(reason|control|judgeSetting)\./.test(key)) continue
    expect(namesIn(english[key] ?? ''), key).toEqual(namesIn(text))
  }
})

test('a remedy says what to do on Windows and on Linux', () => {
  const agnostic = new Set(['remedy.reconnect.steps', 'remedy.install-agent.steps'])
  for (const texts of [vi, en]) {
    for (const [key, text] of Object.entries(texts)) {
      if (!/^remedy\..*\.steps$/.test(key) || agnostic.has(key)) continue
      expect(text, key).toMatch(/Windows/)
      expect(text, key).toMatch(/Linux|Ubuntu/)
    }
  }
})

test('codes in a reason become words of the language', () => {
  const detected = (outcome: string) => ({
    key: 'malware-detected' as const,
    params: {
      threat: 'Win.Test.EICAR_HDB-1',
      product: 'ClamAV',
      detectedAtMs: Date.UTC(2026, 10, 20),
      outcome,
      place: 'in-no-file',
    },
  })
  expect(reasonText(translator('vi'), detected('not-handled'))).toBe(
    '20/11/2026: ClamAV phát hiện Win.Test.EICAR_HDB-1 (không nằm trong tệp nào), chưa xử lý.',
  )
  for (const outcome of [...detectionOutcome.options, 'unknown']) {
    expect(reasonText(translator('en'), detected(outcome))).not.toMatch(/unknown|-handled/)
  }
})

test.each([
  ['use', ['in-use', 'not-in-use', 'use-unknown'], 'firewall-profile-off'],
  ['setBy', ['by-policy', 'on-this-machine'], 'firewall-profile-off'],
  ['place', ['in-no-file', 'place-unknown'], 'malware-detected'],
  [
    'part',
    ['smb1', 'remote-desktop', 'network-authentication', 'remote-tools'],
    'remote-access-unknown',
  ],
] as const)('every code of "%s" is said in words', (name, codes, key) => {
  for (const language of ['vi', 'en'] as const) {
    for (const code of codes) {
      expect(reasonText(translator(language), { key, params: { [name]: code } })).not.toContain(
        code,
      )
    }
  }
})
