import { z } from 'zod'
import { epochMs } from './values.ts'

const count = z.int().min(0)

/** A token that lets machines enrol into an agency, without its secret. */
export const tokenView = z.object({
  id: z.string(),
  agencyId: z.string(),
  usesMax: z.int().min(1),
  uses: count,
  createdMs: epochMs,
  expiresMs: epochMs,
  revokedMs: epochMs.nullable(),
  /** Where it holds; empty: everywhere. */
  networks: z.array(z.string()),
  /** Machines beyond the declared count of the agency wait for a person. */
  waitsBeyondDeclared: z.boolean(),
})
export type TokenView = z.infer<typeof tokenView>
