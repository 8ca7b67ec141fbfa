import type { AntivirusProductRow } from '#protocol/catalogue/antivirus-products.ts'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { unknown, type EpochMs, type Maybe } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'

/** What a reader may look at: the machine, and the row of the catalogue by which its product was found. */
export type AntivirusLook = {
  readonly system: System
  readonly processes: Answer<readonly string[]>
  readonly nowMs: EpochMs
  readonly row: AntivirusProductRow
}

/** What one product says of itself; its name and its place in the catalogue stand in the row. */
export type Statement = Omit<AntivirusProduct, 'product' | 'name' | 'reader'>

/**
 * Asks one product that is there. What it runs and reads is compiled in; a catalogue only selects among readers. A
 * new one is one file, one id in protocol/readers.ts and one line in readers.ts.
 */
export type AntivirusReader = (look: AntivirusLook) => Promise<Statement>

/** Whether one of the programs runs; unknown where processes cannot be listed. */
export function isRunning(
  look: Pick<AntivirusLook, 'processes'>,
  names: readonly string[],
): Maybe<boolean> {
  if (!look.processes.ok) return unknownFrom(look.processes, 'processes')
  const running = look.processes.value
  return names.some((name) => running.includes(name.slice(0, 15)))
}

/** A licence whose end is known; it holds through that moment. */
export function subscription(
  validUntilMs: EpochMs | null,
  isValid: boolean,
): AntivirusProduct['licence'] {
  return { kind: 'subscription', validUntilMs, isValid }
}

/** Nothing public says how a product tells this. */
export const undocumented = unknown('not-supported', 'no documented way to read it')

/** No product on Linux tells Windows of its signatures, and none documents a way to read a tamper protection. */
export const linuxTellsNot = { signaturesBySelf: null, tamperProtection: null } as const
