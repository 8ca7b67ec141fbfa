import { z } from 'zod'
import { comparedAccountsMax, factoryPasswords } from '#protocol/facts/factory-passwords.ts'

/** What the comparing child is asked, by its input alone: no argument and no environment ever holds a hash. */
export const comparison = z.strictObject({
  accounts: z
    .array(z.strictObject({ account: z.string(), hash: z.string() }))
    .max(comparedAccountsMax),
})
export type Comparison = z.infer<typeof comparison>

/** What it answers: for each account the rule whose pair fits, or none, or why it cannot tell. */
export const compared = factoryPasswords.shape.accounts
export type Compared = z.infer<typeof compared>[number]

/** Where the agent is asked to compare; of no use to people, so its help does not name it. */
export const comparingCommand = 'compare-factory-passwords'
