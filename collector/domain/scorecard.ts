import type { z } from 'zod'
import type { ControlId } from '#protocol/controls.ts'
import { indicatorView, type IndicatorView } from '#protocol/views.ts'
import { measureIndicator, type IndicatorResult } from './measure-indicator.ts'
import type { MeasureInput } from './measure-input.ts'
import { emptyMeasurement } from './measure.ts'
import type { Indicator, Plan } from './plan.ts'
import { areReadersChecked } from './verification.ts'

/** Measures a whole plan: every indicator of it, in its order, over machines and declarations. */
export function measureWholePlan(plan: Plan, input: MeasureInput): IndicatorResult[] {
  return plan.indicators.map((indicator) => measureIndicator(indicator, plan, input))
}

/** Where hosts can be judged at all. */
const judgedPlatforms = ['linux', 'windows'] as const

/** Whether a control rests on readers that nobody has checked on a real machine: "tạm tính". */
export const isControlProvisional = (control: ControlId): boolean =>
  !areReadersChecked(control, judgedPlatforms)

/** The results as the scorecard shows them, without the settings that its controls depend on. */
export function indicatorViewsOf(
  plan: Plan,
  results: readonly IndicatorResult[],
): Omit<IndicatorView, 'settings'>[] {
  return plan.indicators.flatMap((indicator) => {
    const result = results.find(({ indicatorId }) => indicatorId === indicator.id)
    if (!result) return []
    const { control } = indicator
    const { counts, worst, best, verdict, missing } = result
    // A share of machines shows its four counts; of what is declared the two parts of the figure say all.
    const measurement = control === null ? null : (counts ?? emptyMeasurement)
    const isProvisional = control !== null && isControlProvisional(control)
    return [{ ...shownOf(indicator), measurement, worst, best, verdict, missing, isProvisional }]
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
