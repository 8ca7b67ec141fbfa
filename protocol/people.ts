import { z } from 'zod'
import { role } from './access.ts'
import { expectedRevision } from './revision.ts'
import { epochMs } from './values.ts'

/** Where an account comes from: it lives here, or in the directory or the sign-in service of the province. */
const accountSources = ['local', 'ldap', 'oidc'] as const
export const accountSource = z.enum(accountSources)
export type AccountSource = z.infer<typeof accountSource>

/** What is still missing after a password was right; null in `sessionView.needs` stands for nothing. */
const signInSteps = ['totp', 'new-password', 'totp-setup'] as const
export const signInStep = z.enum(signInSteps)
export type SignInStep = z.infer<typeof signInStep>

/** Families alone: who looks after accounts has no use for more, and more would tell one person from another. */
const browserFamilies = [
  'coc-coc',
  'edge',
  'chrome',
  'firefox',
  'safari',
  'program',
  'other',
] as const
export const browserFamily = z.enum(browserFamilies)
export type BrowserFamily = z.infer<typeof browserFamily>

export const passwordLengthMin = 12
export const passwordLengthMax = 200
export const recoveryCodesMade = 10

const agency = z.object({ id: z.string(), name: z.string() })
const count = z.int().min(0)

export const openSessionView = z.object({
  id: z.string(),
  sinceMs: epochMs,
  seenMs: epochMs,
  /** The session of whoever asks. */
  isThis: z.boolean(),
  address: z.string().nullable(),
  browser: browserFamily,
})
export type OpenSessionView = z.infer<typeof openSessionView>

export const personView = z.object({
  id: z.string(),
  /** Grows when their role, their agency or whether they may sign in is changed. */
  revision: expectedRevision,
  name: z.string(),
  role,
  /** The part of the tree that an agency role sees; null for everybody else. */
  agency: agency.nullable(),
  source: accountSource,
  isDisabled: z.boolean(),
  /** Has a one-time password that was not changed yet. */
  mustChangePassword: z.boolean(),
  hasTotp: z.boolean(),
  createdMs: epochMs,
  /** Null: never. */
  lastSignInMs: epochMs.nullable(),
  sessions: count,
})
export type PersonView = z.infer<typeof personView>

export const accountView = z.object({
  name: z.string(),
  role,
  agency: agency.nullable(),
  source: accountSource,
  lastSignInMs: epochMs.nullable(),
  /** Null: never, since the account was made. */
  passwordChangedMs: epochMs.nullable(),
  totp: z.object({
    /** False where the sign-in service asks for it instead. */
    isPossible: z.boolean(),
    isOn: z.boolean(),
    sinceMs: epochMs.nullable(),
    recoveryCodesLeft: count,
    /** The rule of this collector asks it of this role. */
    isRequired: z.boolean(),
  }),
})
export type AccountView = z.infer<typeof accountView>

/** What an authenticator is given: once, at the beginning. */
export const totpOffer = z.object({
  /** Base32, as it is typed where no picture can be taken. */
  secret: z.string(),
  /** `otpauth://totp/…`: what the picture holds. */
  uri: z.string(),
})
export type TotpOffer = z.infer<typeof totpOffer>

/** Roles that must have an authenticator; who decided it and when, null while nobody has. */
export const signInRules = z.object({
  revision: expectedRevision,
  totpRoles: z.array(role),
  decided: z.object({ author: z.string(), atMs: epochMs }).nullable(),
})
export type SignInRules = z.infer<typeof signInRules>
