import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import { firstStanding, isMissing, unknownFrom } from '../answers.ts'
import { ask } from '../antivirus/trusted-program.ts'
import { includesOthers, smbSettings } from '../smb-conf.ts'

type Smb1 = Facts<'remote-access'>['smb1Server']

const programs = ['/usr/sbin/smbd', '/usr/local/samba/sbin/smbd']

/**
 * Whether Samba answers SMBv1: where it runs, and its lowest protocol is older than SMB2. Without a word of the
 * administrator Samba 4.11 and later begin at SMB2_02. Source: smb.conf(5), "server min protocol"; release notes of
 * Samba 4.11.
 */
export async function readSmb1(
  system: System,
  processes: Answer<readonly string[]>,
): Promise<Smb1> {
  const program = await firstStanding(system, programs)
  if (program === null) return 'absent'
  if (!processes.ok) return unknownFrom(processes, 'processes')
  if (!processes.value.includes('smbd')) return 'off'
  const settings = await system.readFile('/etc/samba/smb.conf')
  if (!settings.ok && !isMissing(settings)) return unknownFrom(settings, 'smb.conf')
  const stated = parseMinProtocol(settings.ok ? settings.value : '')
  if (stated !== null) return isUnknown(stated) ? stated : stated ? 'on' : 'off'
  const version = await ask(system, program, ['--version'])
  return isUnknown(version) ? version : defaultOf(version.stdout)
}

/** `Version 4.17.12-Debian`. */
export function defaultOf(stdout: string): Smb1 {
  const [, major, minor] = /^Version (\d+)\.(\d+)/m.exec(stdout) ?? []
  if (major === undefined || minor === undefined) return unknown('not-understood', 'smbd --version')
  return Number(major) > 4 || (Number(major) === 4 && Number(minor) >= 11) ? 'off' : 'on'
}

/** Whether the settings begin at a protocol older than SMB2; null: they do not say. The last word of [global] holds. */
export function parseMinProtocol(content: string): Maybe<boolean> | null {
  const settings = smbSettings(content).filter(({ section }) => section === 'global')
  if (includesOthers(settings)) {
    return unknown('not-understood', 'smb.conf includes other settings')
  }
  const keys = ['serverminprotocol', 'minprotocol']
  const value = settings.findLast(({ key }) => keys.includes(key))?.value.toUpperCase()
  if (value === undefined || value === 'DEFAULT') return null
  if (/^SMB[23](_\d\d)?$/.test(value)) return false
  const isOld = ['CORE', 'COREPLUS', 'LANMAN1', 'LANMAN2', 'NT1'].includes(value)
  return isOld ? true : unknown('not-understood', 'server min protocol')
}
