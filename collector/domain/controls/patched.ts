import type { Facts } from '#protocol/facts/registry.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { isUnknown, type EpochMs } from '#protocol/values.ts'
import type { JudgeContext } from '../context.ts'
import type { Control, HostFacts, Judgement } from '../control.ts'
import { because, evidenceMax, met, notKnown, soonest, unmet } from '../judgement.ts'
import { isAheadOfLook, look } from '../look.ts'
import { judgeWindowsUpdates } from '../windows-updates.ts'
import { osSupported } from './os-supported.ts'

/**
 * Are all security updates installed that the publisher has for this machine?
 * In this order: a release without support cannot be patched; an update that waits is unmet however old the
 * lists are; on Linux "none waits" is worth as much as the lists are young, on Windows the last cumulative update
 * decides; a restart that is due does not undo what is installed.
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
    const evidence = [support.reason, ...updates.evidence].slice(0, evidenceMax)
    return { ...updates, evidence, untilMs }
  },
} as const satisfies Control

function judgeUpdates(host: HostFacts, context: JudgeContext, nowMs: EpochMs): Judgement {
  const seen = look('patches', host, nowMs)
  if (seen.facts === null) return seen.judgement
  const { facts, observedAtMs } = seen
  const pending = pendingUpdates(facts, seen.untilMs)
  if (pending !== null) return pending
  const judgement =
    facts.manager === 'windows-update'
      ? judgeWindowsUpdates({ facts, build: buildOf(host, nowMs), context, observedAtMs, nowMs })
      : judgeLists(facts, context, { nowMs, observedAtMs })
  const untilMs = soonest([seen.untilMs, judgement.untilMs], nowMs)
  return withRestart({ ...judgement, untilMs }, facts)
}

function buildOf(host: HostFacts, nowMs: EpochMs): Facts<'os'>['build'] {
  const seen = look('os', host, nowMs)
  return seen.facts === null ? null : seen.facts.build
}

/** A restart that is due: installed, but not all of it in use yet. */
function withRestart(judgement: Judgement, facts: Facts<'patches'>): Judgement {
  const { rebootReasons, weakRebootSigns } = facts
  const weak =
    !isUnknown(weakRebootSigns) && weakRebootSigns.length > 0
      ? [because('patches-weak-reboot-signs')]
      : []
  const isDue = !isUnknown(rebootReasons) && rebootReasons.length > 0
  if (judgement.state !== 'met' || !isDue) {
    return { ...judgement, evidence: [...judgement.evidence, ...weak] }
  }
  const evidence = [judgement.reason, ...judgement.evidence, ...weak]
  return { ...judgement, reason: because('patches-after-reboot'), evidence }
}

/** Null: nothing is known to wait. */
function pendingUpdates(
  { securityUpdatesAvailable: pending, securityPackages }: Facts<'patches'>,
  untilMs: EpochMs,
): Judgement | null {
  if (isUnknown(pending) || pending === 0) return null
  const evidence =
    securityPackages.length > 0
      ? [because('patches-pending-packages', { packages: securityPackages })]
      : []
  return unmet('high', because('patches-pending', { count: pending }), { evidence, untilMs })
}

/** "None waits" holds as long as every list is young: one that is old may hide the update that matters. */
function judgeLists(
  { securityUpdatesAvailable: pending, securityLists: lists }: Facts<'patches'>,
  { settings }: JudgeContext,
  at: { nowMs: EpochMs; observedAtMs: EpochMs },
): Judgement {
  if (isUnknown(pending)) return notKnown(because('patches-unknown', { because: pending.because }))
  if (isUnknown(lists))
    return notKnown(because('patches-lists-unknown', { because: lists.because }))
  if (lists.length === 0) return notKnown(because('patches-lists-missing'))
  const daysMax = settings.listsAgeDaysMax.value
  const staleAt = lists.map(({ fetchedAtMs, validUntilMs }) => {
    if (fetchedAtMs === null || isAheadOfLook(fetchedAtMs, at.observedAtMs)) return null
    return Math.min(fetchedAtMs + daysMax * dayMs, validUntilMs ?? Infinity)
  })
  const undated = lists.find((_, index) => staleAt[index] === null)
  if (undated) return notKnown(because('patches-list-undated', { list: undated.name }))
  const staleAtMs = Math.min(...staleAt.map((one) => one ?? 0))
  if (at.nowMs < staleAtMs) return met(because('patched'), { untilMs: staleAtMs })
  const fetchedAtMs = Math.min(...lists.map((list) => list.fetchedAtMs ?? Infinity))
  return notKnown(because('patches-lists-stale', { fetchedAtMs, daysMax }))
}
