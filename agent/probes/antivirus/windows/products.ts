import type { AntivirusProductRow } from '#protocol/catalogue/antivirus-products.ts'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { isUnknown, unknown, type Maybe, type Unknown } from '#protocol/values.ts'
import type { SecurityCenterHealth } from '../../../windows-system.ts'
import type { DefenderStatement } from './defender.ts'
import type { Details } from './details.ts'
import { withHealth, type CenterProduct, type CenterState } from './security-center.ts'
import { engineOf, type Signs } from './signs.ts'

const sourceLengthMax = 200

/** All that was read of one product beside its own entry. */
export type Beside = {
  signs: Signs
  details: Details
  /** Null: Windows sums nothing up, as on servers. */
  health: SecurityCenterHealth | null
}

/** A product that Security Center lists and that is not Defender. */
export function listedProduct(
  { name, row, state }: CenterProduct,
  { signs, details, health }: Beside,
): AntivirusProduct {
  const realTime = withHealth(state.realTime, health)
  return {
    ...named(row, name),
    version: details.version,
    isRunning: isRunningListed(row, state, signs),
    realTime,
    signaturesAtMs: details.signaturesAtMs,
    signaturesBySelf: signaturesBySelf(state, details),
    tamperProtection: null,
    licence: licenceOf(row, details, realTime === 'expired'),
    source: sourceOf(['Windows Security Center', details.source]),
  }
}

/**
 * Defender as Security Center lists it; what it says of itself counts where it is worse. Beside
 * another product that is on it is never asked, and stands as Security Center lists it.
 */
export function listedDefender(
  { name, row, state }: CenterProduct,
  status: Maybe<DefenderStatement>,
  { signs, health, isOtherOn }: Omit<Beside, 'details'> & { isOtherOn: boolean },
): AntivirusProduct {
  const own = isUnknown(status) ? unknownStatement(status) : status
  const wasNotAsked = isOtherOn && isUnknown(status) && status.because === 'not-supported'
  const realTime = wasNotAsked ? state.realTime : worseOf(state.realTime, own.realTime)
  return {
    ...named(row, name),
    ...own,
    isRunning: own.isRunning === false ? false : isRunningListed(row, state, signs),
    realTime: withHealth(realTime, health),
    // It tells a date. Where that could not be read, its word in Security Center does not do.
    signaturesBySelf: state.signatures === 'old' ? 'old' : own.signaturesBySelf,
    source: sourceOf(['Windows Security Center', 'MSFT_MpComputerStatus']),
  }
}

/** Defender where there is no Security Center. */
export function serverDefender(
  row: AntivirusProductRow,
  status: Maybe<DefenderStatement>,
  signs: Signs,
): AntivirusProduct {
  const own = isUnknown(status) ? unknownStatement(status) : status
  const engine = engineOf(row, signs)
  const isRunning = isUnknown(own.isRunning) && engine === 'runs' ? true : own.isRunning
  return {
    ...named(row, row.name),
    ...own,
    isRunning: engine === 'stopped' ? false : isRunning,
    source: sourceOf(['MSFT_MpComputerStatus', 'service WinDefend']),
  }
}

/**
 * A product of which only services, programs or the registry speak; `why` its state is not known.
 */
export function productBySigns(
  row: AntivirusProductRow,
  { signs, details }: Omit<Beside, 'health'>,
  why: Unknown,
): AntivirusProduct {
  const engine = engineOf(row, signs)
  return {
    ...named(row, row.name),
    version: details.version,
    isRunning: isUnknown(engine) ? engine : engine === 'runs',
    realTime: why,
    signaturesAtMs: details.signaturesAtMs,
    signaturesBySelf: details.isNeverUpdated ? 'old' : null,
    tamperProtection: null,
    licence: licenceOf(row, details, false),
    source: sourceOf(['services, programs and registry', details.source]),
  }
}

function named(
  row: AntivirusProductRow | null,
  name: string,
): Pick<AntivirusProduct, 'product' | 'name' | 'reader'> {
  return { product: row?.id ?? name, name, reader: row?.windows?.reader ?? 'security-center' }
}

/**
 * Security Center that says "on" is told so by the engine itself; a service of it that stands still
 * contradicts that.
 */
function isRunningListed(
  row: AntivirusProductRow | null,
  { realTime }: CenterState,
  signs: Signs,
): Maybe<boolean> {
  const engine = engineOf(row, signs)
  if (engine === 'runs') return true
  if (realTime === 'on') {
    if (engine !== 'stopped') return true
    return unknown('not-understood', 'Security Center says on, its service does not run')
  }
  if (engine === 'stopped') return false
  return isUnknown(engine) ? engine : unknown('not-understood', 'none of its services is there')
}

/** What it told Security Center is not believed where the date that it keeps itself is garbled. */
function signaturesBySelf(
  { signatures }: CenterState,
  { signaturesAtMs, isNeverUpdated }: Details,
): AntivirusProduct['signaturesBySelf'] {
  if (isNeverUpdated || signatures === 'old') return 'old'
  const isGarbled = isUnknown(signaturesAtMs) && signaturesAtMs.because !== 'not-supported'
  return isGarbled ? signaturesAtMs : signatures
}

/** Security Center's "on" holds only as far as Defender itself says so. */
function worseOf(
  center: CenterState['realTime'],
  own: AntivirusProduct['realTime'],
): AntivirusProduct['realTime'] {
  if (center === 'on') return own
  return !isUnknown(center) && own === 'passive' ? own : center
}

function licenceOf(
  row: AntivirusProductRow | null,
  { licence }: Details,
  isExpired: boolean,
): AntivirusProduct['licence'] {
  const kind = row?.licenceKind ?? null
  if (kind === 'free' || kind === 'built-in') return { kind, validUntilMs: null, isValid: true }
  if (!isExpired) return licence
  const validUntilMs = isUnknown(licence) ? null : licence.validUntilMs
  return { kind: 'subscription', validUntilMs, isValid: false }
}

function unknownStatement(why: Unknown): DefenderStatement {
  return {
    version: why,
    isRunning: why,
    realTime: why,
    signaturesAtMs: why,
    signaturesBySelf: why,
    tamperProtection: why,
    licence: { kind: 'built-in', validUntilMs: null, isValid: true },
  }
}

function sourceOf(sources: readonly string[]): string {
  return sources
    .filter((source) => source !== '')
    .join(', ')
    .slice(0, sourceLengthMax)
}

/** Why the state of a product that Security Center does not list is not known. */
export const notListed = unknown('not-supported', 'Security Center does not list it')
