import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { signOf } from '#agent/hardware-signs.ts'
import { pseudonymsUnder } from '#agent/identity.ts'
import { decodeProductState } from '#agent/probes/antivirus/windows/security-center.ts'
import { exposureOf } from '#agent/probes/ports/exposure.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { checkout } from '#scripts/tool.ts'

const addresses = [
  '127.0.0.1',
  '169.254.1.1',
  '10.1.2.3',
  '172.32.0.1',
  '100.64.0.1',
  '::',
  'fe80::1',
  'fd00::1',
  '2001:db8::1',
]
const states = [397_568, 393_472, 266_256, 270_336, 344_064]

/** As the script writes JSON: canonical, and ASCII alone. */
const ascii = (value: unknown) =>
  canonicalJson(value).replaceAll(
    /[^\x20-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

test('the line that the script has to print on a real Windows is what the agent computes', () => {
  const expected = ascii({
    json: ascii({ b: [true, null, -1], a: 'x"\\ạ', empty: [], one: ['a'] }),
    hmac: pseudonymsUnder(Buffer.from('0123456789abcdef0123456789abcdef'))('đặng'),
    sign: signOf('uuid', '4c4c4544-0042-3510-8051-b4c04f4d3132'),
    exposures: addresses.map(exposureOf),
    listeners: ['tcp 0.0.0.0 135', 'udp :: 123'],
    states: states.map((state) => ascii(decodeProductState(state))),
  })
  const guide = readFileSync(join(checkout, 'docs/operating/old-machines.md'), 'utf8')
  expect(/```text\n(.*)\n```/.exec(guide)?.[1]).toBe(expected)
})
