import { epochMs, unknown, type EpochMs, type Maybe } from '#protocol/values.ts'

/** The value with which Windows and WMI say "never" where an age or a time in 32 bits stands. */
export const neverUint32 = 4_294_967_295

/** From 1601-01-01, where a FILETIME begins, to 1970-01-01. Source: Microsoft, "FILETIME". */
const epochOffsetMs = 11_644_473_600_000n
const ticksPerMs = 10_000n
const neverTicks = 0x7fff_ffff_ffff_ffffn

/**
 * A FILETIME (100 nanoseconds since 1601, UTC) as epoch milliseconds; null: never. Never is 0, and
 * the largest value. A time outside 2000 to 2100 is not understood.
 */
export function fromFiletime(ticks: bigint): Maybe<EpochMs | null> {
  if (ticks === 0n || ticks >= neverTicks) return null
  return bounded(Number(ticks / ticksPerMs - epochOffsetMs))
}

/** A FILETIME in two DWORDs, each of which a reader may have taken as signed. */
export function fromFiletimeParts(high: number, low: number): Maybe<EpochMs | null> {
  const isDword = (part: number) => Number.isInteger(part) && part >= -(2 ** 31) && part < 2 ** 32
  if (!isDword(high) || !isDword(low)) return unknown('not-understood', 'a FILETIME of no DWORDs')
  return fromFiletime((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0))
}

/** A FILETIME as REG_BINARY: eight bytes, the lowest first, in hexadecimal. */
export function fromFiletimeHex(hex: string): Maybe<EpochMs | null> {
  if (!/^[0-9a-f]{16}$/i.test(hex)) return unknown('not-understood', 'a FILETIME of no eight bytes')
  const bytes = hex.match(/../g) ?? []
  return fromFiletime(BigInt(`0x${bytes.reverse().join('')}`))
}

/** Seconds since 1970; null: never, as 0 and 4294967295 mean. */
export function fromUnixSeconds(seconds: number): Maybe<EpochMs | null> {
  return seconds === 0 || seconds === neverUint32 ? null : bounded(seconds * 1000)
}

/**
 * A time in UTC as ISO 8601, or as the update agent writes it, `2024-08-14 02:10:33`. A text that
 * names no zone is taken as UTC.
 */
export function fromUtcText(text: string): Maybe<EpochMs> {
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.exec(
    text.trim(),
  )
  if (!parts) return unknown('not-understood', 'a time in no known form')
  const [, day, time, , zone] = parts
  return bounded(Date.parse(`${day}T${time}${zone ?? 'Z'}`))
}

/**
 * A time that was written down in the past. One that lies more than a day ahead of the machine's
 * clock proves that one of the two is wrong.
 */
export function pastTime<T>(time: Maybe<T>, nowMs: EpochMs): Maybe<T> {
  if (typeof time !== 'number' || time <= nowMs + dayMs) return time
  return unknown('not-understood', "a time ahead of this machine's clock")
}

const dayMs = 86_400_000

function bounded(atMs: number): Maybe<EpochMs> {
  const parsed = epochMs.safeParse(Math.floor(atMs))
  return parsed.success ? parsed.data : unknown('not-understood', 'a time outside 2000 to 2100')
}
