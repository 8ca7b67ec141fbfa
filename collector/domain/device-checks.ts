import type { DeviceCheckState } from '#protocol/device-check-views.ts'
import type { DeviceCheckAuthorisation } from '#protocol/device-checks.ts'
import type { Day } from '#protocol/register.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { DeviceReview, ReviewedAs } from './devices.ts'

/** Which steps of an authorisation were taken. */
export type StepsTaken = {
  readonly isRefused: boolean
  readonly isWithdrawn: boolean
  readonly isAgreed: boolean
  readonly isSigned: boolean
  readonly isCarried: boolean
  readonly untilDay: Day
}

/** How far an authorisation is on a day. What was refused or taken back stays so when its days are over. */
export function stateOfCheck(steps: StepsTaken, today: Day): DeviceCheckState {
  if (steps.isRefused) return 'refused'
  if (steps.isWithdrawn) return 'withdrawn'
  if (steps.untilDay < today) return 'expired'
  if (steps.isCarried) return 'carried'
  if (steps.isSigned) return 'signed'
  return steps.isAgreed ? 'agreed' : 'draft'
}

/** What differs between what was agreed to and what was signed, by its first field; null: nothing. */
export function differenceOf(
  agreed: DeviceCheckAuthorisation,
  signed: DeviceCheckAuthorisation,
): string | null {
  const keys = Object.keys(agreed) as (keyof DeviceCheckAuthorisation)[]
  const isOther = (key: keyof DeviceCheckAuthorisation) =>
    JSON.stringify(agreed[key]) !== JSON.stringify(signed[key])
  return keys.find(isOther) ?? null
}

/** A look at a device that says something of its default: it is in use, or the one that was tried is not. */
export type DeviceSight = {
  readonly atMs: EpochMs
  readonly isOnDefault: boolean
  readonly checkedAs: ReviewedAs
}

/**
 * Decisions as they stand after what checks have seen. A default that is found takes a device back under review, whoever
 * cleared it before, and answers one question of the checklist. A check that finds that default gone takes only its own
 * answer back: another default may be in use, so it clears nothing.
 */
export function judgementsOf(
  reviews: readonly DeviceReview[],
  sights: readonly DeviceSight[],
): DeviceReview[] {
  const steps = [
    ...reviews.map((review) => ({ atMs: review.atMs, review, sight: null })),
    ...sights.map((sight) => ({ atMs: sight.atMs, review: null, sight })),
  ].toSorted((left, right) => left.atMs - right.atMs)
  const judgements: DeviceReview[] = []
  let isFound = false
  for (const { review, sight } of steps) {
    const before = judgements.at(-1)
    if (review) {
      judgements.push(review)
      isFound = false
    } else if (sight.isOnDefault) {
      judgements.push(seen(before, sight, { 'password-changed': 'no' }))
      isFound = true
    } else if (isFound) {
      judgements.push(seen(before, sight, {}))
      isFound = false
    }
  }
  return judgements
}

function seen(
  before: DeviceReview | undefined,
  { atMs, checkedAs }: DeviceSight,
  answer: DeviceReview['answers'],
): DeviceReview {
  const { 'password-changed': _before, ...answers } = before?.answers ?? {}
  return {
    revision: before?.revision ?? 0,
    status: before?.status === 'refused' ? 'refused' : 'under-review',
    answers: { ...answers, ...answer },
    note: before?.note ?? null,
    owner: before?.owner ?? null,
    dueDay: before?.dueDay ?? null,
    by: before?.by ?? '',
    reviewedAs: checkedAs,
    atMs,
  }
}
