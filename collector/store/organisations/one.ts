import { z } from 'zod'
import type { Store } from '#collector/deps.ts'
import { dayOf } from '#domain/register.ts'
import type {
  ChangeView,
  ExclusionView,
  OrganisationView,
  RoleView,
} from '#protocol/organisation-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { Db } from '../schema.ts'
import { hostsByAgency, standingDays } from './list.ts'
import { livesKnown, organisationsUntil, type Lives } from './read.ts'
import { newestAct } from './seen-changes.ts'
import {
  exclusionsKnown,
  rolesKnown,
  successionsKnown,
  versionOf,
  type RecordedExclusion,
  type RecordedRole,
} from './rows.ts'

/**
 * One organisation with its history.
 * @throws Refusal AGENCY_NOT_FOUND
 */
export async function readOrganisation(
  { reader }: Pick<Store, 'reader'>,
  { id, asOfMs, nowMs }: { id: string; asOfMs: EpochMs | null; nowMs: EpochMs },
): Promise<OrganisationView> {
  const rows = await reader
    .selectFrom('agency_version')
    .selectAll()
    .where('agency_id', '=', id)
    .orderBy('from_day', 'desc')
    .orderBy('version_id', 'desc')
    .execute()
  const lives = await livesKnown(reader, null)
  const last = lives.get(id)?.at(-1)
  if (!last) throw new Refusal('AGENCY_NOT_FOUND', { id })
  const day = dayOf(asOfMs ?? nowMs)
  const tree = await organisationsUntil(reader, { day })
  const node = tree.find((one) => one.id === id)
  const named = namesOf(lives)
  const roles = (await rolesKnown(reader, null)).map((role) => roleViewOf(role, lives))
  const exclusions = await exclusionsKnown(reader, null)
  const successions = await successionsKnown(reader, null)
  return {
    id,
    revision: await newestAct(reader),
    name: node?.name ?? last.name,
    isSample: node?.isSample ?? false,
    ...standingDays(lives.get(id) ?? []),
    hosts: (await hostsByAgency(reader, asOfMs)).get(id) ?? 0,
    ancestors: (node?.ancestorIds ?? []).map(named),
    parts: tree
      .filter((one) => one.isStanding && one.ancestorIds.at(-1) === id)
      .map((one) => ({ id: one.id, name: one.name })),
    versions: rows.map(versionOf).map(({ agencyId: _agencyId, ...version }) => version),
    successors: successions
      .filter((one) => one.fromAgencyId === id)
      .map(({ toAgencyId, kind, onDay }) => ({ ...named(toAgencyId), kind, onDay })),
    predecessors: successions
      .filter((one) => one.toAgencyId === id)
      .map(({ fromAgencyId, kind, onDay }) => ({ ...named(fromAgencyId), kind, onDay })),
    exclusions: exclusions
      .filter((one) => one.agencyId === id)
      .map((one) => exclusionViewOf(one, lives)),
    roles: roles.filter((one) => one.agencyId === id),
    contactPoints: roles.filter((one) => one.role === 'contact-point' && one.forAgencyId === id),
  }
}

/** Who holds which role, the newest day of each role first. */
export async function listRoles(db: Db, knownAtMs: EpochMs | null): Promise<RoleView[]> {
  const lives = await livesKnown(db, knownAtMs)
  const roles = await rolesKnown(db, knownAtMs)
  return roles.toReversed().map((role) => roleViewOf(role, lives))
}

/** How many changes back somebody looks. */
const listedMax = 100

/** The newest changes first. */
export async function listChanges(db: Db): Promise<ChangeView[]> {
  const rows = await db
    .selectFrom('organisation_change')
    .selectAll()
    .orderBy('change_id', 'desc')
    .limit(listedMax)
    .execute()
  const named = namesOf(await livesKnown(db, null))
  return rows.map((row) => ({
    changeId: row.change_id,
    kind: row.kind,
    agencies: z.array(z.string()).parse(JSON.parse(row.agency_ids)).slice(0, listedMax).map(named),
    onDay: row.on_day,
    recordedMs: row.recorded_ms,
    actor: row.actor,
    undoneMs: row.undone_ms,
  }))
}

const namesOf = (lives: Lives) => (id: string) => ({ id, name: nameIn(lives, id) ?? '' })

const nameIn = (lives: Lives, id: string | null) =>
  id === null ? null : (lives.get(id)?.at(-1)?.name ?? null)

function roleViewOf(
  { supersededMs: _supersededMs, ...role }: RecordedRole,
  lives: Lives,
): RoleView {
  return { ...role, forAgencyName: nameIn(lives, role.forAgencyId) }
}

function exclusionViewOf(
  { supersededMs: _supersededMs, ...exclusion }: RecordedExclusion,
  lives: Lives,
): ExclusionView {
  return { ...exclusion, agencyName: nameIn(lives, exclusion.agencyId) ?? '' }
}
