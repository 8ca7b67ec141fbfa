import type { HostProgress, ReleaseState } from '#protocol/release-views.ts'

/** A signed release of the agent and how far it is rolled out. */
type ReleaseTable = {
  sequence: number
  version: string
  issued_on: string
  /** Two lines as they were signed. */
  manifest: string
  added_by: string
  added_ms: number
  /** JSON of `RolloutPlan`. */
  plan: string
  state: ReleaseState
  /** The highest ring that is open. */
  ring: number
  ring_since_ms: number
  revision: number
}

/** A host that has begun to fetch a release. */
type ReleaseHostTable = {
  sequence: number
  host_id: string
  ring: number
  began_ms: number
  state: HostProgress
  /** What the agent says went wrong. */
  why: string | null
}

/** What one key of releases has signed about the other; every agent gets all of them. */
type KeyStatementTable = { sequence: number; lines: string; added_ms: number }

/** Joined into `Schema`. */
export type ReleasesSchema = {
  release: ReleaseTable
  release_host: ReleaseHostTable
  release_key_statement: KeyStatementTable
}
