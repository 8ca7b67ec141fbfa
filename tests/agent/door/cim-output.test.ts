import { describe, expect, test } from 'vitest'
import { readCimOutput } from '#agent/door/windows/cim-output.ts'
import type { CimQuestion } from '#agent/windows-system.ts'

/* Output as our own script writes it, by hand; no capture of a real Windows was at hand. */

const asked: readonly CimQuestion[] = ['antivirus-products', 'bios']
const instance =
  '{"displayName":"Ph\\u1ea7n m\\u1ec1m","productState":397568,"on":true,"none":null,"list":[1,"a"]}'
const products = `khien-cim antivirus-products {"ok":true,"value":[${instance}]}`
const bios = 'khien-cim bios {"ok":false,"code":"0x80041010"}'
const end = 'khien-cim-end 2'
const whole = `\n${products}\n\n${bios}\n\n${end}\n`

const read = (stdout: string, exitCode = 0) =>
  Object.fromEntries(readCimOutput(asked, { ok: true, value: { exitCode, stdout, stderr: '' } }))
const failed = (detail: string) => ({ ok: false, because: 'tool-failed', detail })
const bothFailed = (detail: string) => ({
  'antivirus-products': failed(detail),
  bios: failed(detail),
})
const wholeAnswers = {
  'antivirus-products': {
    ok: true,
    value: [
      { displayName: 'Phần mềm', productState: 397_568, on: true, none: null, list: [1, 'a'] },
    ],
  },
  bios: { ok: false, because: 'not-supported', detail: '0x80041010' },
}

test('each question has its answer', () => {
  expect(read(whole)).toEqual(wholeAnswers)
  expect(read(whole.replaceAll('\n', '\r\n'))).toEqual(wholeAnswers)
})

test('no output is a failure, never "nothing there"', () => {
  expect([read(''), read('\r\n\r\n')]).toEqual([
    bothFailed('no completion mark'),
    bothFailed('no completion mark'),
  ])
})

test('output that was cut off anywhere is not believed', () => {
  for (let length = 0; length < whole.trimEnd().length; length += 1) {
    expect(read(whole.slice(0, length))).toEqual(bothFailed('no completion mark'))
  }
})

test('a count that does not fit, an answer too few or twice is not believed', () => {
  const outputs = [
    whole.replace(end, 'khien-cim-end 3'),
    `${products}\n${end}`,
    `${products}\n${products}\n${bios}\n${end}`,
    `${products}\n${end}\n${bios}`,
  ]
  expect(outputs.map((output) => read(output))).toEqual(
    outputs.map(() => bothFailed('no completion mark')),
  )
})

test('a child that failed is not believed, whatever it wrote', () => {
  expect(read(whole, 1)).toEqual(bothFailed('exit code 1'))
})

test('why there was no child is why there is no answer', () => {
  const late = { ok: false, because: 'timed-out', detail: 'after 60000 ms' } as const
  expect([...readCimOutput(asked, late).values()]).toEqual([late, late])
})

test('what else stands in the output changes nothing, in whatever language', () => {
  const noise = 'CẢNH BÁO: không tải được tệp định dạng\n#< CLIXML\n'
  expect(read(noise + whole + noise)).toEqual(wholeAnswers)
})

describe('an answer', () => {
  const biosSays = (json: string) => read(`${products}\nkhien-cim bios ${json}\n${end}`)['bios']

  test('of the wrong shape is not understood, and the others stand', () => {
    const wrong = ['{', 'null', '{"ok":true}', '{"ok":true,"value":[{"a":{"b":1}}]}']
    expect(wrong.map(biosSays)).toMatchObject(
      wrong.map(() => ({ ok: false, because: 'not-understood' })),
    )
    const output = read(`${products}\nkhien-cim bios {\n${end}`)
    expect(output['antivirus-products']).toEqual(wholeAnswers['antivirus-products'])
  })

  test('that failed says why: absent, not permitted, not active, too late, or its number', () => {
    const codes = [
      '0x8004100e',
      '0x80041003',
      '0x80070005',
      'not-active',
      '0x80040102',
      '0x800106ba',
    ]
    const reasons = codes.map((code) => {
      const answer = biosSays(`{"ok":false,"code":"${code}"}`)
      return answer && !answer.ok ? answer.because : 'answered'
    })
    expect(reasons).toEqual([
      'not-supported',
      'not-permitted',
      'not-permitted',
      'not-supported',
      'timed-out',
      'tool-failed',
    ])
  })

  test('whose code could hold a name is not passed on', () => {
    const answer = biosSays('{"ok":false,"code":"C:\\\\Users\\\\an"}')
    expect(answer).toMatchObject({ ok: false, because: 'not-understood' })
    expect(JSON.stringify(answer)).not.toContain('Users')
  })
})
