import type { Facts } from '#protocol/facts/registry.ts'
import { dayMs, hourMs } from '#protocol/facts/spec.ts'
import { isUnknown, type EpochMs } from '#protocol/values.ts'
import type { EditionLine, OsSupportRow } from './catalogue.ts'
import { soonest } from './judgement.ts'

/** What the catalogue says of one release at one moment. A last day is its beginning, so that it prints as that day. */
export type Support =
  | { kind: 'standard' | 'ended'; name: string; lastDayAtMs: EpochMs }
  | { kind: 'extended'; name: string; program: string; lastDayAtMs: EpochMs }
  /** Support is for sale, and whether this machine has it could not be seen. */
  | { kind: 'program-unknown'; name: string; program: string; lastDayAtMs: EpochMs }
  | { kind: 'not-in-catalogue'; name: string }

/**
 * Finds whether a release is supported, and when the catalogue will say something else (null: never).
 * The longest version that fits wins, so that `8.1` is not taken for `8`.
 */
export function supportOf(
  os: Facts<'os'>,
  rows: readonly OsSupportRow[],
  nowMs: EpochMs,
): { support: Support; untilMs: EpochMs | null } {
  const row = rowOf(os, rows)
  if (row === null) return { support: { kind: 'not-in-catalogue', name: os.name }, untilMs: null }
  const days = [row.endsOn, ...row.extensions.map(({ endsOn }) => endsOn)]
  const untilMs = soonest(
    days.map((day) => endOf(dayOf(day))),
    nowMs,
  )
  return { support: supportByRow(row, os.supportPrograms, nowMs), untilMs }
}

function supportByRow(
  row: OsSupportRow,
  programs: Facts<'os'>['supportPrograms'],
  nowMs: EpochMs,
): Support {
  const standard = { name: row.name, lastDayAtMs: dayOf(row.endsOn) }
  if (nowMs < endOf(standard.lastDayAtMs)) return { kind: 'standard', ...standard }
  const extensions = row.extensions.map(({ endsOn, program, isFree }) => ({
    isFree,
    shown: { name: row.name, program, lastDayAtMs: dayOf(endsOn) },
  }))
  const open = extensions.filter(({ shown }) => nowMs < endOf(shown.lastDayAtMs))
  const seen = isUnknown(programs) ? [] : programs
  const held = open.find(({ shown, isFree }) => isFree || seen.includes(shown.program))
  if (held) return { kind: 'extended', ...held.shown }
  const [sold] = open
  if (sold !== undefined && isUnknown(programs)) {
    return { kind: 'program-unknown', ...standard, program: sold.shown.program }
  }
  const over = extensions.filter(({ isFree }) => isFree).map(({ shown }) => shown.lastDayAtMs)
  return { kind: 'ended', name: row.name, lastDayAtMs: Math.max(standard.lastDayAtMs, ...over) }
}

/** The first moment after a last day. */
function endOf(lastDayAtMs: EpochMs): EpochMs {
  return lastDayAtMs + dayMs
}

function rowOf(os: Facts<'os'>, rows: readonly OsSupportRow[]): OsSupportRow | null {
  const version = os.version?.toLowerCase()
  if (version === undefined) return null
  const line = editionLineOf(os.edition)
  let longest = 0
  let found: OsSupportRow | null = null
  for (const row of rows) {
    if (row.distribution !== os.distribution || !isVersionOf(version, row.version)) continue
    if (row.version.length < longest) continue
    if (row.version.length > longest) found = null
    longest = row.version.length
    if (row.edition === null || row.edition === line) found ??= row
  }
  return found
}

/** True for the same version and for a minor one of it. */
function isVersionOf(version: string, major: string): boolean {
  if (!version.startsWith(major)) return false
  return version.length === major.length || version[major.length] === '.'
}

/**
 * Null: an edition that nobody has mapped. The order matters: `EnterpriseS` begins like `Enterprise`.
 * `CloudEdition` is Windows SE, `ServerRdsh` Enterprise multi-session. Source: Microsoft's lifecycle pages group them
 * so; the EditionIDs are known to the authors and not verified on real machines.
 */
function editionLineOf(edition: string | null): EditionLine | null {
  if (edition === null) return null
  if (/^IoTEnterpriseS/i.test(edition)) return 'iot-ltsc'
  if (/^EnterpriseS/i.test(edition)) return 'ltsc'
  if (/^(Core|Professional|CloudEdition)/i.test(edition)) return 'home-pro'
  if (/^(Enterprise|Education|IoTEnterprise|ServerRdsh)/i.test(edition)) return 'enterprise'
  return null
}

/** Asia/Ho_Chi_Minh is so far ahead of UTC, and has had no summer time since 1975. */
const aheadMs = 7 * hourMs

/** When a day, given as yyyy-mm-dd, begins. Not by `Date.parse`, which takes ten times as long, nor by cut texts. */
function dayOf(day: string): EpochMs {
  const number = (at: number) => day.charCodeAt(at) - zero
  const year = 1000 * number(0) + 100 * number(1) + 10 * number(2) + number(3)
  const month = 10 * number(5) + number(6)
  return Date.UTC(year, month - 1, 10 * number(8) + number(9)) - aheadMs
}

const zero = '0'.charCodeAt(0)
