import { unknown } from '#protocol/values.ts'
import { isMissing, unknownFrom } from '../../answers.ts'
import { versionFact } from '../labels.ts'
import {
  isRunning,
  linuxTellsNot,
  undocumented,
  type AntivirusLook,
  type AntivirusReader,
  type Statement,
} from '../reader.ts'

/**
 * Sophos Protection for Linux. Its states are kept by Sophos Central; no local command is
 * documented.
 */
export const sophos: AntivirusReader = async (look) => ({
  ...linuxTellsNot,
  version: await readVersion(look),
  isRunning: isRunning(look, ['sophos_watchdog', 'savd']),
  realTime: undocumented,
  signaturesAtMs: undocumented,
  licence: undocumented,
  source: '/opt/sophos-spl, process sophos_watchdog',
})

/** `PRODUCT_VERSION = 1.2.3.4`. Known to the authors, not verified. */
async function readVersion({ system }: AntivirusLook): Promise<Statement['version']> {
  const file = await system.readFile('/opt/sophos-spl/base/VERSION.ini')
  if (isMissing(file)) return unknown('not-readable', 'VERSION.ini: missing')
  if (!file.ok) return unknownFrom(file, 'VERSION.ini')
  return versionFact(/^PRODUCT_VERSION\s*=\s*([\d.]+)/m.exec(file.value)?.[1])
}
