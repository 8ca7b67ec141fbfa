import type { Selectable } from 'kysely'
import { productObligations } from '#domain/calendar.ts'
import type { Adoption } from '#protocol/obligations.ts'
import { Refusal } from '#protocol/refusals.ts'
import { recordAudit, type Actor } from '../audit.ts'
import type { Db, Schema } from '../schema.ts'

/** The duties that the province took on and that stand, the newest first. */
export async function listAdoptions(db: Db): Promise<Adoption[]> {
  const rows = await db
    .selectFrom('obligation_adoption')
    .selectAll()
    .where('superseded_ms', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(adoptionOf)
}

export type AdoptionWanted = Pick<Adoption, 'obligationId' | 'fromDay' | 'untilDay' | 'basis'>

/**
 * Takes a duty on that binds another province, e.g. the quarterly report, by a document of one's own.
 * @throws Refusal OBLIGATION_NOT_FOUND, OBLIGATION_BINDS_ALREADY, OBLIGATION_DAYS_REVERSED
 */
export async function adoptObligation(
  db: Db,
  { wanted, provinceId }: { readonly wanted: AdoptionWanted; readonly provinceId: string },
  by: Actor,
): Promise<Adoption> {
  const { obligationId, fromDay, untilDay, basis } = wanted
  const one = productObligations.find(({ id }) => id === obligationId)
  if (!one) throw new Refusal('OBLIGATION_NOT_FOUND', { id: obligationId })
  const binds = one.provinceIds === null || one.provinceIds.includes(provinceId)
  if (binds) throw new Refusal('OBLIGATION_BINDS_ALREADY', { id: obligationId })
  if (untilDay !== null && untilDay < fromDay) throw new Refusal('OBLIGATION_DAYS_REVERSED')
  return db.transaction().execute(async (trx) => {
    const standing = await listAdoptions(trx)
    if (standing.some((adoption) => adoption.obligationId === obligationId)) {
      throw new Refusal('OBLIGATION_BINDS_ALREADY', { id: obligationId })
    }
    const row = await trx
      .insertInto('obligation_adoption')
      .values({
        obligation_id: obligationId,
        from_day: fromDay,
        until_day: untilDay,
        basis,
        actor: by.actor,
        recorded_ms: by.nowMs,
        superseded_ms: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    const after = adoptionOf(row)
    const { actor, address, nowMs: atMs } = by
    const action = 'adopt-obligation'
    await recordAudit(trx, { actor, address, atMs, action, subject: obligationId, after })
    return after
  })
}

/** Takes an adoption back; what was recorded under it stays. @throws Refusal OBLIGATION_NOT_FOUND */
export async function withdrawAdoption(db: Db, id: number, by: Actor): Promise<Adoption> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('obligation_adoption')
      .set({ superseded_ms: by.nowMs })
      .where('id', '=', id)
      .where('superseded_ms', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new Refusal('OBLIGATION_NOT_FOUND', { id: String(id) })
    const before = adoptionOf(row)
    const { actor, address, nowMs: atMs } = by
    const action = 'withdraw-adoption'
    await recordAudit(trx, { actor, address, atMs, action, subject: before.obligationId, before })
    return before
  })
}

function adoptionOf(row: Selectable<Schema['obligation_adoption']>): Adoption {
  return {
    id: row.id,
    obligationId: row.obligation_id,
    fromDay: row.from_day,
    untilDay: row.until_day,
    basis: row.basis,
    actor: row.actor,
    recordedMs: row.recorded_ms,
  }
}
