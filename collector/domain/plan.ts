import { z } from 'zod'
import provincesJson from '#collector/plans/provinces.json' with { type: 'json' }
import qn20190702 from '#collector/plans/qn-20190702.json' with { type: 'json' }
import qn2458 from '#collector/plans/qn-2458-2017.json' with { type: 'json' }
import tq1670 from '#collector/plans/tq-1670-2018.json' with { type: 'json' }
import { metricId, planBody, planIndicator } from '#protocol/plans.ts'
import { bilingual, exactRatio, indicatorView, planView, type PlanView } from '#protocol/views.ts'

const positive = exactRatio.refine(({ denominator }) => denominator > 0)

const indicator = z.strictObject({
  ...planIndicator.shape,
  metric: metricId,
  kind: indicatorView.shape.kind,
  target: positive,
  /** A recorded decision about "khoảng"; the text itself gives none. */
  tolerance: z
    .strictObject({ below: positive, author: z.string().min(1), decidedOn: z.iso.date() })
    .nullable(),
})
export type Indicator = z.infer<typeof indicator>

/** A plan that a province has signed, as data: each figure with comparator, strictness and the words it rests on. */
export const planFile = z.strictObject({
  ...planBody.shape,
  indicators: z.array(indicator).min(1),
})
export type Plan = z.infer<typeof planFile>

const provincesFile = z.strictObject({
  rows: z.array(z.strictObject({ id: z.string(), name: bilingual })),
})
export type Province = z.infer<typeof provincesFile>['rows'][number]

export const provinces: readonly Province[] = provincesFile.parse(provincesJson).rows

/**
 * The plans of the official documents, each as its version 1. A new one is its JSON file and one line here, or is
 * written in the console. The first of a province is the one that is shown where none is named.
 */
export const plans: readonly Plan[] = [tq1670, qn2458, qn20190702].map((json) =>
  planFile.parse(json),
)

export function plansOfProvince(provinceId: string): readonly Plan[] {
  return plans.filter((plan) => plan.provinceId === provinceId)
}

/** What a list of plans shows. */
export function planViewOf(plan: Plan): PlanView {
  return planView.parse(plan)
}
