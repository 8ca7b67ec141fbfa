import { expect, test } from 'vitest'
import { os } from '#agent/probes/os/index.ts'
import type { CimInstance } from '#agent/windows-system.ts'
import { os as osSpec } from '#protocol/facts/os.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import { aLook } from '../machine.ts'
import { aWindowsMachine, type GivenValue, type WindowsParts } from '../windows-machine.ts'

// Written from Microsoft's documentation of the registry and of SoftwareLicensingProduct.
const currentVersion = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'
const productOptions = 'SYSTEM\\CurrentControlSet\\Control\\ProductOptions'
const tcpip = 'SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters'
const ten = {
  ProductName: 'Windows 10 Pro',
  CurrentBuildNumber: '19045',
  UBR: 4780,
  EditionID: 'Professional',
  InstallationType: 'Client',
  DisplayVersion: '22H2',
  ReleaseId: '2009',
}
const licence = {
  ApplicationID: '55C92734-D682-4D71-983E-D6EC3F16059F',
  ID: '4de7cb65-cdf1-4de9-8ae8-e3cce27b9f2c',
  Name: 'Windows(R), Professional edition',
  LicenseIsAddon: false,
  LicenseStatus: 1,
}
const extended = {
  ...licence,
  ID: 'f520e45e-7413-4a34-a497-d2765967d094',
  Name: 'Windows(R), Client-ESU-Year1 add-on for Professional',
  LicenseIsAddon: true,
}

function machine(values: Record<string, GivenValue>, parts: WindowsParts = {}) {
  const registry = { [currentVersion]: values, [tcpip]: { Hostname: 'MAY-01' } }
  return aWindowsMachine({
    cim: { licensing: [licence] },
    ...parts,
    registry: { ...registry, ...parts.registry },
  })
}

async function look(
  values: Record<string, GivenValue>,
  parts?: WindowsParts,
): Promise<Facts<'os'>> {
  const facts = await os(machine(values, parts), aLook())
  if (isUnknown(facts)) throw new Error(facts.detail)
  return osSpec.facts.parse(facts)
}
const licensed = (...licensing: CimInstance[]) => look(ten, { cim: { licensing } })

test('Windows 10 says its release, edition, revision and activation', async () => {
  expect(await look(ten)).toEqual({
    platform: 'windows',
    name: 'Windows 10 Pro 22H2',
    distribution: 'windows',
    version: '10-22h2',
    edition: 'Professional',
    build: { number: 19045, revision: 4780 },
    kernel: '10.0.19045.4780',
    architecture: 'x86_64',
    hostname: 'MAY-01',
    installation: 'client',
    activation: 'activated',
    supportPrograms: [],
  })
})

test('Windows 11 is told by its build, whatever its product name says', async () => {
  const eleven = { ...ten, CurrentBuildNumber: '26100', DisplayVersion: '24H2' }
  expect(await look(eleven)).toMatchObject({ name: 'Windows 11 Pro 24H2', version: '11-24h2' })
})

test.each([
  ['7601', 'Client', '7'],
  ['9200', 'Client', '8'],
  ['9600', 'Client', '8.1'],
  ['10240', 'Client', '10-1507'],
  ['17763', 'Client', '10-1809'],
  ['26200', 'Client', '11-25h2'],
  ['7601', 'Server', '2008-r2'],
  ['9600', 'Server Core', '2012-r2'],
  ['14393', 'Server', '2016'],
  ['17763', 'Server', '2019'],
  ['26100', 'Server Core', '2025'],
])('build %s of a %s is %s', async (build, type, version) => {
  const { DisplayVersion: _display, ...bare } = ten
  const values = { ...bare, CurrentBuildNumber: build, InstallationType: type }
  expect(await look(values)).toMatchObject({
    version,
    distribution: type === 'Client' ? 'windows' : 'windows-server',
    installation: type === 'Client' ? 'client' : 'server',
  })
})

