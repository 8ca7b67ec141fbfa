import { z } from 'zod'
import sealedFile from './local-accounts.json' with { type: 'json' }
import { unsealRules } from './seal.ts'

/** One pair that a maker documents, with where it stands. */
export const localAccountRule = z.strictObject({
  /** What leaves the machine instead of the pair. */
  id: z.string().regex(/^[a-z0-9-]{2,60}$/),
  accounts: z.array(z.string().min(1).max(60)).min(1).max(8),
  password: z.string().min(1).max(64),
  product: z.string().min(1).max(200),
  /** Address or title of the maker's document; of a secondary source its name and entry. */
  source: z.string().min(1).max(300),
  confidence: z.enum(['vendor', 'secondary']),
})
export type LocalAccountRule = z.infer<typeof localAccountRule>

/** The rules as people write them: scripts/rules/local-accounts.json. */
export const localAccountRules = z.strictObject({
  version: z.string().regex(/^\d{4}-\d{2}-\d{2}(\.\d+)?$/),
  rules: z.array(localAccountRule).max(200),
})

const sealedRules = z.strictObject({
  version: z.string(),
  /** Every account that some rule names. Names are no secret; the pairs are in `sealed`. */
  accounts: z.array(z.string()),
  sealed: z.string(),
})

/** The rules of this release as they lie in it; `node scripts/seal-rules.mjs` writes them. */
export const sealedLocalAccounts = sealedRules.parse(sealedFile)

/** The pairs themselves, for the process that compares and no other. */
export function openLocalAccountRules(): readonly LocalAccountRule[] {
  const { sealed, version } = sealedLocalAccounts
  return localAccountRules.parse(JSON.parse(unsealRules(sealed, version))).rules
}
