import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import { firstStanding } from '../../answers.ts'
import { endOfDay, labelledValues, timeOf, valueUnder, versionFact } from '../labels.ts'
import {
  isRunning,
  linuxTellsNot,
  subscription,
  undocumented,
  type AntivirusLook,
  type AntivirusReader,
} from '../reader.ts'
import { ask } from '../trusted-program.ts'

/** Endpoint Antivirus, and Server Security, formerly File Security: the same tools in a folder of its own. */
const folders = ['/opt/eset/eea', '/opt/eset/efs'] as const
const processes = ['oaeventd', 'scand', 'startd']

/**
 * ESET for Linux. Whether files are checked on use is told by no documented command. Source: ESET online help, upd
 * and lic.
 */
export const eset: AntivirusReader = async (look) => {
  const folder = await folderOf(look)
  const version = await ask(look.system, `${folder}/bin/upd`, ['--version'])
  const modules = await ask(look.system, `${folder}/bin/upd`, ['--list-modules'])
  const licence = await ask(look.system, `${folder}/sbin/lic`, ['--status'])
  return {
    ...linuxTellsNot,
    version: isUnknown(version)
      ? version
      : versionFact(/([0-9]+(\.[0-9]+)+)/.exec(version.stdout)?.[1]),
    isRunning: isRunning(look, processes),
    realTime: undocumented,
    signaturesAtMs: isUnknown(modules) ? modules : parseModules(modules.stdout),
    licence: isUnknown(licence) ? licence : parseLicence(licence.stdout, look.nowMs),
    source: `${folder}: upd --list-modules, lic --status`,
  }
}

/** The row says which of the two it is; a folder that is not compiled in is never asked. */
async function folderOf({ row, system }: AntivirusLook): Promise<string> {
  const named = folders.find((folder) => row.linux?.places.includes(folder))
  return named ?? (await firstStanding(system, folders)) ?? folders[0]
}

/** `EM002\t 31832 (20250909)\tDetection engine`. */
export function parseModules(stdout: string): AntivirusProduct['signaturesAtMs'] {
  const found = /^EM002\s+\S+\s+\((\d{8})\)/m.exec(stdout)
  return timeOf(found?.[1]) ?? unknown('not-understood', 'detection engine')
}

/** `Status: Activated` and `License Validity: 2026-06-21`. */
export function parseLicence(stdout: string, nowMs: number): AntivirusProduct['licence'] {
  const values = labelledValues(stdout)
  const status = valueUnder(values, ['Status'])
  const until = endOfDay(valueUnder(values, ['License Validity', 'Subscription Validity']))
  if (status === undefined) return unknown('not-understood', 'licence')
  const isActive = /^activated\b/i.test(status)
  return subscription(until, isActive && (until === null || until >= nowMs))
}
