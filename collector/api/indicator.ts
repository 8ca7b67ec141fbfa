import { settingsInUse } from '#domain/control-settings.ts'
import { declaredEntriesOf } from '#domain/declared-entries.ts'
import type { AgencyState } from '#domain/frozen.ts'
import { lowerBoundReasonsOf, sumOfDenominators } from '#domain/denominator.ts'
import type { InputAgency } from '#domain/measure-input.ts'
import type { IndicatorResult } from '#domain/measure-indicator.ts'
import { planViewOf, type Indicator } from '#domain/plan.ts'
import { indicatorViewsOf, type IsProvisional } from '#domain/scorecard.ts'
import { shortestWay } from '#domain/shortest-way.ts'
import { productNamesOf, type ProductNames } from '#domain/product-names.ts'
import { productsSeenIn, shortfallOf } from '#domain/shortfall.ts'
import type { IndicatorDetailView, ShortfallView } from '#protocol/plan-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import { hostClasses, type EpochMs, type HostClass, type HostId } from '#protocol/values.ts'
import { chunksOf } from '#store/batches.ts'
import { readSettings } from '#store/judging.ts'
import { readHostProducts } from '#store/plans/host-products.ts'
import { provisionalFigures } from '#store/verification.ts'
import type { Scope } from '#store/population.ts'
import type { ApiDeps, Handlers } from './call.ts'
import type { MeasuredPlan, Measuring } from './measuring.ts'
import { hostsBehind } from './listed-hosts.ts'
import { momentOf } from './moment.ts'
import { metricViewOf } from './plans.ts'

/** Metrics whose figure licences, firewalls or products of systems can raise. */
const withShortfall = [
  'computers-with-licensed-antivirus',
  'protected-machines',
  'lans-with-firewall',
  'domestic-products-in-systems',
]

/** Hosts whose products are read at once. */
const hostsAtOnce = 500

/** What stands behind one figure, and what is missing. */
export function indicatorHandlers(
  { store, now, contexts }: Pick<ApiDeps, 'store' | 'now' | 'contexts'>,
  measuring: Measuring,
): Pick<Handlers, 'indicator' | 'shortfall'> {
  const settingsAt = (asOf: EpochMs | undefined) =>
    readSettings(store.reader, momentOf(asOf, now).asOfMs)

  async function missingOf(
    { input, plan, states }: MeasuredPlan,
    { classes, look }: Shortage,
  ): Promise<ShortfallView> {
    const names = productNamesOf(contexts.current())
    const seen = productsSeenIn(await withProducts(store, { states, atMs: input.cutOffMs }, names))
    const shortfall = shortfallOf({ input, seen, names, planId: plan.id, classes })
    const licensed = { control: 'antivirus-licensed' as const, classes: [...classes] }
    const behind = await hostsBehind({ store }, licensed, { ...look, declared: input.agencies })
    const agencies = shortfall.agencies.map((agency) => ({
      ...agency,
      hosts: behind?.of(agency.agencyId) ?? null,
    }))
    return { ...shortfall, agencies }
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
      const look = { scope, asOfMs: momentOf(asOf, now).asOfMs }
      const missing = isShort ? await missingOf(measured, { classes, look }) : null
      const { budgetLines } = indicator
      const shortfall = missing && {
        ...missing,
        budgetLines: missing.budgetLines.filter(({ id }) => budgetLines.includes(id)),
      }
      const { control } = indicator
      const settings = control === null ? [] : settingsInUse(await settingsAt(asOf), control)
      const { asOfMs } = momentOf(asOf, now)
      const isProvisional = await provisionalFigures(store.reader, { asOf: asOfMs })
      const behind = await hostsBehind({ store }, indicator, {
        scope,
        asOfMs,
        declared: measured.input.agencies,
      })
      const of = { indicator, result, settings, isProvisional, behind }
      const entries = declaredEntriesOf(indicator, measured.input.agencies)
      return {
        ...detailOf(measured, of),
        shortfall,
        entries: entries.slice(0, entriesMax).map((entry) => ({
          ...entry,
          agencyName: nameIn(measured, entry.agencyId),
        })),
        entriesTotal: entries.length,
      }
    },

    async shortfall({ query: { plan: planId, asOf }, scope }) {
      const measured = await measuring.measure({ planId, asOf, scope })
      if (!measured) throw new Refusal('PLAN_NOT_FOUND', { planId: planId ?? '' })
      const look = { scope, asOfMs: momentOf(asOf, now).asOfMs }
      return missingOf(measured, { classes: computers, look })
    },
  }
}

/** Of which machines, and from where the lists behind them are looked at. */
type Shortage = {
  readonly classes: readonly HostClass[]
  readonly look: { readonly scope: Scope; readonly asOfMs: EpochMs | null }
}

/** Of what was declared; the register lists all. */
const entriesMax = 500

const nameIn = ({ input }: MeasuredPlan, id: string) =>
  input.agencies.find((agency) => agency.id === id)?.name ?? id

const computers: readonly HostClass[] = ['server', 'workstation']

type Standing = { readonly states: readonly AgencyState[]; readonly atMs: EpochMs }

/** States with the products that their hosts report. */
async function withProducts(
  store: ApiDeps['store'],
  { states, atMs }: Standing,
  names: ProductNames,
): Promise<AgencyState[]> {
  const hostIds = states.flatMap(({ part }) => part.hosts.map(({ id }) => id))
  const moment = { cutOffMs: atMs, knownMs: atMs }
  const products = new Map<HostId, readonly string[]>()
  for (const group of chunksOf(hostIds, hostsAtOnce)) {
    const told = await readHostProducts(store, { hostIds: group, moment }, names)
    for (const [hostId, ids] of told) products.set(hostId, ids)
  }
  return states.map(({ part, ...state }) => ({
    ...state,
    part: {
      ...part,
      hosts: part.hosts.map((host) => {
        const own = products.get(host.id)
        return own === undefined ? host : { ...host, products: [...own] }
      }),
    },
  }))
}

type Detailed = {
  readonly indicator: Indicator
  readonly result: IndicatorResult
  readonly settings: IndicatorDetailView['indicator']['settings']
  readonly isProvisional: IsProvisional
  readonly behind: Awaited<ReturnType<typeof hostsBehind>>
}

function detailOf(
  { plan, version, input, results, shownMs }: MeasuredPlan,
  { indicator, result, settings, isProvisional, behind }: Detailed,
): Omit<IndicatorDetailView, 'shortfall' | 'entries' | 'entriesTotal'> {
  const [view] = indicatorViewsOf({ ...plan, indicators: [indicator] }, results, isProvisional)
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
    indicator: { ...view, hosts: behind?.all ?? null, settings },
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
    denominators: (indicator.classes ?? hostClasses).map((one) => {
      const parts = inScope.map((agency) => agency.denominators[one])
      const lowerBoundBecause = lowerBoundReasonsOf(parts)
      return { class: one, denominator: sumOfDenominators(parts), lowerBoundBecause }
    }),
    agencies: agencies.map((agency) => ({
      ...agency,
      name: nameOf(agency.agencyId),
      hosts: behind?.of(agency.agencyId) ?? null,
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
