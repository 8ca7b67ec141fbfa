import { decimalsFor } from '#domain/figures.ts'
import type { ReportIndicator, ReportInput } from '#domain/report-input.ts'
import type { Day } from '#protocol/register.ts'
import type { ExactRatio } from '#protocol/views.ts'
import type { ReportTexts } from './texts.ts'

const whole = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 })
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** A whole number as Vietnamese documents print it: 1.234. */
export const numberText = (value: number) => whole.format(value)

/** dd/MM/yyyy of a day. */
export function dayText(day: Day): string {
  const [year, month, date] = day.split('-')
  return `${date}/${month}/${year}`
}

/** Hour, minute and day of a moment in Asia/Ho_Chi_Minh. */
function momentFields(epochMs: number): { hour: string; minute: string; date: string } {
  const fields = new Map(clock.formatToParts(epochMs).map(({ type, value }) => [type, value]))
  const of = (type: Intl.DateTimeFormatPartTypes) => fields.get(type) ?? ''
  return {
    hour: of('hour'),
    minute: of('minute'),
    date: `${of('day')}/${of('month')}/${of('year')}`,
  }
}

/** "09 giờ 00 phút ngày 22/11/2026". */
export const momentText = (texts: ReportTexts, epochMs: number) =>
  texts.say('moment', momentFields(epochMs))

/** "8214: 5f0c…, 09 giờ 00 phút ngày 22/11/2026": what `verify --head` is given from paper. */
export function auditHeadText(
  texts: ReportTexts,
  head: ReportInput['snapshot']['auditHead'],
): string {
  if (head === null) return texts.say('noData')
  if (typeof head === 'string') return head
  return `${head.number}:${head.hash}; ${momentText(texts, head.atMs)}`
}

/**
 * Day and month of NĐ 30/2020: days below 10 and the months 1 and 2 get a zero. Without a signature the day is blank.
 */
export function placeAndDate(
  texts: ReportTexts,
  on: { readonly place: string; readonly datedOn: Day | null; readonly documentDay: Day },
): string {
  const [year = '', month = '', date = ''] = (on.datedOn ?? on.documentDay).split('-')
  const values = { day: date, month: monthText(month), year }
  return `${on.place}, ${texts.say(on.datedOn === null ? 'dateBlank' : 'date', values)}`
}

/** `1` and `2` as 01 and 02, `10` as 10, `03` as 3. */
export const monthText = (month: string) => (Number(month) <= 2 ? month : String(Number(month)))

const romans = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']
export const romanText = (value: number) => romans[value] ?? String(value)

/**
 * The figure that is proven. Of a count of things that ought not to be, the official figure adds all that nobody
 * could look at; what was found is the lesser of the two.
 */
export function foundFigure({
  kind,
  figure,
  best,
}: Pick<ReportIndicator, 'kind' | 'figure' | 'best'>): ExactRatio | null {
  if (kind !== 'count' || figure === null || best === null) return figure
  return best.numerator < figure.numerator ? best : figure
}

type Goal = Pick<ReportIndicator, 'kind' | 'comparator' | 'target'>

/**
 * The figure with as many decimals as it takes to agree with the verdict; cut, never rounded up. A dash where there
 * is nothing to divide by.
 */
export function figureText(goal: Goal, figure: ExactRatio): string {
  if (goal.kind === 'count') return numberText(figure.numerator)
  if (figure.denominator === 0) return '–'
  const isShare = goal.kind === 'share'
  const decimals = decimalsFor(figure, goal.target, goal.comparator) + (isShare ? 0 : 2)
  return (
    trimmed(figure, isShare ? 100n : 1n, { decimals, least: isShare ? 1 : 2 }) +
    (isShare ? '%' : '')
  )
}

/** The figure that stands for an indicator; of a count what was found, and how many nobody could look at. */
export function officialText(
  goal: Goal,
  value: Pick<ReportIndicator, 'kind' | 'figure' | 'best'>,
  texts: ReportTexts,
): string {
  const { figure } = value
  const found = foundFigure(value)
  if (figure === null || found === null) return texts.say('noData')
  const unknown = figure.numerator - found.numerator
  return goal.kind === 'count' && unknown > 0
    ? texts.say('count.found', { found: figureText(goal, found), unknown: numberText(unknown) })
    : figureText(goal, figure)
}

/** Two decimals of a share without a target, e.g. of coverage; cut. */
export function shareText(share: ExactRatio): string {
  if (share.denominator === 0) return '–'
  return `${trimmed(share, 100n, { decimals: 2, least: 0 })}%`
}

/** The target in the unit of the figure, with no more decimals than it has. */
export function targetText(texts: ReportTexts, indicator: ReportIndicator): string {
  const { kind, target, strictness, comparator } = indicator
  const scale = kind === 'share' ? 100n : 1n
  const figure = trimmed(target, scale, { decimals: 6, least: 0 }) + (kind === 'share' ? '%' : '')
  const words =
    strictness === 'aspirational' || strictness === 'prohibition'
      ? texts.say(`target.${strictness}`, { target: figure })
      : texts.say(`target.${comparator}`, { target: figure })
  return indicator.isTargetImplied ? texts.say('target.implied', { words }) : words
}

type Decimals = { readonly decimals: number; readonly least: number }

/** Exact cut to `decimals`, then trailing zeros go away down to `least`. */
function trimmed(ratio: ExactRatio, scale: bigint, { decimals, least }: Decimals): string {
  const unit = 10n ** BigInt(decimals)
  const cut = (BigInt(ratio.numerator) * scale * unit) / BigInt(ratio.denominator)
  const isWhole = (BigInt(ratio.numerator) * scale) % BigInt(ratio.denominator) === 0n
  let fraction = (cut % unit).toString().padStart(decimals, '0')
  const kept = isWhole ? 0 : least
  while (fraction.length > kept && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  const integer = new Intl.NumberFormat('vi-VN').format(cut / unit)
  return fraction === '' ? integer : `${integer},${fraction}`
}
