import type { Facts } from '#protocol/facts/registry.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { isUnknown, type EpochMs } from '#protocol/values.ts'
import type { JudgeContext } from '../context.ts'
import type { Control, HostFacts, Judgement } from '../control.ts'
import { because, met, notKnown, soonest, unmet } from '../judgement.ts'
import { isAheadOfLook, look } from '../look.ts'
import { osSupported } from './os-supported.ts'

/**
 * Are all security updates installed that the publisher has for this machine?
 * In this order: a release without support cannot be patched; an update that waits is unmet however old the
 * lists are; "none waits" is worth as much as the lists are young; a restart that is due does not undo it.
 */
export const patched = {
  id: 'patched',
  reads: ['os', 'patches'],
  judge(host, context, nowMs) {
    const support = osSupported.judge(host, context, nowMs)
    if (support.state === 'unmet') {
      return { ...support, reason: because('os-support-ended-no-patches', support.reason.params) }
    }
    const updates = judgeUpdates(host, context, nowMs)
    const untilMs = soonest([support.untilMs, updates.untilMs], nowMs)
    if (updates.state !== 'met') return { ...updates, untilMs }
    if (support.state !== 'met') return { ...support, untilMs }
    return { ...updates, evidence: [support.reason], untilMs }
  },
} as const satisfies Control

function judgeUpdates(host: HostFacts, context: JudgeContext, nowMs: EpochMs): Judgement {
  const seen = look('patches', host, nowMs)
  if (seen.facts === null) return seen.judgement
  const { facts, observedAtMs } = seen
  const pending = pendingUpdates(facts, seen.untilMs)
  if (pending !== null) return pending
  const lists = freshness(facts, context, { nowMs, observedAtMs })
  if (lists.judgement !== null) return lists.judgement
  const { rebootReasons } = facts
  const isRebootDue = !isUnknown(rebootReasons) && rebootReasons.length > 0
  const untilMs = soonest([seen.untilMs, lists.staleAtMs], nowMs)
  return met(because(isRebootDue ? 'patches-after-reboot' : 'patched'), { untilMs })
}

/** Null: none waits, as far as the lists know. */
function pendingUpdates(
  { securityUpdatesAvailable: pending, securityPackages }: Facts<'patches'>,
  untilMs: EpochMs,
): Judgement | null {
  if (isUnknown(pending)) {
    return notKnown(because('patches-unknown', { because: pending.because }), { untilMs })
  }
  if (pending === 0) return null
  const evidence =
    securityPackages.length > 0
      ? [because('patches-pending-packages', { packages: securityPackages })]
      : []
  return unmet('high', because('patches-pending', { count: pending }), { evidence, untilMs })
}

type Freshness = { judgement: Judgement } | { judgement: null; staleAtMs: EpochMs }

/** Every security list counts: one that is old may hide the update that matters. */
function freshness(
  { securityLists: lists }: Facts<'patches'>,
  { settings }: JudgeContext,
  at: { nowMs: EpochMs; observedAtMs: EpochMs },
): Freshness {
  if (isUnknown(lists)) {
    return { judgement: notKnown(because('patches-lists-unknown', { because: lists.because })) }
  }
  if (lists.length === 0) return { judgement: notKnown(because('patches-lists-missing')) }
  const daysMax = settings.listsAgeDaysMax.value
  const staleAt = lists.map(({ fetchedAtMs, validUntilMs }) => {
    if (fetchedAtMs === null || isAheadOfLook(fetchedAtMs, at.observedAtMs)) return null
    return Math.min(fetchedAtMs + daysMax * dayMs, validUntilMs ?? Infinity)
  })
  const undated = lists.find((_, index) => staleAt[index] === null)
  if (undated) {
    const reason = because('patches-list-undated', { list: undated.name })
    return { judgement: notKnown(reason) }
  }
  const staleAtMs = Math.min(...staleAt.map((at) => at ?? 0))
  if (at.nowMs < staleAtMs) return { judgement: null, staleAtMs }
  const fetchedAtMs = Math.min(...lists.map((list) => list.fetchedAtMs ?? Infinity))
  return { judgement: notKnown(because('patches-lists-stale', { fetchedAtMs, daysMax })) }
}
