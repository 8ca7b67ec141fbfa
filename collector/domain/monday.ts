import {
  mondayLimits,
  type MondayChange,
  type MondayHead,
  type MondayLate,
  type MondayOpen,
} from '#protocol/monday.ts'
import type { MovedPart } from '#protocol/snapshot-views.ts'
import type { SnapshotView } from '#protocol/snapshots.ts'
import { measureInputOf } from './frozen-input.ts'
import { measureIndicator } from './measure-indicator.ts'
import { compareStates, type StateLook } from './moved-comparison.ts'
import type { Indicator } from './plan.ts'
import { dayOf } from './register.ts'
import { isIndicatorProvisional, type IsProvisional } from './scorecard.ts'
import { shortestWay } from './shortest-way.ts'

/** A frozen state, and which of its figures rested on unchecked readers then. */
export type SheetLook = StateLook & { readonly isProvisional: IsProvisional }

/** Two frozen states and what is due: all that the page of the head is made from. */
export type MondayInput = {
  readonly now: SheetLook & { readonly number: number }
  /** What was last signed; null: nothing was. */
  readonly signed: { readonly look: SheetLook; readonly view: SnapshotView } | null
  /** Overdue first. */
  readonly late: readonly MondayLate[]
  readonly next: MondayHead['next']
}

/** What changed since it was last signed and why, who is late, what is not signable and what settles it. */
export function mondayHeadOf({ now, signed, late, next }: MondayInput): MondayHead {
  const changes = signed === null ? [] : changesOf(signed.look, now)
  const open = openOf(now)
  return {
    day: dayOf(now.cutOffMs),
    plan: { id: now.plan.id, name: now.plan.name },
    signed: signed?.view ?? null,
    now: { cutOffMs: now.cutOffMs, number: now.number },
    changes: changes.slice(0, mondayLimits.changes),
    changesTotal: changes.length,
    late: late.slice(0, mondayLimits.late),
    lateTotal: late.length,
    next,
    open: open.slice(0, mondayLimits.open),
    openTotal: open.length,
    agencies: now.agencies
      .map(({ id, name }) => ({ id, name }))
      .toSorted((left, right) => left.name.localeCompare(right.name, 'vi')),
  }
}

/** What a sheet says of an indicator. */
export const lookOf = ({ id, name, kind, comparator, target }: Indicator) => ({
  id,
  name,
  kind,
  comparator,
  target,
})

/** The figure of an indicator in a frozen state with its marks; agencyId null: of the province. */
export function figureOf(
  { values, isProvisional }: SheetLook,
  indicator: Indicator,
  agencyId: string | null,
) {
  const value = values.find((one) => one.indicatorId === indicator.id && one.agencyId === agencyId)
  return {
    figure: value?.worst ?? null,
    verdict: value?.verdict ?? ('not-applicable' as const),
    isLowerBound: value?.isLowerBound ?? false,
    isProvisional: isIndicatorProvisional(indicator, isProvisional),
  }
}

/** A verdict that turned comes first, then what moved most. */
function changesOf(before: SheetLook, now: SheetLook): MondayChange[] {
  return now.plan.indicators
    .flatMap((indicator): MondayChange[] => {
      const [was, is] = [figureOf(before, indicator, null), figureOf(now, indicator, null)]
      const { parts } = compareStates(before, now, { indicatorId: indicator.id, agencyId: null })
      if (parts.length === 0 && was.verdict === is.verdict) return []
      return [{ indicator: lookOf(indicator), before: was, now: is, parts: parts.map(shortPart) }]
    })
    .toSorted((left, right) => weightOf(right) - weightOf(left))
}

const shortPart = ({ kind, numerator, denominator, subjects }: MovedPart) => ({
  kind,
  numerator,
  denominator,
  subjects: subjects.length,
})

/** Only an order: figures are never decided by it. */
function weightOf({ before, now }: MondayChange): number {
  const share = ({ figure }: MondayChange['now']) =>
    figure === null || figure.denominator === 0 ? 0 : figure.numerator / figure.denominator
  const moved = Math.min(1, Math.abs(share(now) - share(before)))
  return before.verdict === now.verdict ? moved : 1 + moved
}

/** Numbers without a verdict, those first that the fewest things would settle. */
function openOf(now: SheetLook): MondayOpen[] {
  const input = measureInputOf(now.agencies, now.cutOffMs)
  return now.plan.indicators
    .flatMap((indicator): MondayOpen[] => {
      const { verdict } = figureOf(now, indicator, null)
      if (verdict !== 'insufficient-data' && verdict !== 'needs-decision') return []
      const result = measureIndicator(indicator, now.plan, input)
      const { settling } = shortestWay(indicator, result, input.agencies)
      return [
        {
          indicator: lookOf(indicator),
          verdict,
          missing: result.missing,
          settling: settling.slice(0, mondayLimits.settling),
          settlingTotal: settling.length,
        },
      ]
    })
    .toSorted((left, right) => left.settlingTotal - right.settlingTotal)
}
