import { z } from 'zod'
import { role } from './access.ts'
import { epochMs } from './values.ts'

export const apiTokenLimits = { nameLengthMax: 60, validForDaysMax: 366 } as const

/** What is sent as `Authorization: Bearer …` begins with this, so that a leaked one is recognised as such. */
export const apiTokenPrefix = 'khien_'

/** A token of a program that reads or writes through the API; its secret is shown once and never again. */
export const apiTokenView = z.object({
  id: z.string(),
  name: z.string(),
  /** It may do what a person of this role may. */
  role,
  agency: z.object({ id: z.string(), name: z.string() }).nullable(),
  createdMs: epochMs,
  createdBy: z.string(),
  expiresMs: epochMs,
  /** Written down at most once a minute; null: never used. */
  lastUsedMs: epochMs.nullable(),
  state: z.enum(['holds', 'expired', 'revoked']),
  revokedMs: epochMs.nullable(),
  revokedBy: z.string().nullable(),
})
export type ApiTokenView = z.infer<typeof apiTokenView>
