import { checkDay, checkSpan } from '#domain/organisation-days.ts'
import { changedFrom, corrected, endedOn } from '#domain/organisation-life.ts'
import type { OrganisationChangeOf } from '#protocol/organisation-changes.ts'
import type { OrganisationFields } from '#protocol/organisation-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import { livesKnown } from './read.ts'
import { partsOf, requireLife } from './lives.ts'
import { insertVersions, writeLife, type Writing } from './writing.ts'

/** An organisation that is new to the register. */
export async function create(
  writing: Writing,
  { version }: { readonly version: OrganisationFields },
): Promise<string> {
  checkDay(version.fromDay, writing.today)
  if (version.untilDay !== null) checkDay(version.untilDay, writing.today)
  checkSpan(version)
  if (version.parentId !== null) await requireLife(writing, version.parentId)
  const agencyId = writing.newId()
  await insertAgency(writing, agencyId, version)
  await insertVersions(writing, [{ agencyId, version }])
  return agencyId
}

/** The identity of an organisation; what it is called follows with `settle`. */
export async function insertAgency(
  { trx, nowMs }: Writing,
  id: string,
  { name, kind }: Pick<OrganisationFields, 'name' | 'kind'>,
): Promise<void> {
  await trx
    .insertInto('agency')
    .values({ id, name, name_folded: `#${id}`, kind, is_sample: 0, created_ms: nowMs })
    .execute()
}

/** @throws Refusal ORGANISATION_VERSION_NOT_FOUND, ORGANISATION_VERSIONS_OVERLAP */
export async function correct(
  writing: Writing,
  { agencyId, versionId, version }: OrganisationChangeOf<'correct'>,
): Promise<void> {
  checkDay(version.fromDay, writing.today)
  const life = await requireLife(writing, agencyId)
  const wrong = life.find((one) => one.versionId === versionId)
  if (!wrong) throw new Refusal('ORGANISATION_VERSION_NOT_FOUND')
  checkSpan({ fromDay: version.fromDay, untilDay: wrong.untilDay })
  await writeLife(writing, agencyId, corrected(life, wrong, version))
}

/** From a day on it is called, coded or classed otherwise. */
export async function rename(
  writing: Writing,
  { agencyId, onDay, to }: OrganisationChangeOf<'rename'>,
): Promise<void> {
  checkDay(onDay, writing.today)
  await writeLife(writing, agencyId, changedFrom(await requireLife(writing, agencyId), onDay, to))
}

/** From a day on it stands under another. */
export async function move(
  writing: Writing,
  { agencyId, onDay, parentId, source }: OrganisationChangeOf<'move'>,
): Promise<void> {
  checkDay(onDay, writing.today)
  const life = await requireLife(writing, agencyId)
  if (parentId !== null) await requireLife(writing, parentId)
  await writeLife(writing, agencyId, changedFrom(life, onDay, { parentId, source }))
}

/**
 * It ended without a successor, so nothing may be left in it.
 * @throws Refusal ORGANISATION_HAS_HOSTS, ORGANISATION_HAS_PARTS
 */
export async function end(
  writing: Writing,
  { agencyId, lastDay, source }: OrganisationChangeOf<'end'>,
): Promise<void> {
  checkDay(lastDay, writing.today)
  const life = await requireLife(writing, agencyId)
  const name = life.at(-1)?.name ?? ''
  const hosts = await countHosts(writing, agencyId)
  if (hosts > 0) throw new Refusal('ORGANISATION_HAS_HOSTS', { name, hosts })
  const parts = partsOf(await livesKnown(writing.trx, null), agencyId, writing.today)
  if (parts.length > 0) {
    throw new Refusal('ORGANISATION_HAS_PARTS', { name, parts: parts.length })
  }
  const ended = endedOn(life, lastDay)
  const last = ended.at(-1)
  const told = source === null || !last ? ended : [...ended.slice(0, -1), { ...last, source }]
  await writeLife(writing, agencyId, told)
}

async function countHosts({ trx }: Writing, agencyId: string): Promise<number> {
  const { hosts } = await trx
    .selectFrom('host')
    .select(({ fn }) => fn.countAll().as('hosts'))
    .where('agency_id', '=', agencyId)
    .executeTakeFirstOrThrow()
  return Number(hosts)
}
