import { z } from 'zod'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { epochMs, isUnknown, unknown, type Maybe, type Unknown } from '#protocol/values.ts'
import { firstStanding } from '../../answers.ts'
import { versionFact } from '../labels.ts'
import { isRunning, linuxTellsNot, type AntivirusReader } from '../reader.ts'
import { ask } from '../trusted-program.ts'

/** Where its program may stand; others than these are never run. */
export const mdatpPrograms = [
  '/usr/bin/mdatp',
  '/usr/local/bin/mdatp',
  '/opt/microsoft/mdatp/sbin/wdavdaemonclient',
]

/**
 * Microsoft Defender for Endpoint. `healthy` speaks of the service and not of protection: it is
 * true while real-time protection is off. Source: Microsoft Learn, "Investigate agent health
 * issues".
 */
export const mdatp: AntivirusReader = async (look) => {
  const program = (await firstStanding(look.system, mdatpPrograms)) ?? '/usr/bin/mdatp'
  const answer = await ask(look.system, program, ['health', '--output', 'json'])
  return {
    ...linuxTellsNot,
    isRunning: isRunning(look, ['wdavdaemon']),
    ...(isUnknown(answer) ? allUnknown(answer) : parseHealth(answer.stdout)),
    source: 'mdatp health --output json',
  }
}

type Health = Pick<AntivirusProduct, 'version' | 'realTime' | 'signaturesAtMs' | 'licence'>

function allUnknown(why: Unknown): Health {
  return { version: why, realTime: why, signaturesAtMs: why, licence: why }
}

const number = z.union([z.number(), z.string().regex(/^[0-9]+$/)])
/** Older versions print the value itself, newer ones `{ "value": … }`. */
const flag = z.union([
  z.boolean().transform((isOn) => ({ isOn, isNewer: false })),
  z.looseObject({ value: z.boolean() }).transform(({ value }) => ({ isOn: value, isNewer: true })),
])
const health = z.looseObject({
  appVersion: z.string().optional(),
  realTimeProtectionEnabled: flag.optional(),
  passiveModeEnabled: flag.optional(),
  definitionsUpdated: number.optional(),
  licensed: z.boolean().optional(),
  productExpiration: number.optional(),
})

/** The facts in the JSON of `mdatp health`. */
export function parseHealth(stdout: string): Health {
  const parsed = health.safeParse(jsonOf(stdout))
  if (!parsed.success) return allUnknown(unknown('not-understood', 'mdatp health'))
  const { data } = parsed
  return {
    version: versionFact(data.appVersion),
    realTime: realTime(data),
    signaturesAtMs:
      timeOf(data.definitionsUpdated) ?? unknown('not-understood', 'definitionsUpdated'),
    licence:
      data.licensed === undefined
        ? unknown('not-understood', 'licensed')
        : // productExpiration is the end of this build's support, not of what was bought.
          { kind: 'subscription', validUntilMs: null, isValid: data.licensed },
  }
}

function realTime(data: z.infer<typeof health>): Maybe<'on' | 'off' | 'passive'> {
  const { passiveModeEnabled: passive, realTimeProtectionEnabled: protection } = data
  if (passive?.isOn) return 'passive'
  if (protection === undefined) return unknown('not-understood', 'realTimeProtectionEnabled')
  // Versions that print the value itself are older than passive mode on Linux.
  if (passive === undefined && protection.isNewer) {
    return unknown('not-understood', 'passiveModeEnabled')
  }
  return protection.isOn ? 'on' : 'off'
}

function timeOf(value: string | number | undefined): number | null {
  const time = Number(value)
  return epochMs.safeParse(time).success ? time : null
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
