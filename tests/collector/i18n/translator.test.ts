import { expect, test } from 'vitest'
import { languages, translator } from '#i18n/translator.ts'

test.each(languages)('a process and a port are written without separators in %s', (language) => {
  const { say, t } = translator(language)
  const pid = 28_495
  expect(say('refusal.AGENT_ALREADY_RUNNING', { pid, folder: '/data' })).toContain('28495')
  expect(say('refusal.DATA_DIR_IN_USE', { pid, folder: '/data' })).toContain('28495')
  expect(t('refusal.PORT_IN_USE', { port: 18_443 })).toContain('18443')
  expect(t('refusal.PORT_NOT_PERMITTED', { port: 18_443 })).toContain('18443')
})

test.each([
  ['vi', '71.204'],
  ['en', '71,204'],
] as const)('an amount is grouped as people write it in %s', (language, amount) => {
  const params = { bytes: 71_204, bytesMax: 65_536 }
  expect(translator(language).say('refusal.FRAME_TOO_LARGE', params)).toContain(amount)
})
