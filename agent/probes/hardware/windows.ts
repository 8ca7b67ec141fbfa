import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import type { CimInstance, CimQuestion } from '../../windows-system.ts'
import { unknownFrom } from '../answers.ts'
import { brief, byCodeUnit } from '../text.ts'
import { numberOf, propertyOf, textOf } from '../windows/cim.ts'
import { readText } from '../windows/registry.ts'
import { chassisOf, isVirtualMaker } from './chassis.ts'
import { labelOf } from './label.ts'
import { readWindowsInterfaces } from './windows-interfaces.ts'

type HardwareFacts = Facts<'hardware'>
type Label = Maybe<string | null>
type Instances = Answer<readonly CimInstance[]>

const smbios = 'HARDWARE\\DESCRIPTION\\System\\BIOS'
const processors = 'HARDWARE\\DESCRIPTION\\System\\CentralProcessor'

/**
 * Reads SMBIOS strings, memory and disks from WMI, processors from the registry, and cards.
 * Source: Microsoft, Win32_BIOS, Win32_ComputerSystem, Win32_SystemEnclosure, Win32_DiskDrive. Not
 * checked on a real machine.
 */
export async function readWindowsHardware(system: System): Promise<HardwareFacts> {
  const computer = await system.cim('computer-system')
  const enclosure = await system.cim('enclosure')
  const manufacturer = await readLabel(system, computer, ['Manufacturer', 'SystemManufacturer'])
  const model = await readLabel(system, computer, ['Model', 'SystemProductName'])
  return {
    manufacturer,
    model,
    serial: labelFrom(await system.cim('bios'), 'SerialNumber'),
    assetTag: labelFrom(enclosure, 'SMBIOSAssetTag'),
    chassis: chassisFrom(enclosure, [manufacturer, model]),
    cpu: await readProcessor(system),
    memoryBytes: memoryFrom(computer),
    disks: disksFrom(await system.cim('disks')),
    interfaces: await readWindowsInterfaces(system),
  }
}

/** The registry has a copy that was taken at start, under other names. */
async function readLabel(
  system: System,
  computer: Instances,
  [inCim, inRegistry]: readonly [string, string],
): Promise<Label> {
  const label = labelFrom(computer, inCim)
  if (!isUnknown(label)) return label
  const copy = await readText(system, smbios, inRegistry)
  return isUnknown(copy) || copy === null ? label : labelOf(copy)
}

function labelFrom(instances: Instances, property: string): Label {
  const first = firstOf(instances, property)
  if (isUnknown(first)) return first
  const text = textOf(first, property)
  return isUnknown(text) || text === null ? text : labelOf(text)
}

function firstOf(instances: Instances, what: CimQuestion | string): Maybe<CimInstance> {
  if (!instances.ok) return unknownFrom(instances, what)
  return instances.value[0] ?? unknown('not-understood', `${what}: no instance`)
}

/** A hypervisor below is no sign: Windows itself runs on one where its own isolation is on. */
function chassisFrom(enclosure: Instances, names: readonly Label[]): HardwareFacts['chassis'] {
  if (isVirtualMaker(names.filter((name) => typeof name === 'string'))) return 'virtual'
  const first = firstOf(enclosure, 'ChassisTypes')
  if (isUnknown(first)) return first
  const types = propertyOf(first, 'ChassisTypes')
  const type: unknown = Array.isArray(types) ? types[0] : types
  const isNumber = typeof type === 'number' && Number.isInteger(type) && type > 0 && type < 256
  return isNumber ? chassisOf(type) : unknown('not-understood', 'ChassisTypes')
}

/** One key a logical processor. The name of the first stands for all. */
async function readProcessor(system: System): Promise<HardwareFacts['cpu']> {
  const list = await system.registryKey(processors, { subkeysMax: coresMax })
  if (!list.ok) return unknownFrom(list, 'processors')
  const cores = (list.value?.subkeys ?? []).filter((name) => /^\d+$/.test(name)).length
  if (cores === 0) return unknown('not-understood', 'no processor')
  const name = await readText(system, `${processors}\\0`, 'ProcessorNameString')
  if (isUnknown(name)) return name
  const model = brief(name ?? '', 120).replaceAll(/ {2,}/g, ' ')
  return model === '' ? unknown('not-understood', 'ProcessorNameString') : { model, cores }
}

const coresMax = 4_096

/** To the nearest 16 MiB, as on Linux: what firmware keeps for itself moves with its version. */
function memoryFrom(computer: Instances): HardwareFacts['memoryBytes'] {
  const first = firstOf(computer, 'memory')
  if (isUnknown(first)) return first
  const bytes = numberOf(first, 'TotalPhysicalMemory')
  if (isUnknown(bytes)) return bytes
  const step = 16 * 1024 * 1024
  if (bytes === null || bytes < step) return unknown('not-understood', 'TotalPhysicalMemory')
  return Math.round(bytes / step) * step
}

/** Fixed disks: what people carry about is left out, as are readers without a card. */
function disksFrom(drives: Instances): HardwareFacts['disks'] {
  if (!drives.ok) return unknownFrom(drives, 'disks')
  const unclear = drives.value.map((drive) => numberOf(drive, 'Size')).find(isUnknown)
  if (unclear) return unclear
  const disks = drives.value.flatMap((drive) => {
    const size = numberOf(drive, 'Size')
    if (typeof size !== 'number' || size <= 0 || isCarried(drive)) return []
    const model = textOf(drive, 'Model')
    return [
      {
        name: diskName(drive),
        model: typeof model === 'string' ? labelOf(model) : null,
        sizeBytes: size,
      },
    ]
  })
  return disks.sort((left, right) => byCodeUnit(left.name, right.name)).slice(0, limits.disksMax)
}

function isCarried(drive: CimInstance): boolean {
  return (
    propertyOf(drive, 'InterfaceType') === 'USB' || propertyOf(drive, 'InterfaceType') === '1394'
  )
}

/** `PHYSICALDRIVE0` of `\\.\PHYSICALDRIVE0`. */
function diskName(drive: CimInstance): string {
  const id = textOf(drive, 'DeviceID')
  return brief(typeof id === 'string' ? id.replace(/^\\\\\.\\/, '') : 'disk', 60)
}
