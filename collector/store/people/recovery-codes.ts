import { hash } from 'node:crypto'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db } from '../schema.ts'

/** Puts new codes in the place of all old ones, in the transaction that asks for it. */
export async function replaceRecoveryCodes(
  trx: Db,
  userId: string,
  codes: readonly string[],
): Promise<void> {
  await trx.deleteFrom('recovery_code').where('user_id', '=', userId).execute()
  if (codes.length === 0) return
  await trx
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ user_id: userId, code_hash: hashOf(code), used_ms: null })))
    .execute()
}

/** The same as a change of its own. */
export async function renewRecoveryCodes(
  db: Db,
  { userId, codes }: { readonly userId: string; readonly codes: readonly string[] },
  { actor, address, nowMs: atMs }: Actor,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await replaceRecoveryCodes(trx, userId, codes)
    const action = 'renew-recovery-codes'
    await recordAudit(trx, { actor, address, atMs, action, subject: userId })
  })
}

/** Spends a code; false: there is none such, or it was spent before. Two who come at once do not both get through. */
export async function spendRecoveryCode(
  db: Db,
  { userId, code }: { readonly userId: string; readonly code: string },
  { actor, address, nowMs: atMs }: Actor,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const spent = await trx
      .updateTable('recovery_code')
      .set({ used_ms: atMs })
      .where('user_id', '=', userId)
      .where('code_hash', '=', hashOf(code))
      .where('used_ms', 'is', null)
      .executeTakeFirst()
    if (Number(spent.numUpdatedRows) === 0) return false
    const action = 'use-recovery-code'
    await recordAudit(trx, { actor, address, atMs, action, subject: userId })
    return true
  })
}

/** How many codes are left. */
export async function recoveryCodesLeft(db: Db, userId: string): Promise<number> {
  const { left } = await db
    .selectFrom('recovery_code')
    .select((select) => select.fn.countAll<number>().as('left'))
    .where('user_id', '=', userId)
    .where('used_ms', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(left)
}

/** Dashes and case are for the eye. */
const hashOf = (code: string) =>
  hash('sha256', code.toLowerCase().replaceAll(/[^a-z0-9]/g, ''), 'hex')
