import { expect, test } from 'vitest'
import { hardware } from '#agent/probes/hardware/index.ts'
import type { CimInstance, CimQuestion } from '#agent/windows-system.ts'
import { hardware as hardwareSpec } from '#protocol/facts/hardware.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { limits } from '#protocol/limits.ts'
import { isUnknown } from '#protocol/values.ts'
import { aLook } from '../machine.ts'
import { aWindowsMachine, type WindowsParts } from '../windows-machine.ts'

// Written from Microsoft's documentation of the WMI classes and of the Network key.
const smbios = 'HARDWARE\\DESCRIPTION\\System\\BIOS'
const processor = 'HARDWARE\\DESCRIPTION\\System\\CentralProcessor'
const connections =
  'SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}'

const cim: Partial<Record<CimQuestion, CimInstance[]>> = {
  'computer-system': [
    { Manufacturer: 'Dell Inc.', Model: 'Latitude 5420', TotalPhysicalMemory: 16_965_992_448 },
  ],
  bios: [{ SerialNumber: '7GX4PV3' }],
  enclosure: [{ ChassisTypes: [10], SMBIOSAssetTag: 'No Asset Tag' }],
  disks: [
    {
      DeviceID: '\\\\.\\PHYSICALDRIVE0',
      Model: 'NVMe KXG6AZNV512G',
      Size: 512_105_932_800,
      InterfaceType: 'SCSI',
    },
    {
      DeviceID: '\\\\.\\PHYSICALDRIVE1',
      Model: 'Kingston',
      Size: 31_000_000_000,
      InterfaceType: 'USB',
    },
    { DeviceID: '\\\\.\\PHYSICALDRIVE2', Model: 'Card reader', Size: null, InterfaceType: 'SCSI' },
  ],
}
const card = (name: string, address: string) => ({
  name,
  mac: '54:bf:64:00:00:01',
  isLoopback: false,
  addresses: [address, 'fe80::1'],
})
const registry = {
  [`${processor}\\0`]: { ProcessorNameString: '11th Gen Intel(R) Core(TM) i5-1145G7  ' },
  [`${processor}\\1`]: {},
  [`${connections}\\{11111111-2222-3333-4444-555555555555}\\Connection`]: {
    Name: 'Ethernet',
    PnPInstanceId: 'PCI\\VEN_8086&DEV_15FB',
  },
  [`${connections}\\{99999999-2222-3333-4444-555555555555}\\Connection`]: {
    Name: 'Ảo',
    PnPInstanceId: 'ROOT\\VMWARE\\0000',
  },
}

async function look(parts: WindowsParts = {}): Promise<Facts<'hardware'>> {
  const given = { registry, ...parts, cim: { ...cim, ...parts.cim } }
  const facts = await hardware(aWindowsMachine(given), aLook())
  if (isUnknown(facts)) throw new Error(facts.detail)
  return hardwareSpec.facts.parse(facts)
}

test('a laptop says what it is, without what people carry about', async () => {
  const interfaces = [
    card('Ảo', '192.168.56.1'),
    card('Ethernet', '10.0.0.5'),
    { ...card('Loopback Pseudo-Interface 1', '127.0.0.1'), isLoopback: true },
    { ...card('Wi-Fi', 'fe80::2'), addresses: ['fe80::2'] },
  ]
  const shown = { mac: '54:bf:64:00:00:01' }
  expect(await look({ interfaces })).toEqual({
    manufacturer: 'Dell Inc.',
    model: 'Latitude 5420',
    serial: '7GX4PV3',
    assetTag: null,
    chassis: 'laptop',
    cpu: { model: '11th Gen Intel(R) Core(TM) i5-1145G7', cores: 2 },
    memoryBytes: 16_961_765_376,
    disks: [{ name: 'PHYSICALDRIVE0', model: 'NVMe KXG6AZNV512G', sizeBytes: 512_105_932_800 }],
    interfaces: [
      { ...shown, name: 'Ethernet', isPhysical: true, addresses: ['10.0.0.5'] },
      { ...shown, name: 'Ảo', isPhysical: false, addresses: ['192.168.56.1'] },
    ],
  })
})

test.each([
  'To be filled by O.E.M.',
  'Default string',
  'System Serial Number',
  'Chassis Serial Number',
  '0000000',
  'XXXXXXX',
  '   ',
])('the serial number "%s" is none', async (SerialNumber) => {
  expect((await look({ cim: { bios: [{ SerialNumber }] } })).serial).toBeNull()
})

test('a virtual machine is told by its maker, not by a hypervisor below', async () => {
  const vmware = { Manufacturer: 'VMware, Inc.', Model: 'VMware7,1', HypervisorPresent: true }
  const parts = { cim: { 'computer-system': [vmware], enclosure: [] } }
  expect((await look(parts)).chassis).toBe('virtual')
  const isolated = { ...cim['computer-system']?.[0], HypervisorPresent: true }
  expect((await look({ cim: { 'computer-system': [isolated] } })).chassis).toBe('laptop')
})

test('without WMI the registry names the machine, and the rest is unknown', async () => {
  const failed = { because: 'timed-out', detail: '60 s' } as const
  const named = { SystemManufacturer: 'HP', SystemProductName: 'ProDesk 400' }
  const facts = await look({
    registry: { ...registry, [smbios]: named },
    cim: { 'computer-system': failed, bios: failed, enclosure: failed, disks: failed },
  })
  expect(facts).toMatchObject({ manufacturer: 'HP', model: 'ProDesk 400', cpu: { cores: 2 } })
  for (const fact of [
    facts.serial,
    facts.assetTag,
    facts.chassis,
    facts.memoryBytes,
    facts.disks,
  ]) {
    expect(fact).toMatchObject({ because: 'timed-out' })
  }
})

test('values of the wrong type and classes without an instance are not understood', async () => {
  const facts = await look({
    registry: { [`${processor}\\0`]: { ProcessorNameString: 11 } },
    cim: {
      'computer-system': [{ Manufacturer: 5, Model: true, TotalPhysicalMemory: 'much' }],
      bios: [],
      enclosure: [{ ChassisTypes: ['x'], SMBIOSAssetTag: 7 }],
      disks: [{ DeviceID: 'x', Size: 'large' }],
    },
  })
  const { interfaces: _interfaces, ...rest } = facts
  for (const fact of Object.values(rest)) expect(fact).toMatchObject({ because: 'not-understood' })
})

test('of 400 cards those on a bus are told first', async () => {
  const many = Array.from({ length: 399 }, (_, index) =>
    card(`Ảo ${index}`, `10.1.0.${index % 250}`),
  )
  const { interfaces } = await look({ interfaces: [...many, card('Ethernet', '10.0.0.5')] })
  expect(interfaces).toHaveLength(limits.interfacesMax)
  expect(interfaces).toMatchObject(
    [{ name: 'Ethernet', isPhysical: true }, { isPhysical: false }].concat(
      Array.from({ length: limits.interfacesMax - 2 }, () => ({ isPhysical: false })),
    ),
  )
})
