import { isUnknown } from '#protocol/values.ts'
import { versionFact } from '../labels.ts'
import { isRunning, linuxTellsNot, undocumented, type AntivirusReader } from '../reader.ts'
import { ask } from '../trusted-program.ts'

/**
 * CrowdStrike Falcon works without signatures; prevention is a policy of its cloud. Source:
 * falconctl's own help.
 */
export const crowdstrike: AntivirusReader = async (look) => {
  const version = await ask(look.system, '/opt/CrowdStrike/falconctl', ['-g', '--version'])
  return {
    ...linuxTellsNot,
    version: isUnknown(version)
      ? version
      : versionFact(/version\s*=\s*([\d.]+)/.exec(version.stdout)?.[1]),
    isRunning: isRunning(look, ['falcon-sensor', 'falcon-sensor-b']),
    realTime: undocumented,
    signaturesAtMs: null,
    licence: undocumented,
    source: 'process falcon-sensor, falconctl -g --version',
  }
}
