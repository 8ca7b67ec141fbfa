import type { Refusal, RefusalCode } from '#protocol/refusals.ts'

const backOff = {
  firstMs: 1000,
  maxMs: 5 * 60_000,
  /** After an answer that trying again soon will not change. */
  firmMs: 60_000,
  /** No collector keeps an agent away for longer. */
  askedMsMax: 3_600_000,
} as const

/** Answers that stay the same for a while: another machine holds the key, or a person has to act. */
const firmAnswers: ReadonlySet<RefusalCode> = new Set([
  'HOST_REPLACED',
  'HOST_UNKNOWN',
  'PROOF_INVALID',
  // A wrong password said too often locks an account.
  'PROXY_WANTS_CREDENTIALS',
  'PROXY_NOT_BASIC',
  'PROTOCOL_UNSUPPORTED',
  'TOKEN_UNKNOWN',
  'TOKEN_SPENT',
  'TOKEN_EXPIRED',
  'TOKEN_REVOKED',
  'ENROLMENT_ELSEWHERE',
  'ENROLMENT_AWAITS_APPROVAL',
  'ENROLMENT_DECLINED',
])

/**
 * How long to wait before connecting again: full jitter under a limit that doubles with every attempt in vain,
 * so that a province coming back does not come at once; at least what the collector asked for.
 */
export function waitMs(
  attempt: number,
  why: Pick<Refusal, 'code' | 'params'>,
  random: () => number,
): number {
  const limitMs = Math.min(backOff.maxMs, backOff.firstMs * 2 ** Math.min(attempt, 30))
  const jitterMs = Math.floor(random() * limitMs)
  const firmMs = firmAnswers.has(why.code) ? backOff.firmMs * (1 + random()) : 0
  const askedMs = askedMsOf(why) * (1 + random() / 4)
  return Math.ceil(Math.max(firmMs, askedMs) + jitterMs)
}

function askedMsOf({ params }: Pick<Refusal, 'params'>): number {
  const asked = params['retryAfterMs']
  return typeof asked === 'number' ? Math.min(backOff.askedMsMax, Math.max(0, asked)) : 0
}
