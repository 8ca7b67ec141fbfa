import { z } from 'zod'
import type { ReleasePause } from '#protocol/release-views.ts'
import type { Db } from '../schema.ts'

/** Why a rollout is paused: a person says so, or the job has counted. It is kept in the audit and nowhere else. */
export type PauseReason =
  { readonly reason: string } | { readonly failed: number; readonly ended: number }

const said = z.object({
  reason: z.string().nullable().default(null),
  failed: z.int().nullable().default(null),
  ended: z.int().nullable().default(null),
})

/** Who paused a version last, and why; null: nobody has. */
export async function readPause(reader: Db, version: string): Promise<ReleasePause | null> {
  const row = await reader
    .selectFrom('audit')
    .select(['actor', 'at_ms', 'after'])
    .where('action', '=', 'pause-release')
    .where('subject', '=', version)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  return { actor: row.actor, atMs: row.at_ms, ...said.parse(JSON.parse(row.after ?? '{}')) }
}
