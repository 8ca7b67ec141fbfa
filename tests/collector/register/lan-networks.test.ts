import { expect, test } from 'vitest'
import { faultsOfEntry } from '#protocol/register-faults.ts'
import { entryBodies } from '#protocol/register.ts'

const faultsOf = (networks: readonly string[]) => {
  const plain = { name: 'LAN 1', place: null, hasBroadband: true, hasFirewall: true }
  const body = entryBodies.lan.parse({ ...plain, firewallProduct: null, networks })
  return faultsOfEntry({ kind: 'lan', body })
}

test('a LAN declares private networks alone', () => {
  expect(faultsOf(['192.168.1.0/24', '10.20.0.0/16', 'fd12:3456::/48'])).toEqual([])
  expect(faultsOf([])).toEqual([])
  for (const network of [
    '203.0.113.0/24',
    '0.0.0.0/0',
    '192.0.0.0/8',
    'lan-tang-3',
    '10.0.0.0/40',
  ]) {
    expect(faultsOf(['192.168.1.0/24', network])).toEqual([
      { field: 'networks', fault: 'network-not-private' },
    ])
  }
})
