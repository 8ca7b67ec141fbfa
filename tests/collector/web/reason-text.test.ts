import { expect, test } from 'vitest'
import { reasonText } from '#i18n/reason-text.ts'
import { translator } from '#i18n/translator.ts'

const vi = translator('vi')

test('codes inside a reason become words of the language', () => {
  const reason = { key: 'could-not-look', params: { probe: 'firewall', because: 'timed-out' } }
  expect(reasonText(vi, { ...reason, key: 'could-not-look' })).toBe(
    'Không đọc được tường lửa: quá thời gian chờ.',
  )
})

test('a port is a name, not a quantity: no separator of thousands', () => {
  const params = { service: 'RDP', port: 3389, transport: 'tcp', exposure: 'any' }
  expect(reasonText(vi, { key: 'port-risky', params })).toBe(
    'RDP: cổng 3389/tcp, mở trên mọi địa chỉ.',
  )
})

test('a code that this version does not know is shown as it came', () => {
  const params = { probe: 'printers', because: 'timed-out' }
  expect(reasonText(vi, { key: 'could-not-look', params })).toContain('printers')
})
