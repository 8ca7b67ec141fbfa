import { expect, test } from 'vitest'
import { hardware } from '#agent/probes/hardware/index.ts'
import { chassisOf } from '#agent/probes/hardware/chassis.ts'
import { expandIpv6, parsePassingAddresses } from '#agent/probes/hardware/interfaces.ts'
import { parseCpuinfo } from '#agent/probes/hardware/linux.ts'
import { aLook, aMachine, fixture } from '../machine.ts'

const firstNamespace = { '/proc/self/ns/pid': 'pid:[4026531836]' }

test('a laptop says what it is; guests, removable disks and passing addresses are left out', async () => {
  const machine = aMachine({
    files: {
      '/sys/class/dmi/id/sys_vendor': 'LENOVO\n',
      '/sys/class/dmi/id/product_name': '20XW\n',
      '/sys/class/dmi/id/chassis_asset_tag': 'No Asset Tag\n',
      '/sys/class/dmi/id/chassis_type': '10\n',
      '/proc/cpuinfo':
        'processor\t: 0\nmodel name\t: Intel(R) i5\n\nprocessor\t: 1\nmodel name\t: x\n',
      '/proc/meminfo': 'MemTotal:       16115388 kB\n',
      '/proc/net/if_inet6': [
        '20010db8000000000000000000000001 02 40 00 80 wlp0s20f3',
        '20010db8000000000000000000000002 02 40 00 01 wlp0s20f3',
      ].join('\n'),
      '/sys/block/nvme0n1/size': '1000215216\n',
      '/sys/block/nvme0n1/removable': '0\n',
      '/sys/block/nvme0n1/device/model': 'SAMSUNG MZVL2512HCJQ    \n',
      '/sys/block/sda/size': '60062500\n',
      '/sys/block/sda/removable': '1\n',
      '/sys/block/loop0/size': '8\n',
    },
    forbidden: ['/sys/class/dmi/id/product_serial'],
    marks: ['/sys/class/net/wlp0s20f3/device'],
    links: firstNamespace,
    interfaces: [
      { name: 'lo', mac: '00:00:00:00:00:00', isLoopback: true, addresses: ['127.0.0.1'] },
      { name: 'docker0', mac: '02:42:00:00:00:01', isLoopback: false, addresses: ['172.17.0.1'] },
      {
        name: 'wlp0s20f3',
        mac: 'aa:bb:cc:dd:ee:ff',
        isLoopback: false,
        addresses: ['192.168.1.20', '2001:db8::1', '2001:db8::2', 'fe80::1'],
      },
    ],
  })
  expect(await hardware(machine, aLook())).toEqual({
    manufacturer: 'LENOVO',
    model: '20XW',
    serial: { state: 'unknown', because: 'not-permitted', detail: 'product_serial: EACCES' },
    assetTag: null,
    chassis: 'laptop',
    cpu: { model: 'Intel(R) i5', cores: 2 },
    memoryBytes: 16_508_780_544,
    disks: [{ name: 'nvme0n1', model: 'SAMSUNG MZVL2512HCJQ', sizeBytes: 512_110_190_592 }],
    interfaces: [
      {
        name: 'wlp0s20f3',
        mac: 'aa:bb:cc:dd:ee:ff',
        isPhysical: true,
        addresses: ['192.168.1.20', '2001:db8::1'],
      },
    ],
  })
})

test('a machine under a hypervisor is virtual, whatever its chassis says', async () => {
  const files = { '/proc/cpuinfo': fixture('hardware/cpuinfo-epyc.txt') }
  const facts = await hardware(aMachine({ files, links: firstNamespace }), aLook())
  expect(facts).toMatchObject({ chassis: 'virtual', cpu: { model: 'AMD EPYC', cores: 2 } })
})

test('a processor without a name is not understood', () => {
  expect(parseCpuinfo('processor\t: 0\nBogoMIPS\t: 48\n')).toMatchObject({ state: 'unknown' })
})

test.each([
  [3, 'desktop'],
  [10, 'laptop'],
  [23, 'server'],
  [1, 'other'],
])('chassis %i is a %s', (type, word) => {
  expect(chassisOf(type)).toBe(word)
})

test('the flags of if_inet6 say which addresses will not stay', () => {
  expect(parsePassingAddresses(fixture('hardware/if_inet6.txt'))).toEqual(new Set())
  const temporary = '20010db8000000000000000000000002 02 40 00 01 eth0'
  expect(parsePassingAddresses(temporary)).toEqual(new Set([expandIpv6('2001:db8::2')]))
})
