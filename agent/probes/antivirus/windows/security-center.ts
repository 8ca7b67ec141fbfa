import type { AntivirusProductRow } from '#protocol/catalogue/antivirus-products.ts'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { CimInstance, SecurityCenterHealth } from '../../../windows-system.ts'
import { brief } from '../../text.ts'
import { numberOf, textOf } from '../../windows/cim.ts'

/** What the Security Center of Windows says of one product. */
export type CenterState = {
  realTime: Maybe<'on' | 'off' | 'snoozed' | 'expired'>
  /** What the product told it of its signatures. */
  signatures: Maybe<'current' | 'old'>
}

/** One product as Security Center lists it, with its row of the catalogue; null: it has none. */
export type CenterProduct = { name: string; row: AntivirusProductRow | null; state: CenterState }

/** Defender's own entry, the same on every Windows. Source: public outputs of AntiVirusProduct. */
const defenderGuid = '{d68ddc3a-831f-4fae-9e44-da132c1acf46}'
const nameLengthMax = 80
const unnamed = 'unnamed'

/** The products of `antivirus-products`, each once, in a stable order. */
export function parseCenter(
  instances: readonly CimInstance[],
  products: readonly AntivirusProductRow[],
): CenterProduct[] {
  const parsed = instances.map((instance) => parseProduct(instance, products))
  const byText = new Map(parsed.map((each) => [`${each.name} ${JSON.stringify(each.state)}`, each]))
  return [...byText].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, each]) => each)
}

/** An entry without a name is told, but nothing that it says is believed. */
function parseProduct(
  instance: CimInstance,
  products: readonly AntivirusProductRow[],
): CenterProduct {
  const told = textOf(instance, 'displayName')
  const name = isUnknown(told) ? '' : brief((told ?? '').normalize('NFC'), nameLengthMax)
  if (name === '') {
    const garbled = unknown('not-understood', 'a product without a name')
    return { name: unnamed, row: null, state: { realTime: garbled, signatures: garbled } }
  }
  const row = rowNamed(name, products) ?? (isDefender(instance) ? defenderOf(products) : null)
  return { name, row, state: decodeProductState(numberOf(instance, 'productState')) }
}

function isDefender(instance: CimInstance): boolean {
  const guid = textOf(instance, 'instanceGuid')
  return typeof guid === 'string' && guid.toLowerCase() === defenderGuid
}

/** The row of the antivirus that is part of Windows; null: the catalogue has lost it. */
export function defenderOf(products: readonly AntivirusProductRow[]): AntivirusProductRow | null {
  return products.find((row) => row.windows?.reader === 'defender') ?? null
}

/**
 * The row with the longest name in Security Center that this name begins with, whatever the case.
 */
function rowNamed(
  name: string,
  products: readonly AntivirusProductRow[],
): AntivirusProductRow | null {
  const wanted = folded(name)
  let best: { row: AntivirusProductRow; length: number } | null = null
  for (const row of products) {
    for (const beginning of row.windows?.securityCenterNames ?? []) {
      const isLonger = best === null || beginning.length > best.length
      if (isLonger && wanted.startsWith(folded(beginning))) best = { row, length: beginning.length }
    }
  }
  return best?.row ?? null
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

const states = ['off', 'on', 'snoozed', 'expired'] as const
const signatureStates = ['current', 'old'] as const
const providersMask = 0xff_0000
const stateMax = 0xff_ffff

/**
 * `productState` of AntiVirusProduct: bits 12 to 15 are the state, bits 4 to 7 the signatures, bits
 * 16 to 23 what the product provides. A value without any provider, or wider than 24 bits, is not
 * one that Security Center writes.
 * Source: not documented by Microsoft; the decoding that public readers agree on, with values seen
 * on some 10,000 machines. Not verified by hand.
 */
export function decodeProductState(state: Maybe<number | null>): CenterState {
  if (isUnknown(state)) return { realTime: state, signatures: state }
  if (state === null || state < 0 || state > stateMax || (state & providersMask) === 0) {
    const garbled = unknown('not-understood', `productState ${state ?? 'missing'}`)
    return { realTime: garbled, signatures: garbled }
  }
  const undecoded = unknown('not-understood', `productState ${state}`)
  return {
    realTime: states[(state >> 12) & 0xf] ?? undecoded,
    signatures: signatureStates[(state >> 4) & 0xf] ?? undecoded,
  }
}

/**
 * What is left of "on", which may have been told an hour ago, beside what Windows sums up now.
 * Only the worse of the two is believed: "good" never makes anything better.
 */
export function withHealth(
  realTime: AntivirusProduct['realTime'],
  health: SecurityCenterHealth | null,
): AntivirusProduct['realTime'] {
  if (realTime !== 'on' || health === null || health === 'good') return realTime
  if (health === 'snoozed') return 'snoozed'
  return unknown('stale', `Security Center now says ${health}`)
}
