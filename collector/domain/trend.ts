import type { Day } from '#protocol/register.ts'
import type { TrendPoint } from '#protocol/snapshot-views.ts'
import type { SnapshotValue } from '#protocol/snapshots.ts'
import { indicatorVerdict, type ExactRatio, type IndicatorVerdict } from '#protocol/views.ts'
import { bestCase, worstCase, type Measurement } from './measure.ts'

/*
 * A day of a trend is written as short lists of numbers, one for each indicator in the order of its shape:
 * [verdict], [verdict, met, unmet, unknown, not applicable] where the figure follows from the counts, and otherwise
 * [verdict, counts or null, worst, best or null] with pairs of numbers.
 */

/** By which number a verdict is written. The past is read by them: a new one takes the next. */
const verdictNumbers: Readonly<Record<IndicatorVerdict, number>> = {
  met: 0,
  unmet: 1,
  'within-tolerance': 2,
  'below-aspiration': 3,
  'insufficient-data': 4,
  'needs-decision': 5,
  'not-applicable': 6,
}
const verdictOf = new Map(indicatorVerdict.options.map((one) => [verdictNumbers[one], one]))

type Pair = readonly [number, number]
type Quadruple = readonly [number, number, number, number]
export type PackedPoint =
  | readonly [number]
  | readonly [number, number, number, number, number]
  | readonly [number, Quadruple | null, Pair | null, Pair | null]

/** One value as short as it goes. */
export function packPoint(value: SnapshotValue): PackedPoint {
  const { counts, worst, best } = value
  const verdict = verdictNumbers[value.verdict]
  if (counts === null && worst === null && best === null) return [verdict]
  if (counts !== null && isSame(worst, worstCase(counts)) && isSame(best, bestCase(counts))) {
    return [verdict, counts.met, counts.unmet, counts.unknown, counts.notApplicable]
  }
  const four = counts && quadrupleOf(counts)
  return [verdict, four, worst && pairOf(worst), best && pairOf(best)]
}

const isSame = (left: ExactRatio | null, right: ExactRatio) =>
  left?.numerator === right.numerator && left.denominator === right.denominator
const pairOf = ({ numerator, denominator }: ExactRatio): Pair => [numerator, denominator]
const quadrupleOf = (counts: Measurement): Quadruple => [
  counts.met,
  counts.unmet,
  counts.unknown,
  counts.notApplicable,
]

/** What was packed. `of`: the day, and the snapshot that it comes from. */
export function unpackPoint(
  packed: PackedPoint,
  of: { readonly day: Day; readonly snapshotNumber: number },
): TrendPoint {
  const verdict = verdictAt(packed[0])
  if (packed.length === 1) return { ...of, counts: null, worst: null, best: null, verdict }
  if (packed.length === 5) {
    const [, met, unmet, unknown, notApplicable] = packed
    const counts = { met, unmet, unknown, notApplicable }
    return { ...of, counts, worst: worstCase(counts), best: bestCase(counts), verdict }
  }
  const [, four, worst, best] = packed
  const counts = four && { met: four[0], unmet: four[1], unknown: four[2], notApplicable: four[3] }
  return { ...of, counts, worst: worst && ratioOf(worst), best: best && ratioOf(best), verdict }
}

function ratioOf([numerator, denominator]: Pair): ExactRatio {
  return { numerator, denominator }
}

function verdictAt(index: number): IndicatorVerdict {
  const verdict = verdictOf.get(index)
  if (verdict === undefined) throw new Error(`no verdict ${index}`)
  return verdict
}
