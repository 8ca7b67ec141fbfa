import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { unknown, type EpochMs, type Maybe } from '#protocol/values.ts'
import type { Answer, System } from '../../system.ts'
import { unknownFrom } from '../answers.ts'

export type AntivirusLook = {
  readonly system: System
  readonly processes: Answer<readonly string[]>
  readonly nowMs: EpochMs
}

/**
 * One product: how it is found, and what it is asked. A new one is one file and one line in
 * readers.ts.
 */
export type AntivirusReader = {
  /** Key into the catalogue of products. */
  readonly product: string
  /** The product is there where something stands under one of these. */
  readonly paths: readonly string[]
  /**
   * Its engine, as /proc names it: at most 15 characters. Running ones show the product without its
   * files.
   */
  readonly processes: readonly string[]
  read(look: AntivirusLook): Promise<AntivirusProduct>
}

/** Whether one of the programs runs; unknown where processes cannot be listed. */
export function isRunning(look: AntivirusLook, names: readonly string[]): Maybe<boolean> {
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
