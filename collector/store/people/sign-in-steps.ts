import type { EpochMs } from '#protocol/values.ts'
import type { Db } from '../schema.ts'
import { idOfCookie } from '../sessions.ts'
import type { RandomBytes } from '../tokens.ts'

/** From a right password to the last step. */
export const signInStepsMs = 10 * 60_000
const secretBytes = 32

/** A sign-in whose password was right and that is not through. */
export type PendingSignIn = {
  readonly id: string
  readonly userId: string
  readonly hasSecondFactor: boolean
}

/** Remembers that a password was right; the cookie is in the answer and nowhere else. */
export async function openSignInSteps(
  db: Db,
  userId: string,
  by: { readonly nowMs: EpochMs; readonly randomBytes: RandomBytes },
): Promise<{ cookie: string; pending: PendingSignIn }> {
  const cookie = Buffer.from(by.randomBytes(secretBytes)).toString('base64url')
  const id = idOfCookie(cookie)
  await db.deleteFrom('sign_in_step').where('expires_ms', '<=', by.nowMs).execute()
  await db
    .insertInto('sign_in_step')
    .values({ id, user_id: userId, has_second_factor: 0, expires_ms: by.nowMs + signInStepsMs })
    .execute()
  return { cookie, pending: { id, userId, hasSecondFactor: false } }
}

/** The sign-in of this cookie; null: there is none, or it took too long. */
export async function findSignInSteps(
  db: Db,
  cookie: string,
  nowMs: EpochMs,
): Promise<PendingSignIn | null> {
  const row = await db
    .selectFrom('sign_in_step')
    .select(['id', 'user_id', 'has_second_factor'])
    .where('id', '=', idOfCookie(cookie))
    .where('expires_ms', '>', nowMs)
    .executeTakeFirst()
  if (!row) return null
  return { id: row.id, userId: row.user_id, hasSecondFactor: row.has_second_factor === 1 }
}

/** Remembers that the second factor was right. */
export async function noteSecondFactor(db: Db, id: string): Promise<void> {
  await db.updateTable('sign_in_step').set({ has_second_factor: 1 }).where('id', '=', id).execute()
}

/** False: it was closed before, so that no two sessions come of one sign-in. */
export async function closeSignInSteps(db: Db, id: string): Promise<boolean> {
  const closed = await db.deleteFrom('sign_in_step').where('id', '=', id).executeTakeFirst()
  return Number(closed.numDeletedRows) > 0
}