test('a build that nobody knows takes the name it gives itself, or its number', async () => {
  const next = { ...ten, CurrentBuildNumber: '28000', DisplayVersion: '26H1' }
  expect((await look(next)).version).toBe('11-26h1')
  expect((await look({ ...next, DisplayVersion: 'Dev', ReleaseId: '' })).version).toBe('11-28000')
})

test('without an installation type the product type decides, without both nothing', async () => {
  const { InstallationType: _type, ...bare } = ten
  const server = { [productOptions]: { ProductType: 'LanmanNT' } }
  const values = { ...bare, CurrentBuildNumber: '17763' }
  expect(await look(values, { registry: server })).toMatchObject({ version: '2019' })
  const neither = await os(machine(values), aLook())
  expect(neither).toEqual(unknown('not-understood', 'InstallationType'))
})

test('a value of the wrong type is never read as a number or a text', async () => {
  const wrong = await os(machine({ ...ten, CurrentBuildNumber: 19045 }), aLook())
  expect(wrong).toEqual(unknown('not-understood', 'CurrentBuildNumber: a value of type number'))
  expect(await look({ ...ten, UBR: '4780' })).toMatchObject({ build: null, kernel: '10.0.19045' })
  const bytes = { type: 'binary', value: '00' } as const
  expect(await look({ ...ten, EditionID: bytes })).toMatchObject({ edition: null })
})

test('a registry that may not be read leaves the system unknown', async () => {
  const denied = { because: 'not-permitted' } as const
  const facts = await os(aWindowsMachine({ registry: { [currentVersion]: denied } }), aLook())
  expect(facts).toMatchObject({ because: 'not-permitted' })
})

test.each([
  [0, 'not-activated'],
  [1, 'activated'],
  [2, 'grace'],
  [6, 'grace'],
  [5, 'notification'],
])('licence status %i is %s', async (status, activation) => {
  expect(await licensed({ ...licence, LicenseStatus: status })).toMatchObject({ activation })
})

test.each([4_294_967_295, 7, -1, 'licensed', true, null])(
  'licence status %s is not understood',
  async (status) => {
    const facts = await licensed({ ...licence, LicenseStatus: status })
    expect(facts.activation).toMatchObject({ because: 'not-understood' })
  },
)

test('other products and add-ons do not activate Windows', async () => {
  const office = { ...licence, ApplicationID: '0ff1ce15-a989-479d-af46-f275c6370663' }
  const facts = await licensed(office, extended)
  expect(facts.activation).toMatchObject({ because: 'not-understood' })
  const mixed = await licensed(extended, { ...licence, LicenseStatus: 5 })
  expect(mixed.activation).toBe('notification')
})

test('extended updates count while their licence is activated', async () => {
  expect((await licensed(licence, extended)).supportPrograms).toEqual(['esu'])
  const off = { ...extended, LicenseStatus: 0 }
  expect((await licensed(licence, off)).supportPrograms).toEqual([])
  const garbled = { ...extended, LicenseStatus: 4_294_967_295 }
  expect((await licensed(licence, garbled)).supportPrograms).toMatchObject({ state: 'unknown' })
  const server = { ...extended, ID: 'x', Name: 'Windows(R), Server-ESU-Year3 add-on' }
  expect((await licensed(licence, server)).supportPrograms).toEqual(['esu'])
})

test('updates after the end of support prove a programme that shows no licence', async () => {
  expect((await look({ ...ten, UBR: 6466 })).supportPrograms).toEqual([])
  expect((await look({ ...ten, UBR: 6575 })).supportPrograms).toMatchObject({ state: 'unknown' })
})

test('licences that could not be asked for are unknown, not absent', async () => {
  const cim = { licensing: { because: 'timed-out', detail: 'no end mark' } } as const
  const why = unknown('timed-out', 'licensing: no end mark')
  expect(await look(ten, { cim })).toMatchObject({ activation: why, supportPrograms: why })
})
