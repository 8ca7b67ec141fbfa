import { byMostMissing, lansMissing } from '#protocol/shortfall-order.ts'
import { byMostUnseen, byWorstAgency, byWorstVerdict } from '#protocol/worst-first.ts'
import { translator } from '#i18n/translator.ts'
import { everyPage, type ExportName, type Listed } from './asking.ts'

const { t } = translator('vi')

export type FigureIds = {
  readonly planId: string
  readonly indicator: string
  readonly licences: string
  readonly firewalls: string
}

/** Files of figures and of what is behind them. */
export function figureLists(ids: FigureIds) {
  const of = (indicator: string) => ({ params: { id: ids.planId, indicator } })
  return {
    exportIndicators: {
      query: { plan: ids.planId },
      head: 'indicators.name',
      rows: async (ask, asked) =>
        (await ask('overview', asked)).indicators
          .toSorted(byWorstVerdict)
          .map(({ name }) => name.vi),
    },
    exportControls: {
      head: 'controls.control',
      rows: async (ask) =>
        (await ask('overview')).controls.map(({ control }) => t(`control.${control}.name`)),
    },
    exportIndicatorAgencies: {
      ...of(ids.indicator),
      head: 'one.agencies.agency',
      rows: async (ask, asked) => {
        const { agencies } = await ask('indicator', asked)
        const inside = agencies.filter(({ outside }) => outside === null).toSorted(byWorstAgency)
        return [...inside, ...agencies.filter(({ outside }) => outside !== null)].map(
          ({ name }) => name,
        )
      },
    },
    exportIndicatorClasses: {
      ...of(ids.indicator),
      head: 'one.denominators.class',
      rows: async (ask, asked) =>
        (await ask('indicator', asked)).classes.map((one) => t(`class.${one.class}`)),
      empty: 'the plan names no classes apart for it',
    },
    exportDenominators: {
      ...of(ids.indicator),
      head: 'one.denominators.class',
      rows: async (ask, asked) =>
        (await ask('indicator', asked)).denominators.map((one) => t(`class.${one.class}`)),
    },
    exportOffenders: {
      ...of(ids.indicator),
      head: 'one.offenders.host',
      rows: async (ask, asked) =>
        (await ask('indicator', asked)).offenders.map(
          ({ name }) => name ?? t('one.offenders.devices'),
        ),
      empty: 'the plan of this province prohibits nothing',
    },
    exportShortfall: {
      ...of(ids.firewalls),
      head: 'one.agencies.agency',
      rows: async (ask, asked) => {
        const { shortfall } = await ask('indicator', asked)
        return byMostMissing(shortfall?.agencies ?? [], lansMissing).map(({ name }) => name)
      },
    },
    exportBudget: {
      ...of(ids.licences),
      head: 'one.budget.line',
      rows: async (ask, asked) =>
        (await ask('indicator', asked)).shortfall?.budgetLines.map(({ name }) => name) ?? [],
    },
    exportRegisterSummary: {
      query: { class: 'workstation' },
      head: 'register.agency',
      rows: async (ask) => {
        const { agencies } = await ask('registerSummary')
        const rows = agencies.map(({ agency: { name }, classes, doubts }) => ({
          name,
          denominator: classes.workstation,
          doubts,
        }))
        return [t('register.province'), ...rows.toSorted(byMostUnseen).map(({ name }) => name)]
      },
    },
    exportObligations: {
      query: { from: '2026-01-01', until: '2027-12-31' },
      head: 'obligations.column.period',
      rows: async (ask, asked) =>
        (await ask('obligations', asked)).occurrences.map(({ period }) => period),
    },
    exportDefinitionChanges: {
      head: 'plans.changes.on',
      rows: async (ask) =>
        (
          await everyPage(async (query) => {
            const { total, changes } = await ask('definitionChanges', { query })
            return { total, rows: changes }
          })
        ).map(({ agencyName, subject }) => agencyName ?? subject),
    },
    exportPlanVersions: {
      head: 'plans.plan',
      rows: async (ask) => (await ask('planVersions')).versions.map(({ name }) => name.vi),
    },
  } satisfies Partial<Record<ExportName, Listed>>
}
