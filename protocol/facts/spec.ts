import type { z } from 'zod'
import type { Platform } from '../values.ts'

/** The contract of one probe: what it looks at, how often, for how long the answer stands, and its shape. */
export type FactsSpec<Id extends string, Schema extends z.ZodType> = {
  readonly id: Id
  /** One sentence that a reader of the schema sees. */
  readonly summary: string
  readonly platforms: readonly Platform[]
  /** How often a healthy agent looks. */
  readonly cadenceMs: number
  /** How long an answer that was not confirmed since still stands. */
  readonly validForMs: number
  readonly facts: Schema
}

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

export function defineFacts<const Id extends string, Schema extends z.ZodType>(
  spec: FactsSpec<Id, Schema>,
): FactsSpec<Id, Schema> {
  return spec
}
