import { z } from 'zod'
import type { Store } from '#collector/deps.ts'
import { role, type Role } from '#protocol/access.ts'
import type { SignInRules } from '#protocol/people.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { requireNewestDecision } from '../expected-revision.ts'
import type { Db } from '../schema.ts'

const storedRoles = z.array(role)

/** The rule that holds; without a decision no role must have an authenticator. */
export async function readSignInRules(db: Db): Promise<SignInRules> {
  const row = await db
    .selectFrom('sign_in_rule')
    .select(['id', 'totp_roles', 'author', 'decided_ms'])
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!row) return { revision: 0, totpRoles: [], decided: null }
  return {
    revision: row.id,
    totpRoles: storedRoles.parse(JSON.parse(row.totp_roles)),
    decided: { author: row.author, atMs: row.decided_ms },
  }
}

/**
 * Writes a decision down; it counts from each person's next sign-in on.
 * @throws Refusal CHANGED_MEANWHILE
 */
export async function decideSignInRules(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  decided: { readonly totpRoles: readonly Role[]; readonly expectedRevision: number },
  by: Actor & { readonly author: string },
): Promise<void> {
  const { actor, address, nowMs: atMs, author } = by
  const after = { totpRoles: [...new Set(decided.totpRoles)].sort() }
  const expected = decided.expectedRevision
  await db.transaction().execute(async (trx) => {
    await requireNewestDecision(trx, engine, { table: 'sign_in_rule', expected })
    const { totpRoles: before } = await readSignInRules(trx)
    await trx
      .insertInto('sign_in_rule')
      .values({ totp_roles: JSON.stringify(after.totpRoles), author, decided_ms: atMs })
      .execute()
    const entry = { actor, address, atMs, action: 'decide-sign-in-rules', subject: 'totp' }
    await recordAudit(trx, { ...entry, before: { totpRoles: before }, after })
  })
}
