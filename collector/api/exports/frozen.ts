import { personName } from '#i18n/audit-text.ts'
import type { ReportTemplateView, ReportView } from '#protocol/reports.ts'
import type { CutOffView, SnapshotDetail, SnapshotRow } from '#protocol/snapshot-views.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { columnsOf, local } from './columns.ts'
import { countColumns, figureColumns, type Measured } from './figures.ts'
import { everyPage, listFile } from './list-file.ts'

type Lists = Pick<Handlers, 'snapshots' | 'snapshot' | 'cutOffs' | 'reports' | 'reportTemplates'>
type Names =
  'exportSnapshots' | 'exportSnapshot' | 'exportCutOffs' | 'exportReports' | 'exportReportTemplates'

/** The tables of what is frozen, and of the reports that were made from it, as files. */
export function frozenExports({ store: { db } }: ApiDeps, lists: Lists): Pick<Handlers, Names> {
  return {
    exportSnapshots: listFile(db, {
      name: 'snapshots',
      title: 'snapshots.title',
      columns: snapshotColumns,
      rows: (call) =>
        everyPage<SnapshotRow>(
          ({ id }) => id,
          async (page) => {
            const { total, snapshots } = await lists.snapshots({
              ...call,
              query: { ...call.query, ...page },
            })
            return { total, rows: snapshots }
          },
        ),
    }),
    exportSnapshot: listFile(db, {
      name: 'snapshot',
      title: 'snapshot.scorecard',
      columns: scorecardColumns,
      rows: async (call) => {
        const { agency } = call.query
        const { indicators, values } = await lists.snapshot({ ...call, query: { agency } })
        return indicators.flatMap((indicator) => {
          const value = values.find(({ indicatorId }) => indicatorId === indicator.id)
          return value ? [{ indicator, value }] : []
        })
      },
    }),
    exportCutOffs: listFile(db, {
      name: 'cut-offs',
      title: 'snapshots.cut-offs',
      columns: cutOffColumns,
      rows: async (call) => (await lists.cutOffs(call)).cutOffs,
    }),
    exportReports: listFile(db, {
      name: 'reports',
      title: 'report.list',
      columns: reportColumns,
      rows: (call) =>
        everyPage<ReportView>(
          ({ id }) => id,
          async (page) => {
            const query = { ...call.query, ...page }
            const { total, reports } = await lists.reports({ ...call, query })
            return { total, rows: reports }
          },
        ),
    }),
    exportReportTemplates: listFile(db, {
      name: 'report-templates',
      title: 'report.templates',
      columns: templateColumns,
      rows: async (call) => (await lists.reportTemplates(call)).templates,
    }),
  }
}

const snapshot = columnsOf<SnapshotRow>()
const snapshotColumns = [
  snapshot.count('snapshots.number', ({ number }) => number),
  snapshot.text('snapshots.kind', ({ kind, reason }, { t }) =>
    t(kind === 'daily' && reason !== null ? 'snapshots.kind.by-hand' : `snapshots.kind.${kind}`),
  ),
  snapshot.text('report.period', ({ period }) => period),
  snapshot.moment('snapshots.cut-off', ({ cutOffMs }) => cutOffMs),
  snapshot.text('snapshots.plan', ({ planId }) => planId),
  snapshot.count('snapshots.machines', ({ hosts }) => hosts),
  snapshot.moment('snapshots.created', ({ createdMs }) => createdMs),
  snapshot.text('export.recorded-by', ({ createdBy }, words) => personName(words, createdBy)),
  snapshot.sentence('export.why', ({ reason, amends }) => amends?.reason ?? reason),
  snapshot.count('export.amended-by', ({ amendedBy }) => amendedBy),
  snapshot.count('export.sent-reports', ({ sentReportsTotal }) => sentReportsTotal),
  snapshot.sentence('snapshots.hash', ({ hash }) => hash),
]

/** An indicator beside its frozen value. */
type FrozenRow = {
  readonly indicator: SnapshotDetail['indicators'][number]
  readonly value: SnapshotDetail['values'][number]
}
const frozen = columnsOf<FrozenRow>()
const scorecardColumns = [
  frozen.sentence('snapshot.indicator', ({ indicator }, words) => local(indicator.name, words)),
  ...figureColumns(({ indicator, value }: FrozenRow): Measured => ({ goal: indicator, ...value })),
  ...countColumns<FrozenRow>(({ value }) => value.counts),
]

const cutOff = columnsOf<CutOffView>()
const cutOffColumns = [
  cutOff.text('report.period', ({ period }) => period),
  cutOff.moment('snapshots.cut-off', ({ cutOffMs }) => cutOffMs),
  cutOff.text('report.state', ({ snapshotId, isPast }, { t }) => {
    if (snapshotId !== null) return t('snapshots.cut-off.taken')
    return t(isPast ? 'snapshots.cut-off.due' : 'snapshots.cut-off.ahead')
  }),
]

const report = columnsOf<ReportView>()
const reportColumns = [
  report.sentence('report.kind', ({ kind }, { t }) => t(`report.kind.${kind}`)),
  report.text('report.period', ({ period }) => period),
  report.name('report.agency', ({ agencyName }, { t }) => agencyName ?? t('report.province')),
  report.count('export.snapshot-number', ({ snapshotNumber }) => snapshotNumber),
  report.moment('snapshots.cut-off', ({ cutOffMs }) => cutOffMs),
  report.text('report.state', ({ state }, { t }) => t(`report.state.${state}`)),
  report.moment('report.made', ({ createdMs }) => createdMs),
  report.text('export.recorded-by', ({ createdBy }, words) => personName(words, createdBy)),
  report.moment('export.confirmed', ({ confirmedMs }) => confirmedMs),
  report.moment('export.sent', ({ sentMs }) => sentMs),
]

const template = columnsOf<ReportTemplateView>()
const templateColumns = [
  template.name('report.templates.name', ({ name }) => name),
  template.sentence('report.kind', ({ kind }, { t }) => t(`report.kind.${kind}`)),
  template.moment('report.made', ({ createdMs }) => createdMs),
  template.text('export.recorded-by', ({ createdBy }, words) => personName(words, createdBy)),
  template.moment('export.withdrawn', ({ withdrawnMs }) => withdrawnMs),
]
