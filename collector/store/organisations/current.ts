import { sql } from 'kysely'
import { checkForest } from '#domain/organisations.ts'
import { doOverlap } from '#domain/organisation-days.ts'
import { isOpen, latestVersion } from '#domain/organisation-life.ts'
import { Refusal } from '#protocol/refusals.ts'
import { rowsFrom } from '../engine.ts'
import { foldForSearch, foldHost } from '../fold.ts'
import { livesKnown, type Lives } from './read.ts'
import type { Version } from './rows.ts'
import type { Writing } from './writing.ts'

/**
 * Checks what a change has made of the organisations, and lets the table of agencies and the names in the lists of
 * hosts follow what holds today. Returns the ids of the organisations that it changed.
 * @throws Refusal ORGANISATION_PARENT_NOT_STANDING, ORGANISATION_CYCLE, ORGANISATION_CODE_TAKEN, AGENCY_NAME_TAKEN
 */
export async function settle(writing: Writing): Promise<readonly string[]> {
  const lives = await livesKnown(writing.trx, null)
  const touched = await touchedBy(writing)
  checkForest(lives)
  checkNames(lives, touched)
  await bringCurrent(writing, lives, touched)
  return touched
}

async function touchedBy({ trx, changeId }: Writing): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('agency_version')
    .select('agency_id')
    .distinct()
    .where((eb) => eb.or([eb('change_id', '=', changeId), eb('superseded_by', '=', changeId)]))
    .orderBy('agency_id')
    .execute()
  const moved = await trx
    .selectFrom('organisation_move')
    .select(['from_agency_id', 'to_agency_id'])
    .distinct()
    .where('change_id', '=', changeId)
    .execute()
  const ids = [
    ...rows.map((row) => row.agency_id),
    ...moved.flatMap((row) => [row.from_agency_id, row.to_agency_id]),
  ]
  return [...new Set(ids)].toSorted()
}

/** No two have one code, and no two under one roof have one name, on any day. */
function checkNames(lives: Lives, touched: readonly string[]): void {
  const all = [...lives.values()].flat()
  const byCode = Map.groupBy(all, ({ code }) => (code === null ? null : foldForSearch(code)))
  const byName = Map.groupBy(all, placeOf)
  for (const version of touched.flatMap((id) => lives.get(id) ?? [])) {
    const isOther = (one: Version) => one.agencyId !== version.agencyId && doOverlap(one, version)
    const { code, name } = version
    const rival = code === null ? null : byCode.get(foldForSearch(code))?.find(isOther)
    if (code !== null && rival) {
      throw new Refusal('ORGANISATION_CODE_TAKEN', { organisationCode: code, name: rival.name })
    }
    if (byName.get(placeOf(version))?.some(isOther))
      throw new Refusal('AGENCY_NAME_TAKEN', { name })
  }
}

const placeOf = ({ parentId, name }: Version) => `${parentId ?? ''}\n${foldForSearch(name)}`

/** What an agency is called today, and by which folded name it is found; one that ended leaves its name to others. */
async function bringCurrent(
  writing: Writing,
  lives: Lives,
  touched: readonly string[],
): Promise<void> {
  const { trx, today } = writing
  const current = touched.flatMap((id) => {
    const life = lives.get(id) ?? []
    const version = latestVersion(life, today) ?? life[0]
    return version ? [{ id, version, isOpen: isOpen(life) }] : []
  })
  // Names may change places within one change, so all are given up before one is taken.
  for (const { id } of current) await setFolded(writing, id, `#${id}`)
  for (const { id, version, isOpen: isStanding } of current) {
    const folded = foldForSearch(version.name)
    const above = lives.get(version.parentId ?? '')?.at(-1)?.name ?? ''
    const names = isStanding ? [folded, `${folded} ${foldForSearch(above)}`] : []
    await setFolded(writing, id, await firstFree(writing, [...names, `${folded} #${id}`]))
    await trx
      .updateTable('agency')
      .set({ name: version.name, kind: version.kind })
      .where('id', '=', id)
      .execute()
  }
  await nameHosts(writing, touched)
}

async function setFolded({ trx }: Writing, id: string, folded: string): Promise<void> {
  await trx.updateTable('agency').set({ name_folded: folded }).where('id', '=', id).execute()
}

async function firstFree({ trx }: Writing, names: readonly string[]): Promise<string> {
  for (const name of names) {
    const taken = await trx
      .selectFrom('agency')
      .select('id')
      .where('name_folded', '=', name)
      .executeTakeFirst()
    if (!taken) return name
  }
  throw new Error('no free name for an agency')
}

/** Hosts are found by the name of their agency. */
async function nameHosts({ trx, engine }: Writing, agencyIds: readonly string[]): Promise<void> {
  for (const agencyId of agencyIds) {
    const hosts = await trx
      .selectFrom('host as h')
      .innerJoin('agency as a', 'a.id', 'h.agency_id')
      .select(['h.id', 'h.hostname', 'h.address', 'h.search_folded', 'a.name'])
      .where('h.agency_id', '=', agencyId)
      .execute()
    const stale = hosts
      .map(({ name, ...host }) => ({ ...host, folded: foldHost({ ...host, agencyName: name }) }))
      .filter(({ folded, search_folded: held }) => folded !== held)
    if (stale.length === 0) continue
    const source = rowsFrom(
      engine,
      { id: 'text', folded: 'text' },
      stale.map(({ id, folded }) => ({ id, folded })),
    )
    await sql`update host set search_folded = r.folded from ${source} where host.id = r.id`.execute(
      trx,
    )
  }
}
