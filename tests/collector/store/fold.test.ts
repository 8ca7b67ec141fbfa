import { expect, test } from 'vitest'
import { foldForSearch, foldHost } from '#store/fold.ts'

test('marks, case and white space do not matter to a search', () => {
  expect(foldForSearch('  Đơn vị   Quảng Ngãi ')).toBe('don vi quang ngai')
  expect(foldForSearch('Đơn vị Quảng Ngãi'.normalize('NFD'))).toBe('don vi quang ngai')
})

test('a host is found by its name, its address and its agency', () => {
  const host = { hostname: 'MÁY-01', address: '10.0.0.7', agencyName: 'Sở Y tế' }
  expect(foldHost(host)).toBe('may-01 10.0.0.7 so y te')
  expect(foldHost({ ...host, address: null })).toBe('may-01 so y te')
})
