import { byMostMissing, lansMissing, licencesMissing } from '#protocol/shortfall-order.ts'
import { byWorstAgency, byWorstVerdict } from '#protocol/worst-first.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { listFile } from './list-file.ts'
import {
  agencyColumns,
  budgetColumns,
  classColumns,
  controlColumns,
  denominatorColumns,
  indicatorColumns,
  lanColumns,
  licenceColumns,
  offenderColumns,
} from './scorecard-columns.ts'
import { inMemory, sendTable } from './send-table.ts'

type Lists = Pick<Handlers, 'overview' | 'indicator'>
type Names =
  | 'exportIndicators'
  | 'exportControls'
  | 'exportIndicatorAgencies'
  | 'exportIndicatorClasses'
  | 'exportDenominators'
  | 'exportOffenders'
  | 'exportShortfall'
  | 'exportBudget'

/** The tables of figures, and of what is behind one figure, as files. */
export function scorecardExports(deps: ApiDeps, lists: Lists): Pick<Handlers, Names> {
  const { db } = deps.store
  return {
    exportIndicators: listFile(db, {
      name: 'indicators',
      title: 'indicators.all',
      columns: indicatorColumns,
      rows: async (call) => (await lists.overview(call)).indicators.toSorted(byWorstVerdict),
    }),
    exportControls: listFile(db, {
      name: 'controls',
      title: 'controls.title',
      columns: controlColumns,
      rows: async (call) => (await lists.overview(call)).controls,
    }),
    exportOffenders: listFile(db, {
      name: 'offenders',
      title: 'one.offenders',
      columns: offenderColumns,
      rows: async (call) => (await lists.indicator(call)).offenders,
    }),
    exportDenominators: listFile(db, {
      name: 'denominators',
      title: 'one.denominators',
      columns: denominatorColumns,
      rows: async (call) => (await lists.indicator(call)).denominators,
    }),
    ...figureExports(deps, lists),
  }
}

type FigureNames =
  'exportIndicatorAgencies' | 'exportIndicatorClasses' | 'exportShortfall' | 'exportBudget'

/** Tables whose columns follow from the indicator. */
function figureExports({ store: { db } }: ApiDeps, lists: Lists): Pick<Handlers, FigureNames> {
  return {
    async exportIndicatorAgencies(call) {
      const { agencies, indicator } = await lists.indicator(call)
      const inScope = agencies.filter(({ outside }) => outside === null).toSorted(byWorstAgency)
      const rows = [...inScope, ...agencies.filter(({ outside }) => outside !== null)]
      await sendTable(db, call, {
        name: 'indicator-agencies',
        title: ({ t }) => t('one.agencies'),
        columns: agencyColumns(indicator),
        ...inMemory(rows),
      })
    },
    async exportIndicatorClasses(call) {
      const { classes, indicator } = await lists.indicator(call)
      await sendTable(db, call, {
        name: 'indicator-classes',
        title: ({ t }) => t('one.classes'),
        columns: classColumns(indicator),
        ...inMemory(classes),
      })
    },
    async exportShortfall(call) {
      const { shortfall, metric } = await lists.indicator(call)
      const isOfLans = metric.id === 'lans-with-firewall'
      const missingOf = isOfLans ? lansMissing : licencesMissing
      await sendTable(db, call, {
        name: 'shortfall',
        title: ({ t }) => t('one.shortfall'),
        columns: isOfLans ? lanColumns : licenceColumns(shortfall?.endingBefore ?? ''),
        ...inMemory(byMostMissing(shortfall?.agencies ?? [], missingOf)),
      })
    },
    async exportBudget(call) {
      const lines = (await lists.indicator(call)).shortfall?.budgetLines ?? []
      await sendTable(db, call, {
        name: 'budget',
        title: ({ t }) => t('one.budget'),
        columns: budgetColumns(lines[0]?.unit ?? ''),
        ...inMemory(lines),
      })
    },
  }
}
