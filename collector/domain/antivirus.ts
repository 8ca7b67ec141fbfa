import type { Reason, ReasonKey } from '#protocol/controls.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { isUnknown, type EpochMs, type Unknown } from '#protocol/values.ts'
import type { JudgeContext } from './context.ts'
import type { HostFacts, Judgement } from './control.ts'
import { installedProducts, type InstalledProduct } from './installed-products.ts'
import { because, met, notKnown, soonest, unmet } from './judgement.ts'
import { isAheadOfLook, look } from './look.ts'
import type { JudgeSettings } from './settings.ts'

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
  'av-signatures-old-by-self',
  'av-passive',
]

/** One host at one moment, of which antivirus is asked. */
export type Asked = {
  readonly host: HostFacts
  readonly context: JudgeContext
  readonly nowMs: EpochMs
}

/**
 * Judges a question that one product alone can answer with yes: yes if any does, else unknown if any cannot be
 * looked at, else no. Learning less can therefore never make it met.
 */
export function judgeProducts(
  { host, context, nowMs }: Asked,
  aspectOf: (product: InstalledProduct, observedAtMs: EpochMs) => Aspect,
): Judgement {
  const seen = look('antivirus', host, nowMs)
  if (seen.facts === null) return seen.judgement
  const products = installedProducts(seen.facts.products, context)
  const reasons: Record<Aspect['answer'], Reason[]> = { yes: [], unknown: [], no: [] }
  const moments: (EpochMs | null)[] = [seen.untilMs]
  for (const product of products) {
    const { answer, reason, untilMs } = aspectOf(product, seen.observedAtMs)
    reasons[answer].push(reason)
    moments.push(untilMs)
  }
  const { yes, unknown: open, no } = reasons
  for (const told of [yes, open, no]) told.sort(byTellingRank)
  const behind = { evidence: [...no, ...open, ...yes], untilMs: soonest(moments, nowMs) }
  if (yes[0]) return met(yes[0], behind)
  if (open[0]) return notKnown(open[0], behind)
  return unmet('high', no[0] ?? because('av-none'), behind)
}

function byTellingRank(left: Reason, right: Reason): number {
  return tellingRank(left) - tellingRank(right)
}

function tellingRank({ key }: Reason): number {
  const rank = tellingFirst.indexOf(key)
  return rank === -1 ? tellingFirst.length : rank
}

/** Whether a product checks files when they are used. A scanner that only runs on demand does not. */
export function runningOf({ name, isRunning, realTime }: InstalledProduct): Aspect {
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

/**
 * Whether the signatures are young enough; a product that works without any always is current. Their date decides.
 * What the product says of itself counts only where it tells no date at all: a date that could not be read this
 * time may be an old one.
 */
export function currentOf(
  { name, signaturesAtMs, signaturesBySelf }: InstalledProduct,
  { settings }: JudgeContext,
  at: { nowMs: EpochMs; observedAtMs: EpochMs },
): Aspect {
  const params = { product: name }
  if (isUnknown(signaturesAtMs)) {
    if (signaturesBySelf === 'old')
      return aspect('no', because('av-signatures-old-by-self', params))
    if (signaturesBySelf === 'current' && isNeverTold(signaturesAtMs)) {
      return aspect('yes', because('av-current-by-self', params))
    }
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

/** The product has nowhere where it could be read, as opposed to a reading that failed. */
function isNeverTold(value: Unknown): boolean {
  return value.because === 'not-supported'
}

/**
 * Whether the product has a licence that is valid, as the settings read the words "có bản quyền".
 * What kind of licence a product needs stands in the catalogue where it does not tell; of a product that the
 * catalogue does not know nobody can say what its licence is worth.
 */
export function licensedOf(
  { name, licence, row }: InstalledProduct,
  { settings }: JudgeContext,
  nowMs: EpochMs,
): Aspect {
  const params = { product: name }
  if (row === null) return aspect('unknown', because('av-not-in-catalogue', params))
  if (isUnknown(licence)) {
    if (isNeverTold(licence) && row.licenceKind === 'free') return freeOf(params, settings)
    if (isNeverTold(licence) && row.licenceKind === 'built-in') return builtInOf(params, settings)
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
    case 'free':
      return { ...freeOf(params, settings), untilMs: validUntilMs }
    case 'built-in':
      return { ...builtInOf(params, settings), untilMs: validUntilMs }
    case 'subscription':
      return aspect('yes', because('av-licensed', params), validUntilMs)
  }
}

function freeOf(params: Reason['params'], settings: JudgeSettings): Aspect {
  const answer = byChoice(settings.doesFreeCountAsLicensed.value)
  return aspect(answer, because('av-licence-free', params))
}

function builtInOf(params: Reason['params'], settings: JudgeSettings): Aspect {
  const answer = byChoice(settings.doesBuiltInCountAsLicensed.value)
  return aspect(answer, because('av-licence-built-in', params))
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
