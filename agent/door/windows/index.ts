import type { Platform } from '#protocol/values.ts'
import type { WindowsSystem } from '../../windows-system.ts'
import type { Run } from '../run-program.ts'
import { openAccounts } from './accounts.ts'
import { openCim, powershell } from './cim.ts'
import type { NativeSource } from './libraries.ts'
import { openNeighbours } from './neighbours.ts'
import { openProcesses } from './processes.ts'
import { openRegistry } from './registry.ts'
import { openSecurityCenter } from './security-center.ts'
import { openServices } from './service-list.ts'
import { openSockets } from './sockets.ts'

/** What the calls of Windows stand on. */
type Ground = { readonly native: NativeSource; readonly run: Run }

/** The calls that only Windows answers. */
export function openWindows(here: Platform, ground: Ground): WindowsSystem {
  return here === 'windows' ? openHere(ground) : absent(here)
}

function openHere({ native, run }: Ground): WindowsSystem {
  const registryKey = openRegistry(native)
  return {
    registryKey,
    services: openServices(native),
    processes: openProcesses(native),
    sockets: openSockets(native),
    neighbours: openNeighbours(native),
    localAccounts: openAccounts(native, registryKey),
    securityCenterHealth: openSecurityCenter(native),
    cim: openCim({ run: powershell(native, run), steadyMs: () => performance.now() }),
  }
}

function absent(here: Platform): WindowsSystem {
  const none = async () => ({ ok: false, because: 'not-supported', detail: here }) as const
  return {
    registryKey: none,
    services: none,
    processes: none,
    sockets: none,
    neighbours: none,
    localAccounts: none,
    securityCenterHealth: none,
    cim: none,
  }
}
