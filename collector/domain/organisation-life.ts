import type { OrganisationFields } from '#protocol/organisation-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { Day } from '#protocol/register.ts'
import { dayBefore, doOverlap, holdsOn, startOfDayMs } from './organisation-days.ts'

/**
 * The versions of one organisation that stand, the earliest first. No two hold on one day. Versions are never
 * changed: what a change makes of a life is compared with it, and rows that differ are written anew.
 */
export type Life<Version extends OrganisationFields = OrganisationFields> = readonly Version[]

/** The version that holds on a day; null: it does not stand then. */
export function versionOn<Version extends OrganisationFields>(
  life: Life<Version>,
  day: Day,
): Version | null {
  return life.find((version) => holdsOn(version, day)) ?? null
}

/** The version that holds on a day, or the last one before it; null: it had not begun. */
export function latestVersion<Version extends OrganisationFields>(
  life: Life<Version>,
  day: Day,
): Version | null {
  return life.filter(({ fromDay }) => fromDay <= day).at(-1) ?? null
}

/** True when nothing ends it. */
export const isOpen = (life: Life): boolean => life.at(-1)?.untilDay === null

/** @throws Refusal ORGANISATION_NOT_STANDING */
export function requireVersion(life: Life, day: Day): OrganisationFields {
  const version = versionOn(life, day)
  if (version) return version
  const name = life.at(-1)?.name ?? ''
  throw new Refusal('ORGANISATION_NOT_STANDING', { name, onDayAtMs: startOfDayMs(day) })
}

type Patch = Partial<Omit<OrganisationFields, 'fromDay' | 'untilDay'>>

/**
 * From a day on it is otherwise, until its next version.
 * @throws Refusal ORGANISATION_NOT_STANDING
 */
export function changedFrom(life: Life, onDay: Day, patch: Patch): Life {
  const standing = requireVersion(life, onDay)
  const before = { ...standing, untilDay: dayBefore(onDay) }
  return life.flatMap((version) => {
    if (version !== standing) return [version]
    const after = { ...standing, ...patch, fromDay: onDay }
    return before.fromDay <= before.untilDay ? [before, after] : [after]
  })
}

/**
 * A day is its last.
 * @throws Refusal ORGANISATION_NOT_STANDING
 */
export function endedOn(life: Life, lastDay: Day): Life {
  requireVersion(life, lastDay)
  return life
    .filter(({ fromDay }) => fromDay <= lastDay)
    .map((version) => (holdsOn(version, lastDay) ? { ...version, untilDay: lastDay } : version))
}

/**
 * One version is written again. When it begins on another day, the version before it ends accordingly.
 * @throws Refusal ORGANISATION_VERSION_NOT_FOUND, ORGANISATION_VERSIONS_OVERLAP
 */
export function corrected(
  life: Life,
  wrong: OrganisationFields,
  right: Omit<OrganisationFields, 'untilDay'>,
): Life {
  const index = life.indexOf(wrong)
  if (index < 0) throw new Refusal('ORGANISATION_VERSION_NOT_FOUND')
  const next = life.map((version, at) => {
    if (at === index) return { ...right, untilDay: wrong.untilDay }
    const didTouch = at === index - 1 && version.untilDay === dayBefore(wrong.fromDay)
    return didTouch ? { ...version, untilDay: dayBefore(right.fromDay) } : version
  })
  if (isLife(next)) return next
  const params = { name: wrong.name, onDayAtMs: startOfDayMs(right.fromDay) }
  throw new Refusal('ORGANISATION_VERSIONS_OVERLAP', params)
}

/** Whole days in order, none of them twice. */
export function isLife(life: Life): boolean {
  return life.every(
    (version, at) =>
      (version.untilDay === null || version.fromDay <= version.untilDay) &&
      life.slice(0, at).every((earlier) => !doOverlap(earlier, version)) &&
      (life[at - 1]?.fromDay ?? '') <= version.fromDay,
  )
}
