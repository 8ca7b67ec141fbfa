import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { isUnknown } from '#protocol/values.ts'
import { versionFact } from '../labels.ts'
import { isRunning, linuxTellsNot, undocumented, type AntivirusReader } from '../reader.ts'
import { ask } from '../trusted-program.ts'

const program = '/opt/ds_agent/dsa_query'

/**
 * Trend Micro Deep Security. An anti-malware module that is switched off proves that nothing is checked on use; one
 * that is on does not prove the opposite. Source: known to the authors from "dsa_query", not verified.
 */
export const deepSecurity: AntivirusReader = async (look) => {
  const version = await ask(look.system, program, ['-c', 'GetPluginVersion'])
  const components = await ask(look.system, program, ['-c', 'GetComponentInfo'])
  return {
    ...linuxTellsNot,
    version: isUnknown(version)
      ? version
      : versionFact(/\bcore:\s*([0-9][\d.-]+)/i.exec(version.stdout)?.[1]),
    isRunning: isRunning(look, ['ds_am']),
    realTime: isUnknown(components) ? components : parseComponents(components.stdout),
    signaturesAtMs: undocumented,
    licence: undocumented,
    source: 'process ds_am, dsa_query -c GetComponentInfo',
  }
}

/** `Component.AM.mode: on`. */
export function parseComponents(stdout: string): AntivirusProduct['realTime'] {
  return /^Component\.AM\.mode:\s*off\s*$/im.test(stdout) ? 'off' : undocumented
}
