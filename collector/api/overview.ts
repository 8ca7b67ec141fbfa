import { controlIds } from '#protocol/controls.ts'
import { hostClasses } from '#protocol/values.ts'
import { settingsInUse } from '#domain/control-settings.ts'
import { planViewOf, provinces } from '#domain/plan.ts'
import { indicatorViewsOf } from '#domain/scorecard.ts'
import { readSettings } from '#store/judging.ts'
import { requireAgency } from '#store/population.ts'
import { countByControl, countPopulation } from '#store/scorecard.ts'
import { provisionalFigures } from '#store/verification.ts'
import type { ApiDeps, Handlers } from './call.ts'
import type { MeasuredPlan, Measuring } from './measuring.ts'
import { hostsBehindAll } from './listed-hosts.ts'
import { momentOf } from './moment.ts'
import { scopeUnder } from './scope-under.ts'

/** The scorecard of a plan. */
export function overviewHandlers(
  deps: Pick<ApiDeps, 'store' | 'provinceId' | 'now'>,
  measuring: Measuring,
): Pick<Handlers, 'overview'> {
  const { store, provinceId, now } = deps
  const province = provinces.find(({ id }) => id === provinceId)
  if (!province) throw new Error(`no province ${provinceId}`)

  return {
    async overview({ query, scope: wholeScope }) {
      const { agency, under, asOf, plan: planId } = query
      await requireAgency(store.reader, wholeScope, agency)
      await requireAgency(store.reader, wholeScope, under)
      const moment = momentOf(asOf, now)
      const scope = await scopeUnder(store.reader, wholeScope, { under, shownMs: moment.shownMs })
      const measured = await measuring.measure({ planId, asOf, scope, agencyId: agency })
      const look = { scope, asOfMs: moment.asOfMs, agency }
      const counts = await countByControl(store, look)
      const { isSample, ...population } = await countPopulation(store, look)
      const settings = await readSettings(store.reader, moment.asOfMs)
      const isProvisional = await provisionalFigures(store.reader, { asOf: moment.asOfMs })
      const indicators = measured
        ? indicatorViewsOf(measured.plan, measured.results, isProvisional)
        : []
      const behind = measured ? await hostsBehindAll(deps, measured, look) : new Map()
      return {
        asOfMs: moment.shownMs,
        province: province.name,
        isSample,
        plan: measured && planViewOf(measured.plan),
        population: { ...population, declared: measured && declaredOf(measured) },
        indicators: indicators.map((indicator) => ({
          ...indicator,
          hosts: behind.get(indicator.id) ?? null,
          settings: indicator.control === null ? [] : settingsInUse(settings, indicator.control),
        })),
        controls: controlIds.map((control) => ({ control, measurement: counts[control] })),
      }
    },
  }
}

/** How many machines the agencies say they have; null: none of them has said. */
function declaredOf({ input }: MeasuredPlan): number | null {
  const counts = input.agencies.flatMap(({ denominators }) =>
    hostClasses.flatMap((one) => denominators[one].declared ?? []),
  )
  return counts.length === 0 ? null : counts.reduce((sum, one) => sum + one)
}
