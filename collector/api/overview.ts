import { controlIds, type ControlId } from '#protocol/controls.ts'
import { Refusal } from '#protocol/refusals.ts'
import { settingsInUse } from '#domain/control-settings.ts'
import { measurePlan } from '#domain/plan-progress.ts'
import { planViewOf, plansOfProvince, provinces, type Plan } from '#domain/plan.ts'
import { readSettings } from '#store/judging.ts'
import { requireAgency } from '#store/population.ts'
import { countByControl, countPopulation } from '#store/scorecard.ts'
import type { ApiDeps, Handlers } from './call.ts'
import { momentOf } from './moment.ts'

/** The scorecard of a plan. */
export function overviewHandlers(deps: ApiDeps): Pick<Handlers, 'plans' | 'overview'> {
  const { store, provinceId, now } = deps
  const plans = plansOfProvince(provinceId)
  const province = provinces.find(({ id }) => id === provinceId)
  if (!province) throw new Error(`no province ${provinceId}`)

  return {
    plans: () => Promise.resolve({ plans: plans.map(planViewOf) }),

    async overview({ query, scope }) {
      const { agency } = query
      const plan = choosePlan(plans, query.plan)
      await requireAgency(store.reader, scope, agency)
      const moment = momentOf(query.asOf, now)
      const look = { scope, asOfMs: moment.asOfMs, agency }
      const counts = await countByControl(store, look)
      const { isSample, ...population } = await countPopulation(store, look)
      const settings = await readSettings(store.reader, moment.asOfMs)
      const countsOf = (control: ControlId) => counts[control]
      const indicators = plan ? measurePlan(plan, { countsOf }) : []
      return {
        asOfMs: moment.shownMs,
        province: province.name,
        isSample,
        plan: plan && planViewOf(plan),
        population: { ...population, declared: null },
        indicators: indicators.map((indicator) => ({
          ...indicator,
          settings: indicator.control === null ? [] : settingsInUse(settings, indicator.control),
        })),
        controls: controlIds.map((control) => ({ control, measurement: counts[control] })),
      }
    },
  }
}

/** The plan that is named, otherwise the newest; null: this province has none. */
function choosePlan(plans: readonly Plan[], planId: string | undefined): Plan | null {
  if (planId === undefined) return plans[0] ?? null
  const plan = plans.find(({ id }) => id === planId)
  if (!plan) throw new Refusal('PLAN_NOT_FOUND', { planId })
  return plan
}
