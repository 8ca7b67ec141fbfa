import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import { versionFact } from '../labels.ts'
import { isRunning, linuxTellsNot, undocumented, type AntivirusReader } from '../reader.ts'
import { ask } from '../trusted-program.ts'

const program = '/opt/sentinelone/bin/sentinelctl'

/** SentinelOne works without signatures. Source: SentinelOne, "sentinelctl for Linux". */
export const sentinelone: AntivirusReader = async (look) => {
  const version = await ask(look.system, program, ['version'])
  const control = await ask(look.system, program, ['control', 'status'])
  return {
    ...linuxTellsNot,
    isRunning: isRunning(look, ['s1-agent', 's1-scanner']),
    version: isUnknown(version)
      ? version
      : versionFact(/^Agent version:\s*(\S+)/m.exec(version.stdout)?.[1]),
    realTime: isUnknown(control) ? control : parseControl(control.stdout),
    signaturesAtMs: null,
    licence: undocumented,
    source: 'sentinelctl version, sentinelctl control status',
  }
}

/** `Agent state      Enabled`. */
export function parseControl(stdout: string): AntivirusProduct['realTime'] {
  const state = /^Agent state\s*:?\s*(\w+)/m.exec(stdout)?.[1]
  if (state === undefined) return unknown('not-understood', 'sentinelctl control status')
  return /^enabled$/i.test(state) ? 'on' : 'off'
}
