import { z } from 'zod'
import { limits } from '../limits.ts'
import { maybe, text } from '../values.ts'
import { dayMs, defineFacts, hourMs } from './spec.ts'

export const accounts = defineFacts({
  id: 'accounts',
  summary:
    'Local accounts that can sign in and the cheap signs of a weak credential. No password is tested.',
  platforms: ['linux', 'windows'],
  cadenceMs: hourMs,
  validForMs: 2 * dayMs,
  facts: z.strictObject({
    /** Accounts with a login shell or with a password, sorted by name. */
    accounts: z
      .array(
        z.strictObject({
          /** The name of a system or vendor account; of a person `person-` and a keyed hash that never leaves this machine's key. */
          name: text(60),
          kind: z.enum(['system', 'vendor', 'person']),
          isAdministrator: z.boolean(),
          canSignIn: z.boolean(),
          /** `not-required`: Windows permits an empty one; that it is empty is not proved. */
          password: maybe(z.enum(['set', 'empty', 'not-required', 'locked', 'none'])),
          /** Hash scheme of the password as its tag, e.g. `yescrypt`, `sha512`, `des`; null where there is none. */
          scheme: maybe(text(20).nullable()),
        }),
      )
      .max(limits.accountsMax),
    accountsTotal: z.int().min(0),
    /** Sign-in without asking for a password, per display manager or terminal. */
    automaticLogins: maybe(
      z
        .array(
          z.strictObject({
            source: text(60),
            account: text(60),
            /** The password lies on the machine in clear text. */
            hasStoredPassword: z.boolean(),
          }),
        )
        .max(16),
    ),
    /** Who may become administrator without a password. `all` is any command, `narrow` is a named few. */
    passwordlessSudo: maybe(
      z.array(z.strictObject({ subject: text(60), scope: z.enum(['all', 'narrow']) })).max(32),
    ),
    ssh: maybe(
      z
        .strictObject({
          permitsEmptyPasswords: z.boolean(),
          permitsRootLogin: z.enum(['yes', 'no', 'keys-only', 'forced-commands-only']),
        })
        /** No SSH server is installed. */
        .nullable(),
    ),
  }),
})
