import type { HostProgress, RolloutPlan } from '#protocol/release-views.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'

const hourMs = 3_600_000

/** The plan of a release that nobody has planned yet. */
export const firstPlan: RolloutPlan = {
  pilotHosts: [],
  pilotAgencies: [],
  percents: [5, 25, 100],
  ringHours: 24,
  failedPercentMax: 2,
}

/** Which ring a host stands in: always the same for the same host and plan. 0: the pilots. */
export function ringOf(
  host: { readonly id: HostId; readonly agencyId: string },
  plan: RolloutPlan,
): number {
  const isPilot = plan.pilotHosts.includes(host.id) || plan.pilotAgencies.includes(host.agencyId)
  if (isPilot) return 0
  const place = placeOf(host.id)
  return 1 + plan.percents.findIndex((percent) => place < percent)
}

/** The ring of a host: that in which it began, and where it has not, that in which the plan has it now. */
export const standsIn = (
  host: { readonly id: HostId; readonly agencyId: string; readonly ring: number | null },
  plan: RolloutPlan,
): number => (host.ring === null ? ringOf(host, plan) : Math.min(host.ring, plan.percents.length))

/** Which ring opens first: without pilots there is nobody to wait for. */
export const firstRing = ({ pilotAgencies, pilotHosts }: RolloutPlan): number =>
  pilotHosts.length + pilotAgencies.length > 0 ? 0 : 1

export type Rollout = {
  readonly plan: RolloutPlan
  readonly ring: number
  readonly ringSinceMs: EpochMs
  /** Of all hosts that have begun with the release. */
  readonly counts: Readonly<Record<HostProgress, number>>
}

/**
 * What the time and the machines say of a rollout that runs. More failures than the plan allows pause it; a ring opens
 * after its time where at least one machine has proved itself, so that silence alone opens nothing.
 */
export function nextStep({ plan, ring, ringSinceMs, counts }: Rollout, nowMs: EpochMs): Step {
  const { failed, ended } = outcome(counts)
  if (failed * 100 > plan.failedPercentMax * ended) return 'pause'
  const isOver = nowMs - ringSinceMs >= plan.ringHours * hourMs
  return isOver && counts.proved > 0 && ring < plan.percents.length ? 'open-next' : 'stay'
}
/** How many have ended with the release, and how many of these did not prove themselves. */
export function outcome(counts: Rollout['counts']): { failed: number; ended: number } {
  const failed = counts['went-back'] + counts.refused + counts.lost
  return { failed, ended: failed + counts.proved }
}

export type Step = 'pause' | 'open-next' | 'stay'

/** 0 to 99, spread evenly over hosts: FNV-1a over the characters of the id. */
function placeOf(hostId: HostId): number {
  let hash = 0x811c9dc5
  for (const character of hostId) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  }
  return (hash >>> 0) % 100
}
