import { checkDay, checkSpan } from '#domain/organisation-days.ts'
import type { ChangeEffect, OrganisationFields } from '#protocol/organisation-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Engine } from '../engine.ts'
import { foldForSearch } from '../fold.ts'
import type { Db } from '../schema.ts'
import { writeChange, type ChangeActor } from './changes.ts'
import { insertAgency } from './describe-changes.ts'
import { livesKnown } from './read.ts'
import { insertVersions, type Writing } from './writing.ts'

/** One row of a list of organisations. */
export type OrganisationDraft = Omit<OrganisationFields, 'parentId'> & {
  /** Code, or name where there is no code, of what it stands under: another row of the list or one that is known. */
  readonly parent: string | null
}

/** A list of organisations is a province, not a country. */
const organisationDraftsMax = 5_000

/**
 * Creates all organisations of a list as one change, which one undo takes back. Ids come in the order of the drafts.
 * The caller's transaction is the unit.
 * @throws Refusal ORGANISATION_LIST_INVALID for a parent that is not found or not told apart, or too many rows; and
 * whatever a single creation is refused for
 */
export async function createMany(
  trx: Db,
  engine: Engine,
  { drafts, by }: { readonly drafts: readonly OrganisationDraft[]; readonly by: ChangeActor },
): Promise<ChangeEffect & { readonly ids: readonly string[] }> {
  if (drafts.length > organisationDraftsMax) {
    throw new Refusal('ORGANISATION_LIST_INVALID', { detail: `> ${organisationDraftsMax}` })
  }
  const ids = drafts.map(() => by.newId())
  const onDay = drafts.map(({ fromDay }) => fromDay).toSorted()[0] ?? ''
  const write = async (writing: Writing) => {
    const parentIdOf = await parentsOf(writing, drafts, ids)
    const created = drafts.map((draft, at) => {
      const { parent, ...said } = draft
      checkDay(said.fromDay, writing.today)
      checkSpan(said)
      const version = { ...said, parentId: parent === null ? null : parentIdOf(parent) }
      return { agencyId: ids[at] ?? '', version }
    })
    for (const { agencyId, version } of created) await insertAgency(writing, agencyId, version)
    await insertVersions(writing, created)
    return ids
  }
  const effect = await writeChange(trx, engine, { kind: 'create-many', onDay, by, write })
  return { ...effect, ids }
}

async function parentsOf(
  { trx, today }: Writing,
  drafts: readonly OrganisationDraft[],
  ids: readonly string[],
): Promise<(parent: string) => string> {
  const byKey = new Map<string, Set<string>>()
  const add = (id: string, { code, name }: Pick<OrganisationFields, 'code' | 'name'>) => {
    for (const key of [code, name]) {
      if (key === null) continue
      const folded = foldForSearch(key)
      byKey.set(folded, (byKey.get(folded) ?? new Set()).add(id))
    }
  }
  for (const [id, life] of await livesKnown(trx, null)) {
    const last = life.at(-1)
    if (last && (last.untilDay === null || last.untilDay >= today)) add(id, last)
  }
  drafts.forEach((draft, at) => add(ids[at] ?? '', draft))
  return (parent) => {
    const found = [...(byKey.get(foldForSearch(parent)) ?? [])]
    const [only] = found
    if (only !== undefined && found.length === 1) return only
    throw new Refusal('ORGANISATION_LIST_INVALID', { detail: parent })
  }
}
