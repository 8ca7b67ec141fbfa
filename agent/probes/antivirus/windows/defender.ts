import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { Answer } from '../../../system.ts'
import type { CimInstance } from '../../../windows-system.ts'
import { unknownFrom } from '../../answers.ts'
import { booleanOf, numberOf, textOf } from '../../windows/cim.ts'
import { fromUtcText, neverUint32 } from '../../windows/filetime.ts'
import { versionFact } from '../labels.ts'

/** What Microsoft Defender Antivirus says of itself. */
export type DefenderStatement = Pick<
  AntivirusProduct,
  | 'version'
  | 'isRunning'
  | 'realTime'
  | 'signaturesAtMs'
  | 'signaturesBySelf'
  | 'tamperProtection'
  | 'licence'
>

/**
 * Bits of `ProductStatus`. Source: Microsoft Graph, windowsDefenderProductStatus, read; that WMI
 * uses the same values was not verified on a real machine.
 */
const statusBits = {
  serviceNotRunning: 1,
  withoutMalwareProtection: 2,
  signaturesOutOfDate: 32,
  productExpired: 16_384,
} as const

/**
 * The one instance of MSFT_MpComputerStatus. Its parts that sum up, as `ComputerState`, are not
 * read: they call a machine healthy whose real-time protection is off.
 * Source: Microsoft, "MSFT_MpComputerStatus class". Not verified on a real machine.
 */
export function parseDefenderStatus(
  answer: Answer<readonly CimInstance[]>,
): Maybe<DefenderStatement> {
  if (!answer.ok) return unknownFrom(answer, 'Defender status')
  const [instance, ...others] = answer.value
  if (instance === undefined || others.length > 0) {
    return unknown('not-understood', `Defender status: ${answer.value.length} instances`)
  }
  const status = numberOf(instance, 'ProductStatus')
  const hasBit = (bit: number) => typeof status === 'number' && (status & bit) !== 0
  return {
    version: versionOf(instance),
    isRunning: serviceOf(instance),
    realTime: realTimeOf(instance, hasBit),
    ...signaturesOf(instance, hasBit(statusBits.signaturesOutOfDate)),
    tamperProtection: tamperOf(instance),
    licence: {
      kind: 'built-in',
      validUntilMs: null,
      isValid: !hasBit(statusBits.productExpired),
    },
  }
}

function versionOf(instance: CimInstance): DefenderStatement['version'] {
  const version = textOf(instance, 'AMProductVersion')
  return isUnknown(version) ? version : versionFact(version ?? undefined)
}

function serviceOf(instance: CimInstance): Maybe<boolean> {
  if (modeOf(instance) === 'not running') return false
  const isEnabled = booleanOf(instance, 'AMServiceEnabled')
  return isEnabled ?? unknown('not-understood', 'AMServiceEnabled: missing')
}

/** Any one of these that is false means that files are not checked when they are used. */
const needed = [
  'RealTimeProtectionEnabled',
  'AntivirusEnabled',
  'AMServiceEnabled',
  'OnAccessProtectionEnabled',
] as const

/** `SxS Passive Mode` stands beside another product, `EDR Block Mode` acts only after the fact. */
const passiveModes: readonly string[] = [
  'passive',
  'passive mode',
  'edr block mode',
  'sxs passive mode',
]

function realTimeOf(
  instance: CimInstance,
  hasBit: (bit: number) => boolean,
): DefenderStatement['realTime'] {
  if (hasBit(statusBits.productExpired)) return 'expired'
  const mode = modeOf(instance)
  if (passiveModes.includes(mode)) return 'passive'
  if (mode === 'not running') return 'off'
  if (hasBit(statusBits.serviceNotRunning) || hasBit(statusBits.withoutMalwareProtection)) {
    return 'off'
  }
  if (needed.some((name) => booleanOf(instance, name) === false)) return 'off'
  const isOn = booleanOf(instance, 'RealTimeProtectionEnabled')
  if (isUnknown(isOn)) return isOn
  if (isOn === null) return unknown('not-understood', 'RealTimeProtectionEnabled: missing')
  // Without its mode an old Defender may be passive: then it checks nothing, whatever else it says.
  return mode === 'normal' ? 'on' : unknown('not-understood', 'AMRunningMode')
}

function modeOf(instance: CimInstance): string {
  const mode = textOf(instance, 'AMRunningMode')
  return typeof mode === 'string' ? mode.trim().toLowerCase() : ''
}

/** An age of 4294967295 is no age: the signatures were never updated. */
function signaturesOf(
  instance: CimInstance,
  areOutOfDate: boolean,
): Pick<DefenderStatement, 'signaturesAtMs' | 'signaturesBySelf'> {
  if (numberOf(instance, 'AntivirusSignatureAge') === neverUint32) {
    return {
      signaturesAtMs: unknown('stale', 'its signatures were never updated'),
      signaturesBySelf: 'old',
    }
  }
  const told = textOf(instance, 'AntivirusSignatureLastUpdated')
  const missing = unknown('not-understood', 'AntivirusSignatureLastUpdated: missing')
  const updated = isUnknown(told) ? told : told === null ? missing : fromUtcText(told)
  const isOld = areOutOfDate || booleanOf(instance, 'DefenderSignaturesOutOfDate') === true
  return {
    signaturesAtMs: updated,
    signaturesBySelf: isOld ? 'old' : isUnknown(updated) ? updated : null,
  }
}

function tamperOf(instance: CimInstance): DefenderStatement['tamperProtection'] {
  const isProtected = booleanOf(instance, 'IsTamperProtected')
  return isProtected ?? unknown('not-understood', 'IsTamperProtected: missing')
}
