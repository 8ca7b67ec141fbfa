import { dayMs } from '#protocol/facts/spec.ts'
import type { Day } from '#protocol/register.ts'
import type { KindedBody } from '#protocol/register-faults.ts'

import type { EpochMs, HostClass } from '#protocol/values.ts'

export type { KindedBody }

/** Nothing is declared from a day before this: the seeds begin in 2017, and what is older is a slip of the hand. */
export const firstDay: Day = '2015-01-01'

/** Vietnam lives at UTC+7 all year, since 1975. */
const provinceOffsetMs = 7 * 3_600_000

/** The day of Asia/Ho_Chi_Minh on which a moment falls. */
export function dayOf(atMs: EpochMs): Day {
  return new Date(atMs + provinceOffsetMs).toISOString().slice(0, 10)
}

/** The last millisecond of a day of Asia/Ho_Chi_Minh. */
export function endOfDayMs(day: Day): EpochMs {
  return Date.parse(`${day}T00:00:00Z`) - provinceOffsetMs + dayMs - 1
}

/** What is wrong with the day from which something is declared; null: nothing. */
export function faultOfFromDay(day: Day, nowMs: EpochMs): 'too-early' | 'in-the-future' | null {
  if (day < firstDay) return 'too-early'
  return day > dayOf(nowMs) ? 'in-the-future' : null
}

/**
 * What an entry is known by within its agency and kind: two entries may not have the same at one time.
 * Null: nothing tells it from others; '': an agency has one.
 */
export function codeOf(entry: KindedBody): string | null {
  switch (entry.kind) {
    case 'machine':
    case 'device':
    case 'information-system':
      return entry.body.code
    case 'machine-count':
      return entry.body.class
    case 'lan':
      return entry.body.name
    case 'figure':
      return entry.body.metric
    case 'staff':
    case 'it-officer':
      return ''
    case 'licence':
    case 'project':
    case 'training':
    case 'incident':
      return null
  }
}

/** The texts by which somebody looks for an entry, the one it is called by first. */
export function wordsOf(entry: KindedBody): readonly string[] {
  const present = (words: readonly (string | null)[]) => words.filter((word) => word !== null)
  switch (entry.kind) {
    case 'machine': {
      const { code, name, serial, assetTag, room, macs } = entry.body
      return present([code, name, serial, assetTag, room, ...macs])
    }
    case 'device': {
      const { code, vendor, model, address, mac, place, owner } = entry.body
      return present([code, vendor, model, address, mac, place, owner])
    }
    case 'lan':
      return present([entry.body.name, entry.body.place, entry.body.firewallProduct])
    case 'licence':
      return present([entry.body.productName, entry.body.productId])
    case 'information-system': {
      const { code, name, owner, operator, approvalDecision } = entry.body
      return present([code, name, owner, operator, approvalDecision])
    }
    case 'project':
      return [entry.body.name, String(entry.body.year)]
    case 'training':
    case 'incident':
      return [entry.body.subject]
    case 'figure':
      return [entry.body.metric]
    case 'staff':
    case 'machine-count':
    case 'it-officer':
      return []
  }
}

/** The class of machine that an entry speaks of; null: of none. */
export function classOf(entry: KindedBody): HostClass | null {
  return entry.kind === 'machine' || entry.kind === 'machine-count' ? entry.body.class : null
}
