import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import { endOfDay, labelledValues, timeOf, valueUnder, versionFact } from '../labels.ts'
import { isRunning, subscription, undocumented, type AntivirusReader } from '../reader.ts'
import { ask } from '../trusted-program.ts'

/** ESET Endpoint Antivirus for Linux. */
export const esetEndpoint = esetReader({
  product: 'eset-eea',
  name: 'ESET Endpoint Antivirus for Linux',
  folder: '/opt/eset/eea',
})

/**
 * ESET Server Security for Linux, formerly File Security: the same tools in a folder of its own.
 */
export const esetServer = esetReader({
  product: 'eset-efs',
  name: 'ESET Server Security for Linux',
  folder: '/opt/eset/efs',
})

const processes = ['oaeventd', 'scand', 'startd']

/**
 * Whether files are checked on use is told by no documented command. Source: ESET online help, upd
 * and lic.
 */
function esetReader(kind: { product: string; name: string; folder: string }): AntivirusReader {
  const { product, name, folder } = kind
  return {
    product,
    paths: [folder],
    processes: [],
    read: async (look) => {
      const version = await ask(look.system, `${folder}/bin/upd`, ['--version'])
      const modules = await ask(look.system, `${folder}/bin/upd`, ['--list-modules'])
      const licence = await ask(look.system, `${folder}/sbin/lic`, ['--status'])
      return {
        product,
        name,
        version: isUnknown(version)
          ? version
          : versionFact(/([0-9]+(\.[0-9]+)+)/.exec(version.stdout)?.[1]),
        isRunning: isRunning(look, processes),
        realTime: undocumented,
        signaturesAtMs: isUnknown(modules) ? modules : parseModules(modules.stdout),
        licence: isUnknown(licence) ? licence : parseLicence(licence.stdout, look.nowMs),
        source: `${folder}: upd --list-modules, lic --status`,
      }
    },
  }
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
