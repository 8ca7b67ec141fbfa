import { itemsOf, type DeviceStanding, type ReviewView } from '#protocol/devices.ts'
import type { Day, DeviceKind, EntryBody } from '#protocol/register.ts'
import type { Severity } from '#protocol/values.ts'
import { dayOf } from './register.ts'

type Body = EntryBody<'device'>

/** One version of a device that stands in the register. */
export type DeviceVersion = {
  readonly fromDay: Day
  readonly body: Body
  readonly isWithdrawn: boolean
}

/** By what a device is the one that was reviewed; its place, address and owner may change. */
export type ReviewedAs = Pick<Body, 'kind' | 'vendor' | 'model' | 'mac'>

/** A decision about a device, and as what it was looked at. */
export type DeviceReview = ReviewView & { readonly reviewedAs: ReviewedAs }

/** Where a device stands. A decision about another device than the one that is declared now counts no more. */
export function standingOf(
  body: Body,
  newest: Pick<DeviceReview, 'status' | 'reviewedAs'> | undefined,
): { readonly standing: DeviceStanding; readonly isChanged: boolean } {
  if (newest === undefined) return { standing: 'new', isChanged: false }
  if (isSame(body, newest.reviewedAs)) return { standing: newest.status, isChanged: false }
  return { standing: 'under-review', isChanged: true }
}

const isSame = (left: ReviewedAs, right: ReviewedAs) =>
  left.kind === right.kind &&
  left.vendor === right.vendor &&
  left.model === right.model &&
  left.mac === right.mac

/** True when a person saw that the password of the factory is still in use. */
export function isOnDefault(
  body: Body,
  newest: Pick<DeviceReview, 'answers' | 'reviewedAs'> | undefined,
): boolean {
  if (newest === undefined || !isSame(body, newest.reviewedAs)) return false
  return newest.answers['password-changed'] === 'no'
}

/** What stands between the agency and the Internet, or looks at people. */
const exposed: ReadonlySet<DeviceKind> = new Set([
  'camera',
  'router',
  'modem',
  'access-point',
  'firewall',
])

/** How grave it is that a device is in use and not cleared. */
export function severityOf(body: Body, newest: DeviceReview | undefined): Severity {
  const { standing } = standingOf(body, newest)
  if (standing === 'refused' || isOnDefault(body, newest)) return 'critical'
  return exposed.has(body.kind) ? 'high' : 'medium'
}

/** A time in which a device was in use and not cleared; `untilDay` null: it still is. */
export type OpenTime = { readonly fromDay: Day; readonly untilDay: Day | null }

/**
 * When a device was in use and not cleared, the oldest first. Made from the history alone: a finding closes and comes
 * back by what was declared and decided, and nobody has to close it. Versions and reviews with rising days.
 */
export function openTimes(
  versions: readonly DeviceVersion[],
  reviews: readonly DeviceReview[],
): OpenTime[] {
  const steps = [
    ...versions.map((version) => ({ day: version.fromDay, version, review: null })),
    ...reviews.map((review) => ({ day: dayOf(review.atMs), version: null, review })),
  ].toSorted((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0))
  const times: OpenTime[] = []
  let version: DeviceVersion | undefined
  let review: DeviceReview | undefined
  for (const step of steps) {
    version = step.version ?? version
    review = step.review ?? review
    const last = times.at(-1)
    const isOpen = version !== undefined && needsReview(version, review)
    if (isOpen && last?.untilDay !== null) times.push({ fromDay: step.day, untilDay: null })
    if (!isOpen && last?.untilDay === null) {
      times[times.length - 1] = { ...last, untilDay: step.day }
    }
  }
  return times
}

function needsReview({ body, isWithdrawn }: DeviceVersion, review: DeviceReview | undefined) {
  if (isWithdrawn || body.state !== 'in-use') return false
  return standingOf(body, review).standing !== 'cleared'
}

/** Questions that are settled: what is asked of the kind and was answered by yes, or does not apply. */
export function settledItems(
  kind: DeviceKind,
  answers: DeviceReview['answers'],
): { readonly asked: number; readonly settled: number } {
  const items = itemsOf(kind)
  const isSettled = (answer: string | undefined) => answer === 'yes' || answer === 'not-applicable'
  return { asked: items.length, settled: items.filter((item) => isSettled(answers[item])).length }
}

type Wanted = Pick<DeviceReview, 'status' | 'answers' | 'note' | 'dueDay'>
type Fault =
  | { readonly code: 'DEVICE_CHECKLIST_OPEN'; readonly params: { open: number; asked: number } }
  | { readonly code: 'DEVICE_ITEM_NOT_ASKED'; readonly params: { item: string } }
  | { readonly code: 'DEVICE_NOTE_MISSING'; readonly params: Record<string, never> }
  | { readonly code: 'WORK_DUE_PAST'; readonly params: { day: string; today: string } }

/** Why a decision about a device cannot stand; null: it can. */
export function faultOfReview(
  kind: DeviceKind,
  wanted: Wanted,
  { today, dueBefore }: { readonly today: Day; readonly dueBefore: Day | null },
): Fault | null {
  const { status, answers, note, dueDay } = wanted
  const items: readonly string[] = itemsOf(kind)
  const foreign = Object.keys(answers).find((item) => !items.includes(item))
  if (foreign !== undefined) {
    return { code: 'DEVICE_ITEM_NOT_ASKED', params: { item: foreign } }
  }
  if (dueDay !== null && dueDay < today && dueDay !== dueBefore) {
    return { code: 'WORK_DUE_PAST', params: { day: shown(dueDay), today: shown(today) } }
  }
  const { asked, settled } = settledItems(kind, answers)
  if (status === 'cleared' && settled < asked) {
    return { code: 'DEVICE_CHECKLIST_OPEN', params: { open: asked - settled, asked } }
  }
  // What does not apply, and what is refused, is for the next reader to understand.
  const doesSkip = Object.values(answers).includes('not-applicable')
  const needsNote = status === 'refused' || (status === 'cleared' && doesSkip)
  return needsNote && note === null ? { code: 'DEVICE_NOTE_MISSING', params: {} } : null
}

const shown = (day: Day) => day.split('-').reverse().join('/')
