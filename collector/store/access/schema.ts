import type { Role } from '#protocol/access.ts'

/** Tokens with which programs call the API. */
type ApiTokenTable = {
  id: string
  /** SHA-256 of the secret: what the database holds instead of it. */
  secret_hash: string
  name: string
  role: Role
  /** Agency roles: the organisation under which everything is theirs; null for everybody else. */
  agency_id: string | null
  created_ms: number
  created_by: string
  expires_ms: number
  last_used_ms: number | null
  revoked_ms: number | null
  revoked_by: string | null
}

/** Joined into `Schema`. */
export type AccessSchema = { api_token: ApiTokenTable }
