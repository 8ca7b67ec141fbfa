import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { epochMs, isUnknown, unknown } from '#protocol/values.ts'
import { firstStanding } from '../../answers.ts'
import { labelledValues, timeOf, valueUnder, versionFact } from '../labels.ts'
import { isRunning, linuxTellsNot, subscription, type AntivirusReader } from '../reader.ts'
import { ask } from '../trusted-program.ts'

const programs = ['/opt/drweb.com/bin/drweb-ctl', '/usr/bin/drweb-ctl']

/**
 * Dr.Web for Linux. SpIDer Guard is the part that checks files on use. Source: Dr.Web manual,
 * "drweb-ctl".
 */
export const drweb: AntivirusReader = async (look) => {
  const program = (await firstStanding(look.system, programs)) ?? '/usr/bin/drweb-ctl'
  const version = await ask(look.system, program, ['--version'])
  const base = await ask(look.system, program, ['baseinfo'])
  const licence = await ask(look.system, program, ['license'])
  const guard = isRunning(look, ['drweb-spider'])
  return {
    ...linuxTellsNot,
    version: isUnknown(version)
      ? version
      : versionFact(/drweb-ctl\s+([\d.]+)/.exec(version.stdout)?.[1]),
    isRunning: isRunning(look, ['drweb-configd']),
    realTime: isUnknown(guard) ? guard : guard ? 'on' : 'off',
    signaturesAtMs: isUnknown(base) ? base : parseBase(base.stdout),
    licence: isUnknown(licence) ? licence : parseLicence(licence.stdout, look.nowMs),
    source: 'process drweb-spider, drweb-ctl baseinfo and license',
  }
}

/** `Virus database timestamp: 2024-Aug-16 08:12:45`, or with a month in digits. */
export function parseBase(stdout: string): AntivirusProduct['signaturesAtMs'] {
  const stamp = valueUnder(labelledValues(stdout), ['Virus database timestamp'])
  return timeOf(stamp) ?? namedMonth(stamp) ?? unknown('not-understood', 'virus database timestamp')
}

/** `License number …, expires 2025-Jan-31 (in 90 days)`. */
export function parseLicence(stdout: string, nowMs: number): AntivirusProduct['licence'] {
  const found = /expires (\d{4}-\w{2,3}-\d{2}(?: \d{2}:\d{2}:\d{2})?)/i.exec(stdout)
  const until = timeOf(found?.[1]) ?? namedMonth(found?.[1])
  if (until === null) return unknown('not-understood', 'licence')
  return subscription(until, until >= nowMs)
}

function namedMonth(value: string | undefined): number | null {
  const found = /(\d{4})-([A-Za-z]{3})-(\d{2})(?: (\d{2}:\d{2}:\d{2}))?/.exec(value ?? '')
  const time = Date.parse(
    `${found?.[3]} ${found?.[2]} ${found?.[1]} ${found?.[4] ?? '00:00:00'} GMT`,
  )
  return epochMs.safeParse(time).success ? time : null
}
