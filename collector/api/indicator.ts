import { settingsInUse } from '#domain/control-settings.ts'
import { productContext } from '#domain/context.ts'
import { sumOfDenominators } from '#domain/denominator.ts'
import type { InputAgency } from '#domain/measure-input.ts'
import type { IndicatorResult } from '#domain/measure-indicator.ts'
import { planViewOf, type Indicator } from '#domain/plan.ts'
import { indicatorViewsOf } from '#domain/scorecard.ts'
import { shortestWay } from '#domain/shortest-way.ts'
import { shortfallOf } from '#domain/shortfall.ts'
import type { IndicatorDetailView, ShortfallView } from '#protocol/plan-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import { hostClasses, type EpochMs, type HostClass } from '#protocol/values.ts'
import { readSettings } from '#store/judging.ts'
import { readProductsSeen } from '#store/plans/products-seen.ts'
import type { ApiDeps, Handlers } from './call.ts'
import type { MeasuredPlan, Measuring } from './measuring.ts'
import { momentOf } from './moment.ts'
import { metricViewOf } from './plans.ts'

/** Metrics whose figure licences, firewalls or products of systems can raise. */
const withShortfall = [
  'computers-with-licensed-antivirus',
  'protected-machines',
  'lans-with-firewall',
  'domestic-products-in-systems',
]

/** Products that need no seat: they come with the system, or are free. */
const seatlessProducts: ReadonlySet<string> = new Set(
  productContext.antivirusProducts
    .filter(({ licenceKind }) => licenceKind === 'built-in' || licenceKind === 'free')
    .map(({ id }) => id),
)

/** What stands behind one figure, and what is missing. */
export function indicatorHandlers(
  { store, now }: ApiDeps,
  measuring: Measuring,
): Pick<Handlers, 'indicator' | 'shortfall'> {
  const settingsAt = (asOf: EpochMs | undefined) =>
    readSettings(store.reader, momentOf(asOf, now).asOfMs)

  async function missingOf(
    { input, plan }: MeasuredPlan,
    classes: readonly HostClass[],
  ): Promise<ShortfallView> {
    const seen = await readProductsSeen(store.reader, input.cutOffMs)
    return shortfallOf({ input, seen, seatlessProducts, planId: plan.id, classes })
  }

  return {
    async indicator({ params: { id: planId, indicator: indicatorId }, query: { asOf }, scope }) {
      const measured = await measuring.measure({ planId, asOf, scope })
      const indicator = measured?.plan.indicators.find(({ id }) => id === indicatorId)
      const result = measured?.results.find((one) => one.indicatorId === indicatorId)
      if (!measured || !indicator || !result) {
        throw new Refusal('PLAN_INDICATOR_NOT_FOUND', { planId, indicator: indicatorId })
      }
      const isShort = withShortfall.includes(indicator.metric)
      const classes = indicator.classes ?? hostClasses
      const missing = isShort ? await missingOf(measured, classes) : null
      const { budgetLines } = indicator
      const shortfall = missing && {
        ...missing,
        budgetLines: missing.budgetLines.filter(({ id }) => budgetLines.includes(id)),
      }
      const { control } = indicator
      const settings = control === null ? [] : settingsInUse(await settingsAt(asOf), control)
      return { ...detailOf(measured, { indicator, result, settings }), shortfall }
    },

    async shortfall({ query: { plan: planId, asOf }, scope }) {
      const measured = await measuring.measure({ planId, asOf, scope })
      if (!measured) throw new Refusal('PLAN_NOT_FOUND', { planId: planId ?? '' })
      return missingOf(measured, computers)
    },
  }
}

const computers: readonly HostClass[] = ['server', 'workstation']

type Detailed = {
  readonly indicator: Indicator
  readonly result: IndicatorResult
  readonly settings: IndicatorDetailView['indicator']['settings']
}

function detailOf(
  { plan, version, input, results, shownMs }: MeasuredPlan,
  { indicator, result, settings }: Detailed,
): Omit<IndicatorDetailView, 'shortfall'> {
  const [view] = indicatorViewsOf({ ...plan, indicators: [indicator] }, results)
  if (!view) throw new Error(`no view of ${indicator.id}`)
  const agencyOf = new Map(input.agencies.map((agency) => [agency.id, agency]))
  const nameOf = (id: string) => agencyOf.get(id)?.name ?? id
  const { agencies, offenders, exempted, classes, declared, isLowerBound } = result
  const inScope = agencies
    .filter(({ outside }) => outside === null)
    .flatMap(({ agencyId }): InputAgency[] => {
      const agency = agencyOf.get(agencyId)
      return agency ? [agency] : []
    })
  return {
    asOfMs: shownMs,
    cutOffDay: input.cutOffDay,
    plan: planViewOf(plan),
    version,
    indicator: { ...view, settings },
    declared,
    isLowerBound,
    agenciesInScope: result.agenciesInScope,
    agenciesUndeclared: result.agenciesUndeclared,
    aggregation: indicator.aggregation,
    tolerance: indicator.tolerance,
    settings: plan.settings,
    figure: indicator.figure ?? indicator.metric,
    metric: metricViewOf(indicator.metric),
    classes: [...classes],
    denominators: (indicator.classes ?? hostClasses).map((one) => ({
      class: one,
      denominator: sumOfDenominators(inScope.map((agency) => agency.denominators[one])),
    })),
    agencies: agencies.map((agency) => ({
      ...agency,
      name: nameOf(agency.agencyId),
      level: agencyOf.get(agency.agencyId)?.level ?? null,
    })),
    offenders: offenders.map((one) => ({ ...one, agencyName: nameOf(one.agencyId) })),
    exempted: exempted.map(({ agencyId, ...one }) => ({ ...one, agencyName: nameOf(agencyId) })),
    exemptionWords: plan.exemptions
      .filter(({ indicatorIds }) => indicatorIds.includes(indicator.id))
      .map(({ quote }) => quote),
    way: shortestWay(indicator, result, input.agencies),
  }
}
