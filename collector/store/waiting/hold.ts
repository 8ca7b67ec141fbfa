import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { recordAudit } from '../audit.ts'
import type { Db } from '../schema.ts'
import { giveBackUse, type SpentToken } from '../tokens.ts'
import { countHostsOf, readDeclaredComputers } from './declared.ts'

/** A new machine with a good token that was just used once for it. */
export type Newcomer = {
  readonly hostId: HostId
  readonly hostname: string
  readonly token: SpentToken
  readonly address: string | null
  readonly nowMs: EpochMs
}

/**
 * Why a newcomer is not let in yet; null: it may enrol. Where it has to wait, that is written down, the use of the
 * token is given back, and the transaction has to be committed before the refusal is told.
 */
export async function holdBack(trx: Db, newcomer: Newcomer): Promise<Refusal | null> {
  const { token, hostId, nowMs } = newcomer
  if (!token.waitsBeyondDeclared) return null
  const known = await trx
    .selectFrom('waiting_machine')
    .select(['decision', 'token_id'])
    .where('host_id', '=', hostId)
    .executeTakeFirst()
  // A decision is about a machine with this token; by another one it asks anew.
  const decision = known?.token_id === token.id ? known.decision : null
  if (decision === 'approved') {
    await forgetWaiting(trx, hostId)
    return null
  }
  if (decision === 'declined') {
    await giveBackUse(trx, token.id)
    await seeAgain(trx, newcomer)
    return new Refusal('ENROLMENT_DECLINED')
  }
  const declared = await readDeclaredComputers(trx, { agencyId: token.agencyId, nowMs })
  if (declared !== null && (await countHostsOf(trx, token.agencyId)) < declared) {
    await forgetWaiting(trx, hostId)
    return null
  }
  await giveBackUse(trx, token.id)
  if (known?.token_id === token.id) await seeAgain(trx, newcomer)
  else await startWaiting(trx, newcomer)
  return new Refusal('ENROLMENT_AWAITS_APPROVAL')
}

async function forgetWaiting(trx: Db, hostId: HostId): Promise<void> {
  await trx.deleteFrom('waiting_machine').where('host_id', '=', hostId).execute()
}

async function seeAgain(trx: Db, { hostId, address, hostname, nowMs }: Newcomer): Promise<void> {
  await trx
    .updateTable('waiting_machine')
    .set({ last_ms: nowMs, address, hostname })
    .where('host_id', '=', hostId)
    .execute()
}

/** @throws Refusal TOKEN_SPENT when as many wait by this token as it has uses: nobody fills the list without end */
async function startWaiting(trx: Db, newcomer: Newcomer): Promise<void> {
  const { hostId, hostname, token, address, nowMs } = newcomer
  const { waiting } = await trx
    .selectFrom('waiting_machine')
    .select((of) => of.fn.countAll<number>().as('waiting'))
    .where('token_id', '=', token.id)
    .executeTakeFirstOrThrow()
  if (Number(waiting) >= token.usesMax) {
    throw new Refusal('TOKEN_SPENT', { usesMax: token.usesMax })
  }
  const seen = { token_id: token.id, hostname, address, first_ms: nowMs, last_ms: nowMs }
  const undecided = { decision: null, decided_ms: null, decided_by: null }
  await trx
    .insertInto('waiting_machine')
    .values({ host_id: hostId, ...seen, ...undecided })
    .onConflict((conflict) => conflict.column('host_id').doUpdateSet({ ...seen, ...undecided }))
    .execute()
  await recordAudit(trx, {
    actor: `token ${token.id}`,
    action: 'await-approval',
    subject: hostId,
    after: { hostname, agencyId: token.agencyId },
    address,
    atMs: nowMs,
  })
}
