import type { ServiceDefault, ServiceOpening } from '#protocol/facts/service-defaults.ts'
import { isUnknown, type Unknown } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'
import { numberIn, textIn } from '../windows/registry.ts'
import { readFirstConfig } from './config-lines.ts'
import { iniSettings } from './ini.ts'
import { presenceOf, type Running } from './reach.ts'
import { at, openingOf, serviceOf, type ServiceReader } from './found-service.ts'

const runsAs = {
  programs: ['tvnserver', 'winvnc', 'winvnc4', 'vncserver'],
  ports: [5900, 5901],
}
/** Keys of servers; each says in its own way that it asks for nothing. */
const keys = [
  'SOFTWARE\\TightVNC\\Server',
  'SOFTWARE\\TigerVNC\\WinVNC4',
  'SOFTWARE\\RealVNC\\vncserver',
]
const ultraVncFiles = [
  'C:\\Program Files\\uvnc bvba\\UltraVNC\\ultravnc.ini',
  'C:\\ProgramData\\UltraVNC\\ultravnc.ini',
]

/**
 * VNC servers of Windows that ask for no password; of a password only that it is asked for is looked at.
 * Source: TightVNC UseVncAuthentication; TigerVNC SecurityTypes; RealVNC Authentication; UltraVNC AuthRequired.
 * Not verified on a real machine.
 */
export const readWindowsVnc: ServiceReader = async (system, running) => {
  const found: Found[] = []
  for (const path of keys) found.push(...(await readKey(system, path)))
  found.push(...(await readUltraVnc(system)))
  return found.length === 0 ? [] : [toldOf(found, running)]
}

/** What one place says: where it stands open, that it could not be read, or null: it asks. */
type Found = ServiceOpening['place'] | { readonly unseen: Unknown }

async function readKey(system: System, path: string): Promise<Found[]> {
  const key = await system.registryKey(path)
  if (!key.ok) return [{ unseen: unknownFrom(key, 'VNC') }]
  if (key.value === null) return []
  const asks = numberIn(key, 'UseVncAuthentication')
  const types = textIn(key, 'SecurityTypes')
  const scheme = textIn(key, 'Authentication')
  const unseen = [asks, types, scheme].find(isUnknown)
  if (unseen) return [{ unseen }]
  const named = [types, scheme].flatMap((each) => (typeof each === 'string' ? each.split(',') : []))
  const isOpen = asks === 0 || named.some((each) => each.trim().toLowerCase() === 'none')
  return [isOpen ? { file: `HKLM\\${path}`, line: null } : null]
}

async function readUltraVnc(system: System): Promise<Found[]> {
  const found = await readFirstConfig(system, ultraVncFiles)
  if (found === null) return []
  if (found.config.unread) return [{ unseen: found.config.unread }]
  const asks = iniSettings(found.config.lines).findLast(({ key }) => key === 'authrequired')
  return [asks?.value === '0' ? at(asks.line) : null]
}

function toldOf(found: readonly Found[], running: Running): ServiceDefault {
  const presence = presenceOf(running, runsAs)
  const openings = found.flatMap((each) =>
    each !== null && 'file' in each
      ? [
          openingOf({
            kind: 'no-password',
            opens: 'administer',
            exposure: presence.reach ?? 'any',
            at: each,
          }),
        ]
      : [],
  )
  const unseen = found.flatMap((each) => (each !== null && 'unseen' in each ? [each.unseen] : []))
  return serviceOf('vnc', presence, { openings, unseen: unseen[0] ?? null })
}

/** A line of ultravnc.ini as a recording keeps it: passwords stand there too. */
export function reduceUltraVncLine(line: string): string {
  return /^\s*(\[|AuthRequired\s*=)/i.test(line) ? line : ''
}
