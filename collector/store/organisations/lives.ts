import { checkDay, dayBefore } from '#domain/organisation-days.ts'
import {
  changedFrom,
  isOpen,
  latestVersion,
  requireVersion,
  versionOn,
} from '#domain/organisation-life.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Day } from '#protocol/register.ts'
import { livesKnown, type Lives } from './read.ts'
import { versionsKnown, type Version } from './rows.ts'
import { writeLife, type Writing } from './writing.ts'

/**
 * The versions of an organisation that stand.
 * @throws Refusal AGENCY_NOT_FOUND
 */
export async function requireLife({ trx }: Writing, agencyId: string): Promise<readonly Version[]> {
  const life = (await versionsKnown(trx, null)).filter((one) => one.agencyId === agencyId)
  if (life.length === 0) throw new Refusal('AGENCY_NOT_FOUND', { id: agencyId })
  return life
}

/**
 * One that can take over hosts from a day on: it stands then, and nothing ends it.
 * @throws Refusal AGENCY_NOT_FOUND, ORGANISATION_NOT_STANDING
 */
export async function requireSuccessor(
  writing: Writing,
  agencyId: string,
  onDay: Day,
): Promise<readonly Version[]> {
  checkDay(onDay, writing.today)
  const life = await requireLife(writing, agencyId)
  requireVersion(life, onDay)
  if (!isOpen(life)) requireVersion(life, writing.today)
  return life
}

/** What stands under an organisation on a day. */
export function partsOf(lives: Lives, agencyId: string, day: Day): readonly Version[] {
  return [...lives.values()].flatMap((life) => {
    const version = versionOn(life, day)
    return version?.parentId === agencyId ? [version] : []
  })
}

/**
 * What stood under an organisation stands under another from a day on. The other itself, if it was among them, takes
 * the place of what it succeeds.
 */
export async function moveParts(
  writing: Writing,
  { fromAgencyId, toAgencyId, onDay }: { fromAgencyId: string; toAgencyId: string; onDay: Day },
): Promise<void> {
  const lives = await livesKnown(writing.trx, null)
  const grandParent = latestVersion(lives.get(fromAgencyId) ?? [], dayBefore(onDay))?.parentId
  for (const part of [...lives].flatMap(([id, life]) => (isUnder(life) ? [{ id, life }] : []))) {
    const parentId = part.id === toAgencyId ? (grandParent ?? null) : toAgencyId
    await writeLife(writing, part.id, underAnother(part.life, parentId))
    const { name } = part.life.at(-1) ?? { name: '' }
    writing.tally.parts.push({ id: part.id, name })
  }

  function isUnder(life: readonly Version[]) {
    return life.some(
      (one) => one.parentId === fromAgencyId && (one.untilDay === null || one.untilDay >= onDay),
    )
  }

  function underAnother(life: readonly Version[], parentId: string | null) {
    const later = life.map((one) =>
      one.parentId === fromAgencyId && one.fromDay >= onDay ? { ...one, parentId } : one,
    )
    const isCut = versionOn(life, onDay)?.parentId === fromAgencyId
    return isCut ? changedFrom(later, onDay, { parentId }) : later
  }
}
