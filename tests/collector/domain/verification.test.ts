import { expect, test } from 'vitest'
import {
  isProvisional,
  productVerification,
  readerCombinations,
  readersInUse,
  verificationOf,
  verifiedReadersFile,
  type VerifiedReader,
} from '#domain/verification.ts'
import { controlIds } from '#protocol/controls.ts'
import { unknown } from '#protocol/values.ts'
import { aHost, aWindowsHost } from '#tests/builders/hosts.ts'

const checked = { on: '2026-11-20', by: 'An', machine: 'Debian 13' }

const onLinux = [{ reader: 'os', platform: 'linux' }] as const
const onBoth = [...onLinux, { reader: 'os', platform: 'windows' }] as const

function checking(...readers: readonly string[]) {
  const rows = productVerification.rows.map((row): VerifiedReader =>
    readers.includes(`${row.reader} ${row.platform}`) ? { ...row, checked } : row,
  )
  return verificationOf(verifiedReadersFile.parse({ rows }).rows)
}

test('nobody has checked a reader yet, so every verdict but "reporting" is provisional', () => {
  expect(productVerification.rows.filter((row) => row.checked !== null)).toEqual([])
  for (const control of controlIds) {
    expect(isProvisional(control, aHost()), control).toBe(control !== 'reporting')
    expect(productVerification.isFigureProvisional(control, onLinux), control).toBe(
      control !== 'reporting',
    )
  }
})

test('the table names every reader on every platform once, and no other', () => {
  const { rows } = productVerification
  expect(rows).toHaveLength(readerCombinations.length)
  const [first, ...others] = rows
  expect(verifiedReadersFile.safeParse({ rows: others }).success).toBe(false)
  expect(verifiedReadersFile.safeParse({ rows: [...rows, first] }).success).toBe(false)
  const unheardOf = { reader: 'antivirus/kesl', platform: 'windows', checked: null }
  expect(verifiedReadersFile.safeParse({ rows: [...rows, unheardOf] }).success).toBe(false)
})

test('a verdict stops being provisional when the readers of this machine were checked', () => {
  const verification = checking('firewall linux', 'os linux')
  expect(verification.isProvisional('firewall-on', aHost())).toBe(false)
  expect(verification.isProvisional('firewall-on', aWindowsHost())).toBe(true)
  expect(verification.isProvisional('patched', aHost())).toBe(true)
  expect(verification.isFigureProvisional('firewall-on', onLinux)).toBe(false)
  expect(verification.isFigureProvisional('firewall-on', onBoth)).toBe(true)
})

test('antivirus rests on the readers of the products that were found as well', () => {
  expect(checking('antivirus linux').isProvisional('protected', aHost())).toBe(true)
  const both = checking('antivirus linux', 'antivirus/kesl linux')
  expect(both.isProvisional('protected', aHost())).toBe(false)
  expect(checking('malware linux').isProvisional('malware-handled', aHost())).toBe(true)
})

test('a figure over many machines rests on the readers in use alone, and on every one where nobody knows which', () => {
  const both = checking('antivirus linux', 'antivirus/kesl linux')
  const inUse = readersInUse(aHost())
  expect(inUse).toEqual([
    { reader: 'os', platform: 'linux' },
    { reader: 'antivirus/kesl', platform: 'linux' },
  ])
  expect(both.isFigureProvisional('protected', inUse)).toBe(false)
  const another = { reader: 'antivirus/eset', platform: 'linux' } as const
  expect(both.isFigureProvisional('protected', [...inUse, another])).toBe(true)
  expect(both.isFigureProvisional('protected', null)).toBe(true)
})

test('a probe that could not look claims nothing; a machine of no known platform is provisional', () => {
  expect(isProvisional('os-supported', aHost({ os: unknown('timed-out') }))).toBe(false)
  const verification = checking('firewall linux', 'os linux')
  expect(verification.isProvisional('firewall-on', aHost({ os: 'never' }))).toBe(true)
})
