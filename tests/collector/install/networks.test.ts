import { BlockList, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isNetwork, isWithinNetworks } from '#protocol/networks.ts'

test.each([
  ['10.20.0.0/16', '10.20.255.255', true],
  ['10.20.0.0/16', '10.21.0.0', false],
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '::ffff:192.0.2.7', true],
  ['0.0.0.0/0', '203.0.113.9', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::', false],
  ['fe80::/10', 'fe80::1%eth0', true],
  ['::1', '::1', true],
])('%s holds %s: %s', (network, address, isInside) => {
  expect(isWithinNetworks(address, [network])).toBe(isInside)
})

test.each([
  '',
  '10.20.0.0/33',
  '10.20/16',
  '010.0.0.1',
  '1.2.3.4/',
  '1.2.3.4/8/8',
  ':::',
  '1::2::3',
])('“%s” is no network', (text) => expect(isNetwork(text)).toBe(false))

test('an address that nobody knows is in no network, and without a network everything is inside', () => {
  expect(isWithinNetworks(null, ['0.0.0.0/0'])).toBe(false)
  expect(isWithinNetworks('somewhere', ['0.0.0.0/0'])).toBe(false)
  expect(isWithinNetworks(null, [])).toBe(true)
})

test('networks hold what the block list of Node holds', () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6().filter(isIPv6))
  fc.assert(
    fc.property(address, address, fc.nat(128), (base, asked, wanted) => {
      const [six, askedSix] = [isIPv6(base), isIPv6(asked)]
      // A mapped address is the IPv4 address for us, whatever way it is written; Node sees to it elsewhere.
      fc.pre(![base, asked].some((text) => /^[0:]*(:ffff)?:\d+\.|^[0:]*:ffff:/i.test(text)))
      const prefix = Math.min(wanted, six ? 128 : 32)
      const list = new BlockList()
      list.addSubnet(base, prefix, six ? 'ipv6' : 'ipv4')
      const expected = six === askedSix && list.check(asked, six ? 'ipv6' : 'ipv4')
      expect(isWithinNetworks(asked, [`${base}/${prefix}`])).toBe(expected)
    }),
    { numRuns: 500 },
  )
})
