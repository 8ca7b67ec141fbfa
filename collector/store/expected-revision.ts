import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'

/** What stands of something that several people may change; `revision` 0: nobody has touched it yet. */
export type Revised = {
  readonly revision: number
  readonly by: string
  readonly atMs: EpochMs
}

/**
 * Refuses a change that was made looking at another state than the one that stands. To be called in the transaction
 * of the change, with rows locked or with a unique key on the revision behind it.
 * @throws Refusal CHANGED_MEANWHILE with who changed it and when
 */
export function requireRevision(standing: Revised | null, expected: number): void {
  const revision = standing?.revision ?? 0
  if (revision === expected) return
  throw new Refusal('CHANGED_MEANWHILE', {
    by: standing?.by.replace(/^user /, '') ?? '',
    changedTimeMs: standing?.atMs ?? 0,
    revision,
  })
}
