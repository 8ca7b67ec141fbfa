import { epochMs, unknown, type EpochMs, type Maybe } from '#protocol/values.ts'
import { brief } from '../text.ts'

const linesMax = 2_000

/** `Label: value` lines of a product's output, labels in lower case; the first of a label holds. */
export function labelledValues(stdout: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of stdout.split('\n', linesMax)) {
    const found = /^[\s-]*([^:]{1,80}?)\s*:\s*(.*?)\s*$/.exec(line)
    if (found?.[1] === undefined) continue
    const label = found[1].toLowerCase()
    if (!values.has(label)) values.set(label, found[2] ?? '')
  }
  return values
}

/** The value under the first label that is there; products rename theirs between versions. */
export function valueUnder(
  values: ReadonlyMap<string, string>,
  labels: readonly string[],
): string | undefined {
  return labels.map((label) => values.get(label.toLowerCase())).find((value) => value !== undefined)
}

/** A version as a fact; unknown where the product did not say it. */
export function versionFact(value: string | undefined): Maybe<string> {
  const version = brief(value ?? '', 60)
  return version === '' ? unknown('not-understood', 'version') : version
}

/** A day, or a moment of it; what follows must be the end, a fraction, a zone or a remark in brackets. */
const stamp =
  /^\s*(\d{4})-?(\d{2})-?(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?(?=\s*(?:$|\(|\.\d|Z|UTC))/

/**
 * Midnight UTC of `20250909` or `2025-09-09`, or the moment of `2018-08-23 04:11:00`, taken as UTC. Half a date is
 * none.
 */
export function timeOf(value: string | undefined): EpochMs | null {
  const found = stamp.exec(value ?? '')
  if (!found) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0))
  const time = Date.UTC(year, month - 1, day, hour, minute, second)
  return epochMs.safeParse(time).success ? time : null
}

const dayMs = 86_400_000

/** The last moment of the day on which a licence ends. */
export function endOfDay(value: string | undefined): EpochMs | null {
  const start = timeOf(value)
  return start === null ? null : Math.floor(start / dayMs) * dayMs + dayMs - 1
}
