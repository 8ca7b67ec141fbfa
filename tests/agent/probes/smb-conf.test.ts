import { expect, test } from 'vitest'
import { reduceSmbConf, smbSettings } from '#agent/probes/smb-conf.ts'

const content = [
  'Server Min Protocol = \\',
  '  NT1 \\',
  '',
  '[Kế toán]',
  '# guest ok = no',
  'path = /srv/ke-toan',
  'Guest  OK = yes',
].join('\r\n')

test('a setting that goes on in the next line is one, and lines keep their numbers', () => {
  expect(smbSettings(content)).toEqual([
    { section: 'global', key: 'serverminprotocol', value: 'NT1', line: 1 },
    { section: 'kế toán', key: 'path', value: '/srv/ke-toan', line: 6 },
    { section: 'kế toán', key: 'guestok', value: 'yes', line: 7 },
  ])
})

test('a recording keeps what readers ask for, without names, on the same lines', () => {
  const reduced = reduceSmbConf(content)
  expect(reduced).not.toContain('toan')
  expect(smbSettings(reduced)).toEqual([
    { section: 'global', key: 'serverminprotocol', value: 'NT1', line: 1 },
    { section: 'share-4', key: 'guestok', value: 'yes', line: 7 },
  ])
})
