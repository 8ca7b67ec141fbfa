import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { isUnknown, unknown, type Unknown } from '#protocol/values.ts'
import { firstStanding } from '../../answers.ts'
import { endOfDay, labelledValues, timeOf, valueUnder, versionFact } from '../labels.ts'
import { isRunning, subscription, type AntivirusReader } from '../reader.ts'
import { ask } from '../trusted-program.ts'

const programs = ['/opt/kaspersky/kesl/bin/kesl-control', '/usr/bin/kesl-control']
const processes = ['kesl', 'kesl-supervisor']

/**
 * Kaspersky Endpoint Security for Linux. Source: its online help, "Viewing information about the
 * application".
 */
export const kesl: AntivirusReader = {
  product: 'kesl',
  paths: ['/opt/kaspersky/kesl', ...programs],
  processes,
  read: async (look) => {
    const program = (await firstStanding(look.system, programs)) ?? '/usr/bin/kesl-control'
    const answer = await ask(look.system, program, ['--app-info'])
    return {
      product: 'kesl',
      name: 'Kaspersky Endpoint Security for Linux',
      isRunning: isRunning(look, processes),
      ...(isUnknown(answer) ? allUnknown(answer) : parseAppInfo(answer.stdout, look.nowMs)),
      source: 'kesl-control --app-info',
    }
  },
}

type AppInfo = Pick<AntivirusProduct, 'version' | 'realTime' | 'signaturesAtMs' | 'licence'>

function allUnknown(why: Unknown): AppInfo {
  return { version: why, realTime: why, signaturesAtMs: why, licence: why }
}

/**
 * Version 10 says "File monitoring", 11 "File Threat Protection"; a text in another language is not
 * understood.
 */
export function parseAppInfo(stdout: string, nowMs: number): AppInfo {
  const values = labelledValues(stdout)
  return {
    version: versionFact(valueUnder(values, ['Version', 'Application version'])),
    realTime: realTime(valueUnder(values, ['File Threat Protection', 'File monitoring'])),
    signaturesAtMs:
      timeOf(valueUnder(values, ['Last release date of databases', 'Database release date'])) ??
      unknown('not-understood', 'release date of databases'),
    licence: licence(values, nowMs),
  }
}

/** `Available and running`, `Available and stopped`, `Unavailable due to license limitation`. */
function realTime(state: string | undefined): AppInfo['realTime'] {
  if (state === undefined) return unknown('not-understood', 'file protection')
  if (/\bunavailable\b.*licen[cs]e/i.test(state)) return 'expired'
  if (/\brunning\b/i.test(state)) return 'on'
  return /\b(stopped|unavailable|disabled)\b/i.test(state)
    ? 'off'
    : unknown('not-understood', 'file protection')
}

function licence(values: ReadonlyMap<string, string>, nowMs: number): AppInfo['licence'] {
  const until = endOfDay(
    valueUnder(values, ['License expiration date', 'Application license expiration date']),
  )
  const status = valueUnder(values, ['Key status', 'License status', 'License information'])
  if (status === undefined && until === null) return unknown('not-understood', 'licence')
  const isStated = status === undefined || /^\s*(the key is )?valid\b/i.test(status)
  return subscription(until, isStated && (until === null || until >= nowMs))
}
