import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { isUnknown, unknown } from '#protocol/values.ts'
import { versionFact } from '../labels.ts'
import { isRunning, linuxTellsNot, undocumented, type AntivirusReader } from '../reader.ts'
import { ask } from '../trusted-program.ts'

const program = '/opt/traps/bin/cytool'

/**
 * Cortex XDR. Its content carries a number, not a date. Source: Palo Alto Networks, "Cytool for
 * Linux".
 */
export const cortex: AntivirusReader = async (look) => {
  const info = await ask(look.system, program, ['info'])
  const runtime = await ask(look.system, program, ['runtime', 'query'])
  return {
    ...linuxTellsNot,
    version: isUnknown(info)
      ? info
      : versionFact(/([0-9]+(?:\.[0-9]+){2,})/.exec(info.stdout)?.[1]),
    isRunning: isRunning(look, ['pmd']),
    realTime: isUnknown(runtime) ? runtime : parseRuntime(runtime.stdout),
    signaturesAtMs: undocumented,
    licence: undocumented,
    source: 'cytool info, cytool runtime query',
  }
}

/** The row `pmd 1092 root Running /opt/traps/bin/pmd` is the engine. */
export function parseRuntime(stdout: string): AntivirusProduct['realTime'] {
  const row = /^\s*pmd\s+(.*)$/m.exec(stdout)?.[1]
  if (row === undefined) return unknown('not-understood', 'cytool runtime query')
  return /\bRunning\b/.test(row) ? 'on' : 'off'
}
