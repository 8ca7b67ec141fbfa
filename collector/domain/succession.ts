import type { OrganisationFields } from '#protocol/organisation-views.ts'
import type { Succession } from '#protocol/organisations.ts'
import type { Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import { dayBefore, doOverlap, startOfDayMs } from './organisation-days.ts'
import { versionOn, type Life } from './organisation-life.ts'

/**
 * Who stands in the place of an organisation on a day: itself while it stands, then the ends of its chains of
 * successors. Empty: it ended without one. Every chain ends, even one that somebody made to bite its tail.
 */
export function successorsOn(
  {
    lives,
    successions,
  }: {
    readonly lives: ReadonlyMap<string, Life>
    readonly successions: readonly Succession[]
  },
  agencyId: string,
  day: Day,
): readonly string[] {
  const bySource = Map.groupBy(successions, ({ fromAgencyId }) => fromAgencyId)
  const seen = new Set<string>()
  const ends = new Set<string>()
  const waiting = [agencyId]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    if (versionOn(lives.get(id) ?? [], day)) {
      ends.add(id)
      continue
    }
    const next = (bySource.get(id) ?? []).filter(({ onDay }) => onDay <= day)
    waiting.push(...next.map(({ toAgencyId }) => toAgencyId))
  }
  return [...ends].toSorted()
}

/**
 * For which organisation counts on a day what another one declared: itself while it stands, otherwise the one that it
 * went into. Of one that was split it is the part that took what was left over, which the split names last, until
 * somebody says otherwise of an entry. Null: it ended without a successor.
 */
export function heirOn(
  { lives, successions }: Parameters<typeof successorsOn>[0],
  agencyId: string,
  day: Day,
): string | null {
  const seen = new Set<string>()
  for (let id = agencyId; !seen.has(id);) {
    if (versionOn(lives.get(id) ?? [], day)) return id
    seen.add(id)
    const next = successions.findLast((one) => one.fromAgencyId === id && one.onDay <= day)
    if (!next) return null
    id = next.toAgencyId
  }
  return null
}

/** An organisation as a period saw it. */
export type InPeriod = {
  readonly id: string
  /** Its last version within the period. */
  readonly version: OrganisationFields
  /** The days of the period on which it stood. */
  readonly fromDay: Day
  readonly untilDay: Day
  /** It stood on all of them. */
  readonly isWhole: boolean
  /** What became of it within the period. */
  readonly successions: readonly Succession[]
}

/**
 * Every organisation that stood on at least one day of a period, with its days: one that merged in the middle is in
 * it until the day before, and its successor from its own first day.
 */
export function organisationsInPeriod(
  {
    lives,
    successions,
  }: {
    readonly lives: ReadonlyMap<string, Life>
    readonly successions: readonly Succession[]
  },
  period: { readonly fromDay: Day; readonly untilDay: Day },
): readonly InPeriod[] {
  return [...lives].flatMap(([id, life]) => {
    const within = life.filter((version) => doOverlap(version, period))
    const [first] = within
    const last = within.at(-1)
    if (!first || !last) return []
    const fromDay = first.fromDay > period.fromDay ? first.fromDay : period.fromDay
    const isCut = last.untilDay !== null && last.untilDay < period.untilDay
    const untilDay = isCut && last.untilDay !== null ? last.untilDay : period.untilDay
    return [
      {
        id,
        version: last,
        fromDay,
        untilDay,
        isWhole: fromDay === period.fromDay && untilDay === period.untilDay,
        successions: successions.filter(
          ({ fromAgencyId, onDay }) =>
            fromAgencyId === id && onDay >= period.fromDay && dayBefore(onDay) <= period.untilDay,
        ),
      },
    ]
  })
}

/** A host under one organisation, from a moment until a moment; null: it still is. */
export type HostInterval = {
  readonly hostId: string
  readonly agencyId: string
  readonly fromMs: EpochMs
  readonly untilMs: EpochMs | null
}

/**
 * The interval once its organisation has handed its hosts over on a day: what lies before the day stays, what lies
 * after it counts for the successor. No moment is lost, and none counts twice.
 */
export function handedOver(
  interval: HostInterval,
  { toAgencyId, onDay }: { readonly toAgencyId: string; readonly onDay: Day },
): readonly HostInterval[] {
  const fromMs = startOfDayMs(onDay)
  if (interval.untilMs !== null && interval.untilMs <= fromMs) return [interval]
  if (interval.fromMs >= fromMs) return [{ ...interval, agencyId: toAgencyId }]
  return [
    { ...interval, untilMs: fromMs },
    { ...interval, agencyId: toAgencyId, fromMs },
  ]
}
