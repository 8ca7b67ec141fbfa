import { expect, test } from 'vitest'
import { macBySystem } from '#agent/device-check/neighbours.ts'
import { openSystem, type System } from '#agent/system.ts'

/** By the format of proc(5); the second has not answered, and the last is known to two cards. */
const table = `IP address       HW type     Flags       HW address            Mask     Device
10.20.30.40      0x1         0x2         00:40:8C:12:34:56     *        eth0
10.20.30.41      0x1         0x0         00:00:00:00:00:00     *        eth0
10.20.30.4       0x1         0x6         00:40:8c:00:00:04     *        eth0
10.20.30.50      0x1         0x2         00:40:8c:00:00:05     *        eth0
10.20.30.50      0x1         0x2         00:40:8c:00:00:06     *        eth1
`

const real = openSystem(null)
const linux: System = {
  ...real,
  readFile: async (path, options) =>
    path === '/proc/net/arp' ? { ok: true, value: table } : real.readFile(path, options),
}

test('an address has the hardware address that answered for it, and no other', async () => {
  expect(await macBySystem(linux, '10.20.30.40')).toBe('00:40:8c:12:34:56')
  expect(await macBySystem(linux, '10.20.30.4')).toBe('00:40:8c:00:00:04')
  expect(await macBySystem(linux, '10.20.30.41')).toBeNull()
  expect(await macBySystem(linux, '10.20.30.42')).toBeNull()
})

test('an address that two cards know by two hardware addresses has none', async () => {
  expect(await macBySystem(linux, '10.20.30.50')).toBeNull()
})

test('Windows is asked for its own table; where it does not answer nobody knows', async () => {
  const known = { mac: '00:40:8c:12:34:56', address: '10.20.30.40', isGateway: false }
  const windows: System = {
    ...real,
    platform: 'windows',
    neighbours: async () => ({ ok: true, value: [known] }),
  }
  expect(await macBySystem(windows, '10.20.30.40')).toBe(known.mac)
  expect(await macBySystem(windows, '10.20.30.41')).toBeNull()
  const silent = { ok: false, because: 'not-permitted', detail: 'code 5' } as const
  const denied: System = { ...windows, neighbours: async () => silent }
  expect(await macBySystem(denied, '10.20.30.40')).toBeNull()
})

test('of an address that nobody asked, this machine knows nothing', async () => {
  expect(await macBySystem(real, '192.0.2.77')).toBeNull()
})
