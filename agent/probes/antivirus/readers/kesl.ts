import { z } from 'zod'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { isUnknown, unknown, type Unknown } from '#protocol/values.ts'
import { firstStanding } from '../../answers.ts'
import { endOfDay, labelledValues, timeOf, valueUnder, versionFact } from '../labels.ts'
import { isRunning, linuxTellsNot, subscription, type AntivirusReader } from '../reader.ts'
import { ask } from '../trusted-program.ts'

const programs = ['/opt/kaspersky/kesl/bin/kesl-control', '/usr/bin/kesl-control']
const processes = ['kesl', 'kesl-supervisor']

/**
 * Kaspersky Endpoint Security for Linux. Versions from 11.2 print JSON; older ones refuse the option and print text.
 * Source: its online help, "Viewing information about the application".
 */
export const kesl: AntivirusReader = async (look) => {
  const program = (await firstStanding(look.system, programs)) ?? '/usr/bin/kesl-control'
  const inJson = await ask(look.system, program, ['--app-info', '--json'])
  const isRefused = isUnknown(inJson) && inJson.because === 'tool-failed'
  const answer = isRefused ? await ask(look.system, program, ['--app-info']) : inJson
  return {
    ...linuxTellsNot,
    isRunning: isRunning(look, processes),
    ...(isUnknown(answer) ? allUnknown(answer) : parseAppInfo(answer.stdout, look.nowMs)),
    source: 'kesl-control --app-info',
  }
}

type AppInfo = Pick<AntivirusProduct, 'version' | 'realTime' | 'signaturesAtMs' | 'licence'>

function allUnknown(why: Unknown): AppInfo {
  return { version: why, realTime: why, signaturesAtMs: why, licence: why }
}

/**
 * JSON or text, under the labels of either generation: version 10 says "File monitoring", 11 "File Threat
 * Protection", 12.3 "Application databases loaded". A text in another language is not understood.
 */
export function parseAppInfo(stdout: string, nowMs: number): AppInfo {
  const values = valuesOf(stdout)
  return {
    version: versionFact(valueUnder(values, ['Version', 'Application version'])),
    realTime: realTime(values),
    signaturesAtMs:
      releasedAt(valueUnder(values, ['Last release date of databases', 'Database release date'])) ??
      unknown('not-understood', 'release date of databases'),
    licence: licence(values, nowMs),
  }
}

/** `2026-11-21 18:30:00`, whole or not at all. */
function releasedAt(value: string | undefined): number | null {
  return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(value ?? '') ? timeOf(value) : null
}

const flat = z.record(z.string(), z.unknown())

/** The JSON is one flat object under the labels of the text. */
function valuesOf(stdout: string): ReadonlyMap<string, string> {
  const parsed = flat.safeParse(jsonOf(stdout))
  if (!parsed.success) return labelledValues(stdout)
  const pairs = Object.entries(parsed.data)
  return new Map(pairs.map(([label, value]) => [label.trim().toLowerCase(), String(value).trim()]))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const keptLabel =
  /^((application )?version|key status|license (status|information)|(application )?license expiration date|(last|database) release date.*|.*databases loaded|file (threat protection|monitoring))$/i

/** The labels that are read here, for a recording: the rest names keys, machines and servers. */
export function reduceAppInfo(stdout: string): string {
  const parsed = flat.safeParse(jsonOf(stdout))
  const isKept = (label: string) => keptLabel.test(label.trim())
  if (parsed.success) {
    return JSON.stringify(
      Object.fromEntries(Object.entries(parsed.data).filter(([label]) => isKept(label))),
    )
  }
  return stdout
    .split('\n')
    .filter((line) => isKept(line.replace(/^[\s-]*/, '').split(':')[0] ?? ''))
    .join('\n')
}

/**
 * `Available and running`, `Available and stopped`, `Unavailable due to license limitation`. Without loaded databases
 * the running protection has nothing to look for.
 */
function realTime(values: ReadonlyMap<string, string>): AppInfo['realTime'] {
  const state = valueUnder(values, ['File Threat Protection', 'File monitoring'])
  const loaded = valueUnder(values, [
    'Application databases loaded',
    'Anti-virus databases loaded',
    'Databases loaded',
  ])
  if (state === undefined) return unknown('not-understood', 'file protection')
  if (/\bunavailable\b.*licen[cs]e/i.test(state)) return 'expired'
  if (/\b(stopped|unavailable|disabled|not running)\b/i.test(state)) return 'off'
  if (!/^(available and )?running$/i.test(state))
    return unknown('not-understood', 'file protection')
  if (loaded === undefined) return unknown('not-understood', 'databases loaded')
  if (/^(yes|true)$/i.test(loaded)) return 'on'
  return /^(no|none|false)$/i.test(loaded) ? 'off' : unknown('not-understood', 'databases loaded')
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
