import type {
  AgencyResultView,
  AgencyShortfallView,
  IndicatorDetailView,
  ShortfallView,
} from '#protocol/plan-views.ts'
import type { ControlCountView, IndicatorView } from '#protocol/views.ts'
import { columnsOf, local, yesOrNo } from './columns.ts'
import { countColumns, figureCell, figureColumns, type Measured } from './figures.ts'
import type { FileColumn } from './send-table.ts'

const indicator = columnsOf<IndicatorView>()
/** What a file says of every indicator of a plan. */
export const indicatorColumns: readonly FileColumn<IndicatorView>[] = [
  indicator.sentence('indicators.name', ({ name }, words) => local(name, words)),
  {
    id: 'target',
    width: 12,
    head: ({ t }) => t('indicators.target'),
    cell: (one) => (one.target.numerator === 0 ? null : figureCell(one, one.target)),
  },
  ...figureColumns((one: IndicatorView): Measured => ({ ...one, goal: one, declared: null })),
  ...countColumns<IndicatorView>(({ measurement }) => measurement),
  indicator.text('export.is-lower-bound', ({ isLowerBound }, words) =>
    yesOrNo(isLowerBound, words),
  ),
  indicator.text('provisional', ({ isProvisional }, words) => yesOrNo(isProvisional, words)),
]

const control = columnsOf<ControlCountView>()
/** What a file says of every control. */
export const controlColumns = [
  control.name('controls.control', (one, { t }) => t(`control.${one.control}.name`)),
  ...countColumns<ControlCountView>(({ measurement }) => measurement),
]

/** What a file says of the agencies of an indicator. */
export function agencyColumns(goal: IndicatorView): readonly FileColumn<AgencyResultView>[] {
  const { name, text, sentence } = columnsOf<AgencyResultView>()
  return [
    name('one.agencies.agency', (one) => one.name),
    text('export.level', ({ level }) => level),
    ...figureColumns((one: AgencyResultView): Measured => ({ goal, ...one })),
    ...countColumns<AgencyResultView>(({ counts }) => counts),
    sentence('export.outside', ({ outside, exclusion }, { t }) =>
      outside === null ? null : (exclusion ?? t('one.outside.other-level')),
    ),
  ]
}

type ClassRow = IndicatorDetailView['classes'][number]

/** What a file says of an indicator, class by class. */
export function classColumns(goal: IndicatorView): readonly FileColumn<ClassRow>[] {
  const { text } = columnsOf<ClassRow>()
  return [
    text('one.denominators.class', (one, { t }) => t(`class.${one.class}`)),
    ...figureColumns((one: ClassRow): Measured => ({ goal, ...one })),
    ...countColumns<ClassRow>(({ counts }) => counts),
  ]
}

const offender = columnsOf<IndicatorDetailView['offenders'][number]>()
/** What a file says of who breaks a prohibition. */
export const offenderColumns = [
  offender.name('one.offenders.host', ({ name }, { t }) => name ?? t('one.offenders.devices')),
  offender.count('one.offenders.count', ({ count }) => count),
  offender.name('one.agencies.agency', ({ agencyName }) => agencyName),
]

const sides = columnsOf<IndicatorDetailView['denominators'][number]>()
/** What a file says of the machines behind an indicator. */
export const denominatorColumns = [
  sides.text('one.denominators.class', (one, { t }) => t(`class.${one.class}`)),
  sides.count('one.denominators.declared', ({ denominator }) => denominator.declared),
  sides.count('one.denominators.enrolled', ({ denominator }) => denominator.enrolled),
  sides.count('one.denominators.reporting', ({ denominator }) => denominator.reporting),
  sides.count('one.denominators.never', ({ denominator }) => denominator.neverEnrolled),
  sides.count('one.denominators.unregistered', ({ denominator }) => denominator.unregistered),
  sides.count('one.denominators.population', ({ denominator }) => denominator.population),
  sides.text('export.is-lower-bound', ({ denominator }, words) =>
    yesOrNo(denominator.isLowerBound, words),
  ),
]

const lacking = columnsOf<AgencyShortfallView>()
/** What a file says of agencies whose networks lack a firewall. */
export const lanColumns = [
  lacking.name('one.agencies.agency', ({ name }) => name),
  lacking.count('one.shortfall.lans', ({ lansWithoutFirewall }) => lansWithoutFirewall),
  lacking.count('one.shortfall.lans.all', ({ lans }) => lans),
]

/** What a file says of agencies that lack licences. */
export const licenceColumns = (
  endingBefore: string,
): readonly FileColumn<AgencyShortfallView>[] => [
  lacking.name('one.agencies.agency', ({ name }) => name),
  lacking.count('one.shortfall.machines', (one) => one.machinesWithoutLicence),
  lacking.count('one.shortfall.unknown', ({ machinesUnknown }) => machinesUnknown),
  lacking.count('export.seats-bought', ({ seatsBought }) => seatsBought),
  lacking.count('export.seats-used', ({ seatsUsed }) => seatsUsed),
  lacking.count(
    {
      id: 'ending',
      say: ({ t }) =>
        t('one.shortfall.ending', { day: endingBefore.split('-').reverse().join('/') }),
    },
    ({ seatsEndingSoon }) => seatsEndingSoon,
  ),
]

type BudgetLine = ShortfallView['budgetLines'][number]
const budget = columnsOf<BudgetLine>()
/** What a file says of the lines of the budget, in the unit that the document prints. */
export const budgetColumns = (unit: string): readonly FileColumn<BudgetLine>[] => [
  budget.sentence('one.budget.line', ({ name }) => name),
  budget.sentence('export.budget-section', ({ section }) => section),
  budget.name('one.budget.lead', ({ lead }) => lead),
  budget.count(
    { id: 'total', say: ({ t }) => t('one.budget.total', { unit }) },
    ({ total }) => total,
  ),
]
