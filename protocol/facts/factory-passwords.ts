import { z } from 'zod'
import { maybe, text } from '../values.ts'

/** How many accounts are compared at most; rules name fewer. */
export const comparedAccountsMax = 64

/**
 * Whether accounts of makers and of the system still have the password that they were delivered with. The pair never
 * leaves the machine: the rule's id does.
 */
export const factoryPasswords = z.strictObject({
  /** Version of the rules. */
  rules: text(20),
  /** Accounts with a password whose name some rule has, sorted by name; a person's is never among them. */
  accounts: z
    .array(
      z.strictObject({
        account: text(60),
        /** The rule whose pair fits; null: none of the pairs that the rules have for this name. */
        rule: maybe(text(60).nullable()),
      }),
    )
    .max(comparedAccountsMax),
})
export type FactoryPasswords = z.infer<typeof factoryPasswords>
