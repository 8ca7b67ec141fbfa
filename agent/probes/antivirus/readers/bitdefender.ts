import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { epochMs, isUnknown, unknown, type Unknown } from '#protocol/values.ts'
import { labelledValues, valueUnder, versionFact } from '../labels.ts'
import { isRunning, linuxTellsNot, undocumented, type AntivirusReader } from '../reader.ts'
import { ask } from '../trusted-program.ts'

const folder = '/opt/bitdefender-security-tools'

/**
 * Bitdefender Endpoint Security Tools. Its licence is kept by GravityZone. Source: Bitdefender,
 * "bduitool".
 */
export const bitdefender: AntivirusReader = async (look) => {
  const answer = await ask(look.system, `${folder}/bin/bduitool`, ['get', 'ps'])
  return {
    ...linuxTellsNot,
    isRunning: isRunning(look, ['bdsecd', 'epagd']),
    ...(isUnknown(answer) ? allUnknown(answer) : parseStatus(answer.stdout)),
    licence: undocumented,
    source: 'bduitool get ps',
  }
}

type Status = Pick<AntivirusProduct, 'version' | 'realTime' | 'signaturesAtMs'>

function allUnknown(why: Unknown): Status {
  return { version: why, realTime: why, signaturesAtMs: why }
}

/** `Antimalware status: On`, `Last security content update: 2023-08-24 at 11:44:37 GMT+2`. */
export function parseStatus(stdout: string): Status {
  const values = labelledValues(stdout)
  const antimalware = valueUnder(values, ['Antimalware status'])
  return {
    version: versionFact(valueUnder(values, ['Product version'])),
    realTime:
      antimalware === undefined
        ? unknown('not-understood', 'Antimalware status')
        : /^on$/i.test(antimalware)
          ? 'on'
          : 'off',
    signaturesAtMs: updatedAt(valueUnder(values, ['Last security content update'])),
  }
}

function updatedAt(value: string | undefined): Status['signaturesAtMs'] {
  const found = /^(\d{4}-\d{2}-\d{2}) at (\d{2}:\d{2}:\d{2})(?: GMT([+-]\d{1,2})?)?/.exec(
    value ?? '',
  )
  const utc = Date.parse(`${found?.[1]}T${found?.[2]}Z`)
  const time = utc - Number(found?.[3] ?? 0) * 3_600_000
  return epochMs.safeParse(time).success ? time : unknown('not-understood', 'content update')
}
