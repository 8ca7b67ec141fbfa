import { z } from 'zod'
import provincesJson from '#collector/plans/provinces.json' with { type: 'json' }
import qn2458 from '#collector/plans/qn-2458-2017.json' with { type: 'json' }
import tq1670 from '#collector/plans/tq-1670-2018.json' with { type: 'json' }
import { bilingual, exactRatio, indicatorView, planView, type PlanView } from '#protocol/views.ts'

const indicator = z.strictObject({
  ...indicatorView.pick({
    id: true,
    name: true,
    kind: true,
    collection: true,
    control: true,
    comparator: true,
    isTargetImplied: true,
    strictness: true,
    source: true,
  }).shape,
  target: exactRatio.refine(({ denominator }) => denominator > 0),
  /** A recorded decision about "khoảng"; the text itself gives none. */
  tolerance: z
    .strictObject({
      below: exactRatio.refine(({ denominator }) => denominator > 0),
      author: z.string().min(1),
      decidedOn: z.iso.date(),
    })
    .nullable(),
})
export type Indicator = z.infer<typeof indicator>

/** A plan that a province has signed, as data: each figure with comparator, strictness and the words it rests on. */
export const planFile = z.strictObject({
  ...planView.shape,
  provinceId: z.string(),
  issuedOn: z.iso.date(),
  from: z.iso.date(),
  to: z.iso.date().nullable(),
  indicators: z.array(indicator).min(1),
})
export type Plan = z.infer<typeof planFile>

const provincesFile = z.strictObject({
  rows: z.array(z.strictObject({ id: z.string(), name: bilingual })),
})
export type Province = z.infer<typeof provincesFile>['rows'][number]

export const provinces: readonly Province[] = provincesFile.parse(provincesJson).rows

/** Every plan there is, the newest first. A new one is its JSON file and one line here. */
export const plans: readonly Plan[] = [tq1670, qn2458].map((json) => planFile.parse(json))

export function plansOfProvince(provinceId: string): readonly Plan[] {
  return plans.filter((plan) => plan.provinceId === provinceId)
}

/** What a list of plans shows. */
export function planViewOf(plan: Plan): PlanView {
  return planView.parse(plan)
}
