import { Secret, TOTP } from 'otpauth'
import type { TotpOffer } from '#protocol/people.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { RandomBytes } from '#store/tokens.ts'

/** RFC 6238 as every authenticator knows it: SHA-1, six digits, half a minute. */
const periodSeconds = 30
/** A telephone may be this many steps early or late. */
const stepsAside = 1
/** RFC 4226 4: at least 128 bits, 160 recommended. */
const secretBytes = 20
const issuer = 'Khiên'

/** What an authenticator is set up with, for somebody of this name. */
export function makeTotpOffer(name: string, randomBytes: RandomBytes): TotpOffer {
  const secret = new Secret({ buffer: Uint8Array.from(randomBytes(secretBytes)).buffer })
  return totpOfferOf(name, secret.base32)
}

/** The same from a secret that was made before. */
function totpOfferOf(name: string, secret: string): TotpOffer {
  const totp = new TOTP({ issuer, label: name, secret: Secret.fromBase32(secret) })
  return { secret, uri: totp.toString() }
}

/** The time step whose code this is, now or one step aside; null: it is the code of none of them. */
export function stepOfCode(secret: string, code: string, nowMs: EpochMs): number | null {
  const delta = TOTP.validate({
    token: code,
    secret: Secret.fromBase32(secret),
    period: periodSeconds,
    timestamp: nowMs,
    window: stepsAside,
  })
  return delta === null ? null : TOTP.counter({ period: periodSeconds, timestamp: nowMs }) + delta
}

/** Six digits, however they are spaced: what an authenticator shows, and no recovery code. */
export function totpCodeOf(typed: string): string | null {
  const digits = typed.replaceAll(/\s/g, '')
  return /^\d{6}$/.test(digits) ? digits : null
}
