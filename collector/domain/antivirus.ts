import type { Reason, ReasonKey } from '#protocol/controls.ts'
import type { AntivirusProduct } from '#protocol/facts/antivirus.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { isUnknown, type EpochMs } from '#protocol/values.ts'
import type { JudgeContext } from './context.ts'
import type { HostFacts, Judgement } from './control.ts'
import { because, met, notKnown, soonest, unmet } from './judgement.ts'
import { isAheadOfLook, look } from './look.ts'

/** What one product answers to one question. `untilMs`: when time alone changes the answer. */
export type Aspect = {
  answer: 'yes' | 'no' | 'unknown'
  reason: Reason
  untilMs: EpochMs | null
}

/** Why a product does not protect, the most telling first: with two products, the other one's "off" is normal. */
const tellingFirst: readonly ReasonKey[] = [
  'av-snoozed',
  'av-expired',
  'av-licence-expired',
  'av-on-demand-only',
  'av-signatures-old',
  'av-passive',
]

/**
 * Judges a question that one product alone can answer with yes: yes if any does, else unknown if any cannot be
 * looked at, else no. Learning less can therefore never make it met.
 */
export function judgeProducts(
  host: HostFacts,
  nowMs: EpochMs,
  aspectOf: (product: AntivirusProduct, observedAtMs: EpochMs) => Aspect,
): Judgement {
  const seen = look('antivirus', host, nowMs)
  if (seen.facts === null) return seen.judgement
  const aspects = seen.facts.products.map((product) => aspectOf(product, seen.observedAtMs))
  const untilMs = soonest([seen.untilMs, ...aspects.map((aspect) => aspect.untilMs)], nowMs)
  const reasonsWith = (answer: Aspect['answer']) =>
    aspects
      .filter((aspect) => aspect.answer === answer)
      .map(({ reason }) => reason)
      .sort((left, right) => tellingRank(left) - tellingRank(right))
  const [yes, open, no] = [reasonsWith('yes'), reasonsWith('unknown'), reasonsWith('no')]
  const behind = { evidence: [...no, ...open, ...yes], untilMs }
  if (yes[0]) return met(yes[0], behind)
  if (open[0]) return notKnown(open[0], behind)
  return unmet('high', no[0] ?? because('av-none'), behind)
}

function tellingRank({ key }: Reason): number {
  const rank = tellingFirst.indexOf(key)
  return rank === -1 ? tellingFirst.length : rank
}

/** Whether a product checks files when they are used. A scanner that only runs on demand does not. */
export function runningOf({ name, isRunning, realTime }: AntivirusProduct): Aspect {
  const params = { product: name }
  const no = (key: ReasonKey) => aspect('no', because(key, params))
  if (isRunning === false) return no('av-off')
  if (isUnknown(realTime)) {
    return aspect('unknown', because('av-state-unknown', { ...params, because: realTime.because }))
  }
  switch (realTime) {
    case 'off':
      return no(isRunning === true ? 'av-on-demand-only' : 'av-off')
    case 'snoozed':
      return no('av-snoozed')
    case 'expired':
      return no('av-expired')
    case 'passive':
      return no('av-passive')
    case 'on':
      if (!isUnknown(isRunning)) return aspect('yes', because('av-running', params))
      return aspect(
        'unknown',
        because('av-state-unknown', { ...params, because: isRunning.because }),
      )
  }
}

/** Whether the signatures are young enough; a product that works without any always is current. */
export function currentOf(
  { name, signaturesAtMs }: AntivirusProduct,
  { settings }: JudgeContext,
  at: { nowMs: EpochMs; observedAtMs: EpochMs },
): Aspect {
  const params = { product: name }
  if (isUnknown(signaturesAtMs)) {
    const reason = because('av-signatures-unknown', { ...params, because: signaturesAtMs.because })
    return aspect('unknown', reason)
  }
  if (signaturesAtMs === null) return aspect('yes', because('av-without-signatures', params))
  const dated = { ...params, signaturesAtMs }
  if (isAheadOfLook(signaturesAtMs, at.observedAtMs)) {
    return aspect('unknown', because('av-signatures-in-future', dated))
  }
  const daysMax = settings.signatureAgeDaysMax.value
  const oldAtMs = signaturesAtMs + daysMax * dayMs
  if (at.nowMs < oldAtMs) return aspect('yes', because('av-current', dated), oldAtMs)
  return aspect('no', because('av-signatures-old', { ...dated, daysMax }))
}

/** Whether the product has a licence that is valid, as the settings read the words "có bản quyền". */
export function licensedOf(
  { name, licence }: AntivirusProduct,
  { settings }: JudgeContext,
  nowMs: EpochMs,
): Aspect {
  const params = { product: name }
  if (isUnknown(licence)) {
    const reason = because('av-licence-unknown', { ...params, because: licence.because })
    return aspect('unknown', reason)
  }
  const { validUntilMs } = licence
  if (!licence.isValid || (validUntilMs !== null && nowMs >= validUntilMs)) {
    const answer = settings.doesExpiredCountAsLicensed.value ? 'yes' : 'no'
    if (validUntilMs === null) return aspect(answer, because('av-licence-not-valid', params))
    const dated = { ...params, validUntilAtMs: validUntilMs }
    return aspect(answer, because('av-licence-expired', dated))
  }
  switch (licence.kind) {
    case 'free': {
      const counts = settings.doesFreeCountAsLicensed.value
      return aspect(byChoice(counts), because('av-licence-free', params), validUntilMs)
    }
    case 'built-in': {
      const counts = settings.doesBuiltInCountAsLicensed.value
      return aspect(byChoice(counts), because('av-licence-built-in', params), validUntilMs)
    }
    case 'subscription':
      return aspect('yes', because('av-licensed', params), validUntilMs)
  }
}

/** Nobody has decided: then it is unknown. */
function byChoice(counts: boolean | null): Aspect['answer'] {
  if (counts === null) return 'unknown'
  return counts ? 'yes' : 'no'
}

/** Both must be yes; one no decides. */
export function both(first: Aspect, second: Aspect, reason: Reason): Aspect {
  const untilMs = [first.untilMs, second.untilMs].filter((at) => at !== null)
  const until = untilMs.length === 0 ? null : Math.min(...untilMs)
  const decisive =
    [first, second].find(({ answer }) => answer === 'no') ??
    [first, second].find(({ answer }) => answer === 'unknown')
  return aspect(decisive?.answer ?? 'yes', decisive?.reason ?? reason, until)
}

function aspect(answer: Aspect['answer'], reason: Reason, untilMs: EpochMs | null = null): Aspect {
  return { answer, reason, untilMs }
}
