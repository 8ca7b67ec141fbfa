import { z } from 'zod'
import { limits } from '../limits.ts'
import { maybe, text } from '../values.ts'
import { factoryPasswords } from './factory-passwords.ts'
import { dayMs, defineFacts, hourMs } from './spec.ts'

export const accounts = defineFacts({
  id: 'accounts',
  summary:
    'Local accounts that can sign in, the cheap signs of a weak credential, and whether those of makers still have the password they were delivered with.',
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
    /** Left out by agents that do not compare: those of before, and those of Windows, which keeps hashes to itself. */
    factoryPasswords: maybe(factoryPasswords).optional(),
    /** What Windows alone has; left out elsewhere, and by agents of before. */
    windowsRules: z
      .strictObject({
        /** LimitBlankPasswordUse: with an empty password nobody comes in from the network. */
        limitsBlankPasswords: maybe(z.boolean()),
        /** Who changes the password of the local administrator: Windows LAPS, the older one, or nobody. */
        laps: maybe(z.enum(['windows', 'legacy', 'none'])),
      })
      .optional(),
  }),
})
