import { isUnknown, unknown, type EpochMs, type Maybe } from '#protocol/values.ts'
import type { Answer } from '../../system.ts'
import type { CimInstance } from '../../windows-system.ts'
import { unknownFrom } from '../answers.ts'
import { numberOf, textOf } from '../windows/cim.ts'
import { fromUtcText, pastTime } from '../windows/filetime.ts'

/** An update that was installed, as the update agent remembers it. */
export type InstalledUpdate = {
  readonly atMs: EpochMs
  readonly title: string
  /** `KB5041580`; null: its title names none. */
  readonly kb: string | null
}

/** UpdateOperation and OperationResultCode. Source: Microsoft, wuapi.h. */
const installation = 1
const operations: ReadonlySet<number> = new Set([installation, 2, 3])
const success = 2
const aborted = 5

/**
 * What was installed with success, newest first. An entry whose time cannot be right is left out,
 * unless it is all there is. Definition updates are left out by the question.
 * Source: IUpdateHistoryEntry; its Date is in UTC. Not checked on a real
 * machine.
 */
export function installedUpdates(
  history: Answer<readonly CimInstance[]>,
  nowMs: EpochMs,
): Maybe<InstalledUpdate[]> {
  if (!history.ok) return unknownFrom(history, 'update history')
  const read = history.value.map((entry) => updateOf(entry, nowMs))
  const updates = read.flatMap((each) => (each === null || isUnknown(each) ? [] : [each]))
  const unclear = read.find(isUnknown)
  if (updates.length === 0 && unclear) return unclear
  return updates.sort((left, right) => right.atMs - left.atMs)
}

/** Null: no installation, or none that succeeded. */
function updateOf(entry: CimInstance, nowMs: EpochMs): Maybe<InstalledUpdate | null> {
  const operation = numberOf(entry, 'Operation')
  const result = numberOf(entry, 'ResultCode')
  if (isUnknown(operation)) return operation
  if (isUnknown(result)) return result
  const isKnown = operation !== null && operations.has(operation) && result !== null
  if (!isKnown || result < 0 || result > aborted) {
    return unknown('not-understood', 'update history: a number without a meaning')
  }
  if (operation !== installation || result !== success) return null
  const date = textOf(entry, 'Date')
  if (isUnknown(date)) return date
  const atMs = pastTime(fromUtcText(date ?? ''), nowMs)
  if (isUnknown(atMs)) return atMs
  const title = textOf(entry, 'Title')
  if (isUnknown(title) || title === null) return unknown('not-understood', 'update history: Title')
  return { atMs, title, kb: /\bKB\d{6,7}\b/i.exec(title)?.[0].toUpperCase() ?? null }
}

/**
 * Whether an entry is a cumulative update of Windows. Titles follow the language of Windows: the
 * build in brackets that newer ones carry is the same in all, the words are those of English ones.
 * Titles as in Microsoft's update catalogue.
 */
export function isCumulative({ title }: InstalledUpdate): boolean {
  if (isBeside(title)) return false
  return buildInTitle.test(title) || englishTitle.test(title)
}

/** Whether the title names the revision, `… (KB5068861) (26100.7171)`. */
export function namesRevision({ title }: InstalledUpdate, revision: number): boolean {
  return Number(buildInTitle.exec(title)?.[1]) === revision
}

/** What comes beside the cumulative update of Windows on the same day. */
export function isBeside(title: string): boolean {
  return /\.NET\b|\bDynamic\b|\bDefender\b|\bKB(890830|4052623|2267602|2310138)\b/i.test(title)
}

const buildInTitle = /\(\d{5}\.(\d{1,5})\)/
const englishTitle =
  /\b(cumulative update|security monthly quality rollup)( preview)? for (windows|microsoft server)/i
