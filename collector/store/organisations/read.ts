import { latestVersion, versionOn } from '#domain/organisation-life.ts'
import { agencyScopeOf, planScopeOf, treeOf, type TreeNode } from '#domain/organisations.ts'
import { organisationsInPeriod, type InPeriod } from '#domain/succession.ts'
import type { OrganisationFields } from '#protocol/organisation-views.ts'
import type { Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { foldForSearch } from '../fold.ts'
import type { Db } from '../schema.ts'
import {
  exclusionsKnown,
  fieldsOf,
  successionsKnown,
  versionsKnown,
  type RecordedExclusion,
  type RecordedSuccession,
  type Version,
} from './rows.ts'

/** A day, and by when it was known; without `knownAtMs`, as is known now. */
export type DayLook = { readonly day: Day; readonly knownAtMs?: EpochMs | undefined }

/** An organisation as it stood on a day, in its place in the tree. */
export type OrganisationAsOf = TreeNode<
  OrganisationFields & { readonly id: string; readonly isSample: boolean }
>

export type Lives = ReadonlyMap<string, readonly Version[]>

/** All versions that are known, by organisation. */
export async function livesKnown(db: Db, knownAtMs: EpochMs | null): Promise<Lives> {
  return Map.groupBy(await versionsKnown(db, knownAtMs), ({ agencyId }) => agencyId)
}

/** The organisations that stand on a day, as a tree: parents before what stands under them. */
export async function organisationsAsOf(db: Db, look: DayLook): Promise<OrganisationAsOf[]> {
  const lives = await livesKnown(db, look.knownAtMs ?? null)
  const samples = await sampleIds(db)
  const standing = [...lives].flatMap(([id, life]) => {
    const version = versionOn(life, look.day)
    return version ? [placed(id, version, samples)] : []
  })
  return treeOf(standing, sortKeyOf)
}

/** As above, and those that ended before, by their last version: `isStanding` tells them apart. */
export async function organisationsUntil(
  db: Db,
  look: DayLook,
): Promise<TreeNode<OrganisationAsOf & { isStanding: boolean }>[]> {
  const lives = await livesKnown(db, look.knownAtMs ?? null)
  const samples = await sampleIds(db)
  const known = [...lives].flatMap(([id, life]) => {
    const version = latestVersion(life, look.day)
    if (!version) return []
    const isStanding = versionOn(life, look.day) !== null
    return [{ ...placed(id, version, samples), isStanding, depth: 0, ancestorIds: [] }]
  })
  return treeOf(known, sortKeyOf)
}

/** Every organisation that stood within a period, with its days in it and what became of it: for reports. */
export async function organisationsDuring(
  db: Db,
  period: { readonly fromDay: Day; readonly untilDay: Day; readonly knownAtMs?: EpochMs },
): Promise<readonly InPeriod[]> {
  const knownAtMs = period.knownAtMs ?? null
  const lives = await livesKnown(db, knownAtMs)
  const successions = await successionsKnown(db, knownAtMs)
  const keyOf = ({ id, version }: InPeriod) => `${sortKeyOf(version)}\n${id}`
  return organisationsInPeriod({ lives, successions }, period).toSorted((left, right) =>
    keyOf(left) < keyOf(right) ? -1 : 1,
  )
}

/** What stands in the place of others: all successions that are known. */
export async function successionsAsOf(db: Db, look: DayLook): Promise<RecordedSuccession[]> {
  const known = await successionsKnown(db, look.knownAtMs ?? null)
  return known.filter(({ onDay }) => onDay <= look.day)
}

/** What lies outside a plan on a day, with the reason and who said so. */
export async function planScopeAsOf(
  db: Db,
  look: DayLook & { readonly planId: string },
): Promise<ReadonlyMap<string, RecordedExclusion & { readonly byAgencyId: string }>> {
  const tree = await organisationsAsOf(db, look)
  return planScopeOf(tree, await exclusionsKnown(db, look.knownAtMs ?? null), look)
}

/** The ids of an organisation and of everything under it on a day. */
export async function agencyIdsUnder(
  db: Db,
  look: DayLook & { readonly agencyId: string },
): Promise<readonly string[]> {
  return agencyScopeOf(await organisationsUntil(db, look), look.agencyId).agencyIds
}

async function sampleIds(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('agency').select('id').where('is_sample', '=', 1).execute()
  return new Set(rows.map(({ id }) => id))
}

const placed = (id: string, version: Version, samples: ReadonlySet<string>) => ({
  id,
  ...fieldsOf(version),
  isSample: samples.has(id),
})

const sortKeyOf = ({ name }: OrganisationFields) => foldForSearch(name)
