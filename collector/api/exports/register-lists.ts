import { personName } from '#i18n/audit-text.ts'
import type { ImportView } from '#protocol/import-views.ts'
import type { DenominatorView, RegisterSummaryView } from '#protocol/register-views.ts'
import type { UnassignedView } from '#protocol/unassigned-routes.ts'
import { hostClasses, type HostClass } from '#protocol/values.ts'
import { byMostUnseen, type Registered } from '#protocol/worst-first.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { columnsOf, yesOrNo } from './columns.ts'
import { everyPage, listFile } from './list-file.ts'

type Lists = Pick<Handlers, 'registerSummary' | 'unassignedEntries' | 'imports'>
type Names = 'exportRegisterSummary' | 'exportUnassigned' | 'exportImports'

/** The tables of what agencies declare, counted, and of the files that they sent, as files. */
export function registerListExports(
  { store: { db } }: ApiDeps,
  lists: Lists,
): Pick<Handlers, Names> {
  return {
    exportRegisterSummary: listFile(db, {
      name: 'register',
      title: 'register.place.summary',
      columns: summaryColumns,
      rows: async (call) => summaryRows(await lists.registerSummary(call), call.query.class),
    }),
    exportUnassigned: listFile(db, {
      name: 'unassigned',
      title: 'export.unassigned',
      columns: unassignedColumns,
      rows: async (call) => (await lists.unassignedEntries(call)).entries,
    }),
    exportImports: listFile(db, {
      name: 'imports',
      title: 'import.list',
      columns: importColumns,
      rows: (call) =>
        everyPage<ImportView>(
          ({ id }) => id,
          async (page) => {
            const { total, imports } = await lists.imports({
              ...call,
              query: { ...call.query, ...page },
            })
            return { total, rows: imports }
          },
        ),
    }),
  }
}

/** One agency as the table has it, or the province above them; null: a machine in doubt has no class yet. */
type SummaryRow = Omit<Registered, 'doubts'> & {
  readonly isProvince: boolean
  readonly enrolled: number
  readonly reporting: number
  readonly notInUse: number | null
  readonly doubts: number | null
}
type Counted = Omit<RegisterSummaryView, 'asOfMs' | 'agencies'>

function summaryRows(
  { agencies, ...province }: RegisterSummaryView,
  hostClass: HostClass | undefined,
): SummaryRow[] {
  const rowOf = (counted: Counted, name: string, isProvince: boolean): SummaryRow => ({
    name,
    isProvince,
    denominator: denominatorOf(counted, hostClass),
    enrolled: sumOf(counted, hostClass, 'enrolled'),
    reporting: sumOf(counted, hostClass, 'reporting'),
    notInUse: hostClass === undefined ? counted.notInUse : null,
    doubts: hostClass === undefined ? counted.doubts : null,
  })
  const rows = agencies.map((counted) => ({
    row: rowOf(counted, counted.agency.name, false),
    order: {
      name: counted.agency.name,
      denominator: denominatorOf(counted, hostClass),
      doubts: counted.doubts,
    },
  }))
  rows.sort((left, right) => byMostUnseen(left.order, right.order))
  return [rowOf(province, '', true), ...rows.map(({ row }) => row)]
}

const denominatorOf = ({ classes, total }: Counted, of: HostClass | undefined): DenominatorView =>
  of === undefined ? total : classes[of]

function sumOf(
  { listed }: Counted,
  of: HostClass | undefined,
  side: 'enrolled' | 'reporting',
): number {
  const classes: readonly HostClass[] = of === undefined ? hostClasses : [of]
  return classes.reduce((sum, one) => sum + listed[one][side], 0)
}

const summary = columnsOf<SummaryRow>()
const summaryColumns = [
  summary.name('register.agency', ({ name, isProvince }, { t }) =>
    isProvince ? t('register.province') : name,
  ),
  summary.count('register.side.declared', ({ denominator }) => denominator.declared),
  summary.count('register.side.discovered', ({ denominator }) => denominator.discovered),
  summary.count('register.side.enrolled', ({ enrolled }) => enrolled),
  summary.count('register.side.reporting', ({ reporting }) => reporting),
  summary.count('register.side.neverEnrolled', ({ denominator }) => denominator.neverEnrolled),
  summary.count('register.side.unregistered', ({ denominator }) => denominator.unregistered),
  summary.count('register.side.withoutAgent', ({ denominator }) => denominator.withoutAgent),
  summary.count('register.side.notInUse', ({ notInUse }) => notInUse),
  summary.count('register.side.doubts', ({ doubts }) => doubts),
  summary.count('register.side.population', ({ denominator }) => denominator.population),
  summary.text('export.is-lower-bound', ({ denominator }, words) =>
    yesOrNo(denominator.isLowerBound, words),
  ),
]

const unassigned = columnsOf<UnassignedView>()
const unassignedColumns = [
  unassigned.name('register.unassigned.what', ({ words }) => words),
  unassigned.text('import.kind', ({ kind }, { t }) => t(`import.kind.${kind}`)),
  unassigned.name('register.unassigned.from', ({ from }) => from.name),
  unassigned.day('export.from', ({ onDay }) => onDay),
  unassigned.name('register.unassigned.counts-for', ({ countsFor }) => countsFor.name),
  unassigned.sentence('register.unassigned.to', ({ parts }) =>
    parts.map(({ name }) => name).join(', '),
  ),
]

const upload = columnsOf<ImportView>()
const importColumns = [
  upload.name('import.list.file', ({ fileName }) => fileName),
  upload.text('import.kind', ({ kind }, { t }) => kind && t(`import.kind.${kind}`)),
  upload.text('import.list.status', ({ status }, { t }) => t(`import.status.${status}`)),
  upload.count('import.outcome.added', ({ counts }) => counts?.added),
  upload.count('import.outcome.corrected', ({ counts }) => counts?.corrected),
  upload.moment('import.list.when', (one) => one.undoneMs ?? one.doneMs ?? one.uploadedMs),
  upload.text('import.list.who', ({ actor }, words) => personName(words, actor)),
]
