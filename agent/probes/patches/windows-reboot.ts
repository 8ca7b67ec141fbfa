import type { strongRebootSigns } from '#protocol/facts/patches.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'
import { readIsKey, readNumber, readText, textsIn } from '../windows/registry.ts'

type PatchFacts = Facts<'patches'>
type Sign = (typeof strongRebootSigns)[number]

const servicing = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing'
const update = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate'
const control = 'SYSTEM\\CurrentControlSet\\Control'

const signs: readonly { sign: Sign; read: (system: System) => Promise<Maybe<boolean>> }[] = [
  { sign: 'component-servicing', read: readServicing },
  { sign: 'windows-update', read: readWindowsUpdate },
  { sign: 'update-executable', read: readUpdateExecutable },
  { sign: 'computer-rename', read: readComputerRename },
]

/**
 * Signs on which Windows itself acts. One that was found stands, even where another could not be
 * read; that none is due needs all of them.
 * Source: the keys on which three public lists agree. Not checked on a real machine.
 */
export async function readWindowsRebootReasons(
  system: System,
): Promise<PatchFacts['rebootReasons']> {
  const read = []
  for (const { sign, read: readSign } of signs) {
    read.push({ sign, isSet: await readSign(system) })
  }
  const found = read.filter(({ isSet }) => isSet === true).map(({ sign }) => sign)
  if (found.length > 0) return found
  return read.map(({ isSet }) => isSet).find(isUnknown) ?? []
}

/** Renames at the next start: any installer asks for some, so they prove nothing. */
export async function readWeakRebootSigns(system: System): Promise<PatchFacts['weakRebootSigns']> {
  const key = await system.registryKey(`${control}\\Session Manager`)
  const lists = ['PendingFileRenameOperations', 'PendingFileRenameOperations2'].map((name) =>
    textsIn(key, name),
  )
  if (lists.some((list) => !isUnknown(list) && (list?.length ?? 0) > 0)) return ['file-renames']
  return lists.find(isUnknown) ?? []
}

async function readServicing(system: System): Promise<Maybe<boolean>> {
  return anyOf([
    await readIsKey(system, `${servicing}\\RebootPending`),
    await readIsKey(system, `${servicing}\\RebootInProgress`),
    await readIsKey(system, `${servicing}\\PackagesPending`),
  ])
}

async function readWindowsUpdate(system: System): Promise<Maybe<boolean>> {
  const pending = await system.registryKey(`${update}\\Services\\Pending`)
  const isPending = pending.ok
    ? (pending.value?.subkeys ?? []).some((name) => guid.test(name))
    : unknownFrom(pending, 'Services\\Pending')
  return anyOf([await readIsKey(system, `${update}\\Auto Update\\RebootRequired`), isPending])
}

const guid = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i

async function readUpdateExecutable(system: System): Promise<Maybe<boolean>> {
  const value = await readNumber(system, 'SOFTWARE\\Microsoft\\Updates', 'UpdateExeVolatile')
  return isUnknown(value) ? value : value !== null && value !== 0
}

/** The name after the next start against the one that is in use; NetBIOS names have no case. */
async function readComputerRename(system: System): Promise<Maybe<boolean>> {
  const names = []
  for (const key of ['ComputerName', 'ActiveComputerName']) {
    names.push(await readText(system, `${control}\\ComputerName\\${key}`, 'ComputerName'))
  }
  const [next = null, active = null] = names
  if (isUnknown(next)) return next
  if (isUnknown(active)) return active
  if (next === null || active === null) return unknown('not-understood', 'ComputerName: missing')
  return next.toLowerCase() !== active.toLowerCase()
}

function anyOf(values: readonly Maybe<boolean>[]): Maybe<boolean> {
  if (values.includes(true)) return true
  return values.find(isUnknown) ?? false
}
