import type { Reason } from '#protocol/controls.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { isUnknown, type EpochMs, type Severity } from '#protocol/values.ts'
import type { JudgeContext } from './context.ts'
import type { Judgement } from './control.ts'
import { because, met, notKnown, soonest, unmet } from './judgement.ts'
import { isAheadOfLook, isLongAgo, longAgoAtMs } from './look.ts'
import { missedPatchTuesdays } from './patch-tuesday.ts'

/** What the patch level of a Windows machine is judged from. */
export type WindowsUpdates = {
  readonly facts: Facts<'patches'>
  /** Null: not known. */
  readonly build: Facts<'os'>['build']
  readonly context: JudgeContext
  readonly observedAtMs: EpochMs
  readonly nowMs: EpochMs
}

/** What one sign says of the patch level, and when time alone lets it say something else. */
type Sign = {
  bad: readonly { severity: Severity; reason: Reason }[]
  unseen: readonly Reason[]
  notable: readonly Reason[]
  untilMs: EpochMs | null
}
const silentSign: Sign = { bad: [], unseen: [], notable: [], untilMs: null }

/**
 * Judges a Windows machine by its last cumulative update and by what other machines of its build already have.
 * Other machines prove that it is behind and never that it is current; for that the date of its own last update has
 * to be known. The number of updates that Windows lists is no measure: with cumulative ones fewer can be better.
 */
export function judgeWindowsUpdates(updates: WindowsUpdates): Judgement {
  const signs = [cumulative(updates), fleet(updates), count(updates), lastSearch(updates)]
  const bad = signs.flatMap((sign) => sign.bad)
  const unseen = signs.flatMap((sign) => sign.unseen)
  const notable = signs.flatMap((sign) => sign.notable)
  const moments = [longAgoAtMs(updates.observedAtMs), ...signs.map(({ untilMs }) => untilMs)]
  const untilMs = soonest(moments, updates.nowMs)
  const worst = bad.find(({ severity }) => severity === 'high') ?? bad[0]
  if (worst) {
    const others = bad.filter((one) => one !== worst).map(({ reason }) => reason)
    const evidence = [worst.reason, ...others, ...unseen, ...notable]
    return unmet(worst.severity, worst.reason, { evidence, untilMs })
  }
  if (unseen[0]) return notKnown(unseen[0], { evidence: [...unseen, ...notable], untilMs })
  const update = updates.facts.windows?.cumulativeUpdate
  const params = update && !isUnknown(update) ? { installedAtMs: update.installedAtMs } : {}
  return met(because('patches-windows-current', params), { evidence: notable, untilMs })
}

/** The Patch Tuesdays that the machine has let pass since its last cumulative update. */
function cumulative({ facts, context, observedAtMs, nowMs }: WindowsUpdates): Sign {
  const update = facts.windows?.cumulativeUpdate
  const undated = (cause: string): Sign => ({
    ...silentSign,
    unseen: [because('patches-windows-undated', { because: cause })],
  })
  if (update === undefined) return undated('not-understood')
  if (update === null) return undated('not-recorded')
  if (isUnknown(update)) return undated(update.because)
  const { installedAtMs } = update
  if (isAheadOfLook(installedAtMs, observedAtMs) || isLongAgo(observedAtMs, nowMs)) {
    return { ...silentSign, unseen: [because('clock-far-off', { observedAtMs })] }
  }
  const graceMs = context.settings.patchGraceDays.value * dayMs
  const missed = missedPatchTuesdays(installedAtMs, { nowMs, graceMs })
  const sign = { ...silentSign, untilMs: missed.nextAtMs }
  if (missed.count === 0) return sign
  const params = { count: missed.count, installedAtMs }
  if (missed.count === 1) {
    return {
      ...sign,
      bad: [{ severity: 'medium', reason: because('patches-windows-due', params) }],
    }
  }
  return { ...sign, bad: [{ severity: 'high', reason: because('patches-windows-behind', params) }] }
}

/** What at least two other machines of the same build have had for longer than the grace. */
function fleet({ build, context, nowMs }: WindowsUpdates): Sign {
  if (build === null) {
    const reason = because('could-not-look', { probe: 'os', because: 'not-understood' })
    return { ...silentSign, unseen: [reason] }
  }
  const newest = context.newestRevisions.find((one) => one.build === build.number)
  if (newest === undefined || build.revision >= newest.revision) return silentSign
  const missedAtMs = newest.sinceMs + context.settings.patchGraceDays.value * dayMs
  if (nowMs < missedAtMs) return { ...silentSign, untilMs: missedAtMs }
  const reason = because('patches-windows-behind-fleet', {
    version: `${build.number}.${build.revision}`,
    newest: `${build.number}.${newest.revision}`,
    sinceAtMs: newest.sinceMs,
  })
  return { ...silentSign, bad: [{ severity: 'medium', reason }] }
}

/** Most machines cannot tell a number without asking Microsoft; one that could and failed hides something. */
function count({ facts }: WindowsUpdates): Sign {
  const { securityUpdatesAvailable: pending } = facts
  if (!isUnknown(pending) || pending.because === 'not-supported') return silentSign
  return { ...silentSign, unseen: [because('patches-unknown', { because: pending.because })] }
}

/** That Windows has not searched for long is worth knowing; it decides nothing by itself. */
function lastSearch({ facts, context, nowMs }: WindowsUpdates): Sign {
  const searchedAtMs = facts.windows?.lastSearchAtMs
  if (searchedAtMs === undefined || searchedAtMs === null || isUnknown(searchedAtMs)) {
    return silentSign
  }
  const daysMax = context.settings.listsAgeDaysMax.value
  const oldAtMs = searchedAtMs + daysMax * dayMs
  if (nowMs < oldAtMs) return { ...silentSign, untilMs: oldAtMs }
  return { ...silentSign, notable: [because('patches-search-old', { searchedAtMs, daysMax })] }
}
