import type { Facts } from '#protocol/facts/registry.ts'
import type { Maybe } from '#protocol/values.ts'
import type { System } from '../../system.ts'
import { readWindowsTools } from './windows-tools.ts'
import { readRemoteDesktop } from './remote-desktop.ts'
import { readSmb1Server } from './smb1.ts'

/** Each part stands for itself: one that cannot be read leaves the others alone. */
export async function readWindowsRemoteAccess(
  system: System,
): Promise<Maybe<Facts<'remote-access'>>> {
  return {
    smb1Server: await readSmb1Server(system),
    remoteDesktop: await readRemoteDesktop(system),
    tools: await readWindowsTools(system),
  }
}
