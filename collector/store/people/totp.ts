import { Refusal } from '#protocol/refusals.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db } from '../schema.ts'
import { endSessionsOf } from './open-sessions.ts'
import { replaceRecoveryCodes } from './recovery-codes.ts'

/**
 * Keeps what an authenticator was offered until its first code comes.
 * @throws Refusal TOTP_ON_ALREADY
 */
export async function offerTotp(db: Db, userId: string, secret: string): Promise<void> {
  const offered = await db
    .updateTable('console_user')
    .set({ totp_offered: secret })
    .where('id', '=', userId)
    .where('totp_secret', 'is', null)
    .executeTakeFirst()
  if (Number(offered.numUpdatedRows) === 0) throw new Refusal('TOTP_ON_ALREADY')
}

/**
 * Turns on what was offered; `step` is the time step of the code that proved it, which is spent with this.
 * @throws Refusal TOTP_NOT_STARTED when another offer has come meanwhile
 */
export async function turnTotpOn(
  db: Db,
  wanted: {
    readonly userId: string
    readonly secret: string
    readonly step: number
    readonly recoveryCodes: readonly string[]
  },
  { actor, address, nowMs: atMs }: Actor,
): Promise<void> {
  const { userId, secret, step, recoveryCodes } = wanted
  await db.transaction().execute(async (trx) => {
    const turned = await trx
      .updateTable('console_user')
      .set({
        totp_secret: secret,
        totp_offered: null,
        totp_since_ms: atMs,
        totp_last_step: step,
      })
      .where('id', '=', userId)
      .where('totp_offered', '=', secret)
      .executeTakeFirst()
    if (Number(turned.numUpdatedRows) === 0) throw new Refusal('TOTP_NOT_STARTED')
    await replaceRecoveryCodes(trx, userId, recoveryCodes)
    await recordAudit(trx, { actor, address, atMs, action: 'turn-totp-on', subject: userId })
  })
}

/** Spends the time step of a code; false: it, or a newer one, was spent before. */
export async function spendTotpStep(db: Db, userId: string, step: number): Promise<boolean> {
  const spent = await db
    .updateTable('console_user')
    .set({ totp_last_step: step })
    .where('id', '=', userId)
    .where((or) => or.or([or('totp_last_step', 'is', null), or('totp_last_step', '<', step)]))
    .executeTakeFirst()
  return Number(spent.numUpdatedRows) > 0
}

/**
 * Forgets the authenticator and its recovery codes. `reset-totp` is done by somebody else, and ends the sessions.
 * @throws Refusal TOTP_NOT_ON
 */
export async function forgetTotp(
  db: Db,
  { userId, action }: { readonly userId: string; readonly action: 'turn-totp-off' | 'reset-totp' },
  by: Actor,
): Promise<void> {
  const { actor, address, nowMs: atMs } = by
  await db.transaction().execute(async (trx) => {
    const forgotten = await trx
      .updateTable('console_user')
      .set(noTotp)
      .where('id', '=', userId)
      .where('totp_secret', 'is not', null)
      .executeTakeFirst()
    if (Number(forgotten.numUpdatedRows) === 0) throw new Refusal('TOTP_NOT_ON')
    await replaceRecoveryCodes(trx, userId, [])
    await recordAudit(trx, { actor, address, atMs, action, subject: userId })
    if (action === 'reset-totp') await endSessionsOf(trx, { userId, but: null }, by)
  })
}

/** What stands in the columns of an account without an authenticator. */
export const noTotp = {
  totp_secret: null,
  totp_offered: null,
  totp_since_ms: null,
  totp_last_step: null,
} as const
