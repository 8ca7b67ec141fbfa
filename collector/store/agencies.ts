import { Refusal } from '#protocol/refusals.ts'
import type { AgencyView } from '#protocol/views.ts'
import { recordAudit, type Actor } from './audit.ts'
import { foldForSearch } from './fold.ts'
import { writeFirstVersion } from './organisations/first-version.ts'
import type { Db } from './schema.ts'

/** The agency in which a first start puts its own machine. */
export const sampleAgencyName = 'Đơn vị mẫu'

/** All agencies by name, each with the number of its hosts. */
export async function listAgencies(db: Db): Promise<AgencyView[]> {
  const rows = await db
    .selectFrom('agency as a')
    .leftJoin('host as h', 'h.agency_id', 'a.id')
    .select(({ fn }) => ['a.id', 'a.name', 'a.kind', 'a.is_sample', fn.count('h.id').as('hosts')])
    .groupBy(['a.id', 'a.name', 'a.kind', 'a.is_sample', 'a.name_folded'])
    .orderBy('a.name_folded')
    .execute()
  return rows.map(({ is_sample, hosts, ...agency }) => ({
    ...agency,
    isSample: is_sample === 1,
    hosts: Number(hosts),
  }))
}

/** The agency of this name, whatever its case and marks; null: there is none. */
export async function findAgency(db: Db, name: string): Promise<{ id: string } | null> {
  const row = await db
    .selectFrom('agency')
    .select('id')
    .where('name_folded', '=', foldForSearch(name))
    .executeTakeFirst()
  return row ?? null
}

/** The name of an agency that there is. */
export async function agencyNameOf(db: Db, id: string): Promise<string> {
  const found = db.selectFrom('agency').select('name').where('id', '=', id)
  return (await found.executeTakeFirstOrThrow()).name
}

type NewAgency = {
  readonly name: string
  readonly kind: string
  readonly isSample: boolean
  /** Left out: nobody has said. */
  readonly level?: string
}

/** @throws Refusal AGENCY_NAME_TAKEN; names that differ in case or marks alone are the same. */
export async function createAgency(
  db: Db,
  agency: NewAgency,
  by: Actor & { readonly newId: () => string },
): Promise<AgencyView> {
  return db.transaction().execute(async (trx) => {
    const id = by.newId()
    const { name, kind, isSample, level = null } = agency
    const inserted = await trx
      .insertInto('agency')
      .values({
        id,
        name,
        name_folded: foldForSearch(name),
        kind,
        is_sample: isSample ? 1 : 0,
        created_ms: by.nowMs,
      })
      .onConflict((conflict) => conflict.column('name_folded').doNothing())
      .executeTakeFirst()
    if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) {
      throw new Refusal('AGENCY_NAME_TAKEN', { name })
    }
    await writeFirstVersion(trx, { id, name, kind, level }, by)
    const { actor, address, nowMs: atMs } = by
    const entry = { actor, address, atMs, action: 'create-agency', subject: id, after: agency }
    await recordAudit(trx, entry)
    return { id, name, kind, isSample, hosts: 0 }
  })
}

/** The sample agency, made when there is none. */
export async function ensureSampleAgency(
  db: Db,
  by: Actor & { readonly newId: () => string },
): Promise<{ id: string }> {
  const sample = await db
    .selectFrom('agency')
    .select('id')
    .where('is_sample', '=', 1)
    .orderBy('created_ms')
    .executeTakeFirst()
  const wanted = { name: sampleAgencyName, kind: 'sample', level: 'tỉnh', isSample: true }
  return sample ?? createAgency(db, wanted, by)
}
