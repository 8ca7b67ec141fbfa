import type { Generated } from 'kysely'
import type { AccountSource, BrowserFamily } from '#protocol/people.ts'

/** How often something was changed, and by whom and when last. */
export type Changed = {
  revision: Generated<number>
  changed_by: string | null
  changed_ms: number | null
}

/** What an account is beside its name and role; columns of `console_user`. */
export type AccountColumns = {
  source: Generated<AccountSource>
  /** What the directory or the sign-in service calls it, whatever its name becomes; null for local accounts. */
  external_id: string | null
  disabled_ms: number | null
  must_change_password: Generated<0 | 1>
  password_changed_ms: number | null
  last_sign_in_ms: number | null
  /** Base32; null: no authenticator. */
  totp_secret: string | null
  /** What was offered and not confirmed by a code yet. */
  totp_offered: string | null
  totp_since_ms: number | null
  /** The newest time step whose code was taken: neither it nor an older one is taken again. */
  totp_last_step: number | null
} & Changed

/** Columns of `console_session`. */
export type SessionColumns = { address: string | null; browser: BrowserFamily | null }

type RecoveryCodeTable = {
  user_id: string
  /** SHA-256: the codes are random and long enough that nothing slower is needed. */
  code_hash: string
  used_ms: number | null
}

/** A sign-in whose password was right and that is not through. */
type SignInStepTable = {
  /** SHA-256 of the cookie. */
  id: string
  user_id: string
  has_second_factor: 0 | 1
  expires_ms: number
}

/** A browser that was sent to the sign-in service and is not back. */
type ProviderRequestTable = {
  /** SHA-256 of the cookie. */
  id: string
  state: string
  nonce: string
  verifier: string
  return_to: string
  expires_ms: number
}

/** Every decision; the newest holds. */
type SignInRuleTable = {
  id: Generated<number>
  totp_roles: string
  author: string
  decided_ms: number
}

export type PeopleSchema = {
  recovery_code: RecoveryCodeTable
  sign_in_step: SignInStepTable
  provider_request: ProviderRequestTable
  sign_in_rule: SignInRuleTable
}
