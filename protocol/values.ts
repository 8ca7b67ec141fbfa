import { z } from 'zod'
import { verdictStates } from './verdict-states.ts'

/** Milliseconds since 1970-01-01T00:00:00Z, between 2000 and 2100: anything else is a clock that is wrong. */
export const epochMs = z
  .int()
  .min(946_684_800_000)
  .max(4_102_444_800_000)
  .meta({ examples: [1_790_000_000_000] })
export type EpochMs = z.infer<typeof epochMs>

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] })
export type Digest = z.infer<typeof digest>

/** The identity of a host: base32 of the SHA-256 of its public key, 26 characters, `~n` after it for the n-th machine that holds the same key. */
export const hostId = z
  .string()
  .regex(/^[a-z2-7]{26}(~[1-9][0-9]?)?$/)
  .meta({ examples: ['k4xq7m2c5wz3hnd6b2rtyaoev4'] })
export type HostId = z.infer<typeof hostId>

/**
 * Text that both databases accept: at most `lengthMax` characters, no NUL, no lone surrogate.
 * Source: PostgreSQL refuses U+0000 in text; neither database can encode a lone surrogate as UTF-8.
 */
export const text = (lengthMax: number) =>
  z.string().max(lengthMax).refine(isStorable, { message: 'contains NUL or a lone surrogate' })

/** What a person wrote: without space around it, as NFC, and never empty. */
export const writtenText = (lengthMax: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(1)
    .max(lengthMax)
    .refine(isStorable, { message: 'contains NUL or a lone surrogate' })

/** False for a string that a database would refuse. */
export function isStorable(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed()
}

/** Why something could not be looked at. "Could not look" is never written as off, 0 or an empty list. */
export const because = z.enum([
  'not-supported',
  'not-permitted',
  'not-readable',
  'not-understood',
  'timed-out',
  'too-large',
  'tool-missing',
  'tool-failed',
  'stale',
  'not-recorded',
  /** The probe used more time or memory than it may; it is left out for a while. */
  'probe-too-slow',
  /** Looking would cost more time or memory than it is worth to this machine, so nobody did. */
  'too-costly',
  /** Nobody has said that it may be looked at here. */
  'not-declared',
])
export type Because = z.infer<typeof because>

/** Not knowing is data. `detail` is for the operator: it never holds a person's name or a file's content. */
export const unknownValue = z.strictObject({
  state: z.literal('unknown'),
  because,
  detail: text(200).optional(),
})
export type Unknown = z.infer<typeof unknownValue>

/** A field that may not be knowable. `null` in the inner schema means "looked, and there is none". */
export const maybe = <T extends z.ZodType>(schema: T) => z.union([schema, unknownValue])
export type Maybe<T> = T | Unknown

/** Says that a value could not be looked at, and why. */
export function unknown(reason: Because, detail?: string): Unknown {
  const short = detail?.toWellFormed().replaceAll('\0', '').slice(0, 200)
  return { state: 'unknown', because: reason, ...(short ? { detail: short } : {}) }
}

/** True when a value could not be looked at. */
export function isUnknown(value: unknown): value is Unknown {
  return (
    typeof value === 'object' && value !== null && 'state' in value && value.state === 'unknown'
  )
}

export const verdictState = z.enum(verdictStates)

export const severity = z.enum(['critical', 'high', 'medium', 'low', 'info'])
export type Severity = z.infer<typeof severity>

/** The three classes of machine that dispatch 1670/UBND-THCB names. */
export const hostClasses = ['server', 'workstation', 'end-device'] as const
export const hostClass = z.enum(hostClasses)
export type HostClass = z.infer<typeof hostClass>

export const platform = z.enum(['linux', 'windows', 'macos'])
export type Platform = z.infer<typeof platform>
