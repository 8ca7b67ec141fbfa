import { limits } from '#protocol/limits.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import type { System } from '../../system.ts'
import type { WindowsService } from '../../windows-system.ts'
import { unknownFrom } from '../answers.ts'
import { byCodeUnit } from '../text.ts'
import { remoteTools, type RemoteTool } from './tools.ts'

type Tools = Facts<'remote-access'>['tools']

const uninstallPaths = [
  'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
  'SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
]
const uninstallKeysMax = 4_096

/** What of the machine the table is held against. */
type ToolSigns = {
  services: readonly WindowsService[]
  /** Names of running programs. */
  programs: readonly string[]
  /** Names of the keys below Uninstall. */
  uninstallKeys: readonly string[]
}

/**
 * Remote-control programs that are installed for the machine or run now. One that a person
 * installed for herself alone shows only while it runs.
 */
export async function readWindowsTools(system: System): Promise<Tools> {
  const services = await system.services()
  if (!services.ok) return unknownFrom(services, 'services')
  const processes = await system.processes()
  if (!processes.ok) return unknownFrom(processes, 'processes')
  const uninstallKeys: string[] = []
  for (const path of uninstallPaths) {
    const key = await system.registryKey(path, { subkeysMax: uninstallKeysMax })
    if (!key.ok) return unknownFrom(key, 'Uninstall')
    uninstallKeys.push(...(key.value?.subkeys ?? []))
  }
  const programs = processes.value.map(({ name }) => name)
  return findTools({ services: services.value, programs, uninstallKeys })
}

function findTools(signs: ToolSigns): Exclude<Tools, { state: string }> {
  return remoteTools
    .flatMap((tool) => {
      const found = lookFor(tool, signs)
      return found.isThere ? [{ id: tool.id, name: tool.name, isRunning: found.isRunning }] : []
    })
    .sort((left, right) => byCodeUnit(left.id, right.id))
    .slice(0, limits.remoteToolsMax)
}

function lookFor(
  { windows }: RemoteTool,
  { services, programs, uninstallKeys }: ToolSigns,
): { isThere: boolean; isRunning: boolean } {
  const own = services.filter(({ name }) => isAmong(name, windows.services))
  const isProgram = programs.some((name) => isAmong(name, windows.processes))
  const isInstalled = uninstallKeys.some((key) =>
    windows.uninstallKeys.some((known) => key.toLowerCase().startsWith(known.toLowerCase())),
  )
  return {
    isThere: own.length > 0 || isProgram || isInstalled,
    isRunning: isProgram || own.some(({ state }) => state === 'running'),
  }
}

function isAmong(name: string, known: readonly string[]): boolean {
  return known.some((each) => each.toLowerCase() === name.toLowerCase())
}
