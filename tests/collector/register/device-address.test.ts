import { expect, test } from 'vitest'
import { faultOfAddress } from '#protocol/device-address.ts'

test.each(['10.0.0.1', '172.16.0.9', '172.31.255.1', '192.168.1.20', 'fd12::9', 'fe80::1'])(
  '%s is the address of one device in a private network',
  (address) => expect(faultOfAddress(address)).toBeNull(),
)

test.each(['8.8.8.8', '172.32.0.1', '127.0.0.1', '0.0.0.0', '2001:db8::1', '::1'])(
  '%s lies in no private network',
  (address) => expect(faultOfAddress(address)).toBe('address-public'),
)

test.each(['192.168.1.0/24', '192.168.1.1-20', '10.0.0.1, 10.0.0.2', '10.0.0.*', 'fd00::/8'])(
  '%s is more than one device',
  (address) => expect(faultOfAddress(address)).toBe('address-range'),
)

test.each(['camera-cong', 'camera.local', '192.168.1', '192.168.1.256', '010.0.0.1', 'fe80::1%3'])(
  '%s is no address',
  (address) => expect(faultOfAddress(address)).toBe('address-name'),
)
