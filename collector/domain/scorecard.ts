import type { z } from 'zod'
import type { ControlId } from '#protocol/controls.ts'
import { indicatorView, type IndicatorView } from '#protocol/views.ts'
import { measureIndicator, type IndicatorResult } from './measure-indicator.ts'
import type { MeasureInput } from './measure-input.ts'
import { emptyMeasurement } from './measure.ts'
import type { Indicator, Plan } from './plan.ts'

/** Measures a whole plan: every indicator of it, in its order, over machines and declarations. */
export function measureWholePlan(plan: Plan, input: MeasureInput): IndicatorResult[] {
  return plan.indicators.map((indicator) => measureIndicator(indicator, plan, input))
}

/** Whether the figures of a control rest on readers that nobody has checked on a real machine: "tạm tính". */
export type IsProvisional = (control: ControlId) => boolean

/** The same of an indicator; one that counts no control rests on no reader. */
export const isIndicatorProvisional = (
  { control }: Pick<Indicator, 'control'>,
  isProvisional: IsProvisional,
): boolean => control !== null && isProvisional(control)

/** The results as the scorecard shows them, without the settings of its controls and the hosts behind them. */
export function indicatorViewsOf(
  plan: Plan,
  results: readonly IndicatorResult[],
  isControlProvisional: IsProvisional,
): Omit<IndicatorView, 'settings' | 'hosts'>[] {
  return plan.indicators.flatMap((indicator) => {
    const result = results.find(({ indicatorId }) => indicatorId === indicator.id)
    if (!result) return []
    const { control } = indicator
    const { counts, worst, best, verdict, missing, isLowerBound } = result
    // A share of machines shows its four counts; of what is declared the two parts of the figure say all.
    const measurement = control === null ? null : (counts ?? emptyMeasurement)
    const isProvisional = isIndicatorProvisional(indicator, isControlProvisional)
    const { agenciesInScope: inScope, agenciesUndeclared } = result
    const agencies = { inScope, declared: inScope - agenciesUndeclared }
    const figure = { measurement, worst, best, verdict, missing, isLowerBound, isProvisional }
    return [{ ...shownOf(indicator), ...figure, agencies }]
  })
}

const shownFields = indicatorView.pick({
  id: true,
  name: true,
  kind: true,
  collection: true,
  control: true,
  comparator: true,
  target: true,
  isTargetImplied: true,
  strictness: true,
  source: true,
})

/** What a view shows of an indicator beside its figures. */
function shownOf(indicator: Indicator): z.infer<typeof shownFields> {
  return shownFields.parse(indicator)
}
