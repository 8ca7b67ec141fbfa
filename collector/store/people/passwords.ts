import { recordAudit, type Actor } from '../audit.ts'
import type { Db } from '../schema.ts'
import { endSessionsOf } from './open-sessions.ts'

/**
 * Gives a local account another password, made by hashPassword(), and ends its sessions but one.
 * `isOneTime`: it has to be changed at the next sign-in.
 */
export async function setPassword(
  db: Db,
  wanted: {
    readonly userId: string
    readonly passwordHash: string
    readonly isOneTime: boolean
    readonly keepSession: string | null
    /** The sign-in under way in which this happens; null: none. */
    readonly keepSteps: string | null
  },
  by: Actor,
): Promise<void> {
  const { userId, passwordHash, isOneTime, keepSession, keepSteps } = wanted
  const { actor, address, nowMs: atMs } = by
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('console_user')
      .set({
        password_hash: passwordHash,
        must_change_password: isOneTime ? 1 : 0,
        password_changed_ms: atMs,
      })
      .where('id', '=', userId)
      .execute()
    const action = isOneTime ? 'reset-password' : 'change-password'
    await recordAudit(trx, { actor, address, atMs, action, subject: userId })
    await endSessionsOf(trx, { userId, but: keepSession, keepSteps }, by)
  })
}
